// Uses one live element of the article as a reader does.

import { until } from "../harness.mjs";

/// The live element of the section `id` on a page that shows the article.
export class LiveElement {
  constructor(page, id) {
    this.page = page;
    this.figure = page.locator(`#${id}-live`);
  }

  async reach() {
    await this.figure.evaluate((figure) => figure.scrollIntoView({ block: "center" }));
    await this.#state("ready");
  }

  async train() {
    await this.figure.locator("button.train").click();
    return this.trained();
  }

  /// Waits until the training that a press began is over, and returns the number.
  async trained() {
    await this.#state("done");
    return this.number();
  }

  /// Presses a button of a choice that begins a new training.
  async trainWith(choice, value) {
    const button = this.#button(choice, value);
    if (await button.getAttribute("aria-pressed") === "true") return this.train();
    await button.click();
    return this.trained();
  }

  /// Presses a button of a choice that the trained network answers.
  async choose(choice, value) {
    return this.#afterLook(() => this.#button(choice, value).click());
  }

  /// Moves a slider.
  async slide(name, value) {
    return this.#afterLook(() => this.figure.locator(`input[name=${name}]`).fill(String(value)));
  }

  async number() { return Number(await this.figure.locator("output").getAttribute("data-value")); }

  /// A number that the text around it shows.
  async filled(name) { return Number((await this.figure.locator(`[data-fill=${name}]`).textContent()).replace("−", "-")); }

  #button(choice, value) { return this.figure.locator(`[data-choice=${choice}] button[value="${value}"]`); }

  async #looks() { return Number(await this.figure.getAttribute("data-looks")); }

  async #afterLook(act) {
    const looks = await this.#looks();
    await act();
    await until(async () => await this.#looks() > looks, "the element has drawn the choice");
    return this.number();
  }

  // A press is answered at once, so "done" is that of this training.
  async #state(wanted) {
    await until(async () => {
      const state = await this.figure.getAttribute("data-state");
      if (state === "failed") throw new Error(await this.figure.locator(".status").textContent());
      return state === wanted;
    }, `the element is ${wanted}`);
  }
}
