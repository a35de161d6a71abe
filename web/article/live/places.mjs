// A few places for engines: who takes one where none is free makes the one that took its place first leave.

export class Places {
  #limit;
  #changed;
  #holders = [];

  /// `limit` gives the number of places now; `changed` receives how many are taken.
  constructor(limit, changed) {
    this.#limit = limit;
    this.#changed = changed;
  }

  /// Takes a place for `holder`, an object with a function release().
  take(holder) {
    this.give(holder);
    this.#holders.push(holder);
    while (this.#holders.length > this.#limit()) this.#holders[0].release();
    this.#changed(this.#holders.length);
  }

  give(holder) {
    this.#holders = this.#holders.filter((one) => one !== holder);
    this.#changed(this.#holders.length);
  }
}
