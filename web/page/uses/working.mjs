// The status of work that takes its time: what is being done, how far it is, and why it failed. A later piece of work takes the place of
// an earlier one.

import { make } from "../../shared/elements.mjs";

const kPatience = 300;  // milliseconds before progress is shown

export class Working {
  #running = new AbortController();
  #status = make("p", { attributes: { role: "status" } });
  #progress = make("progress", { hidden: true, max: 1, attributes: { "aria-label": "Progress" } });
  #alert = make("p", { className: "complaint", hidden: true, attributes: { role: "alert" } });

  constructor() {
    this.element = make("div", { className: "working" }, this.#status, this.#progress, this.#alert);
  }

  #show(status, complaint = "") {
    this.#status.textContent = status;
    this.#progress.hidden = true;
    this.#progress.removeAttribute("value");
    this.#alert.textContent = complaint;
    this.#alert.hidden = complaint === "";
  }

  /// Shows `sentence` while `work({signal, report})` runs; report(share) says how far it is. Work that ran before is aborted, and neither it
  /// nor a later failure of it changes anything. Shows the sentence of an error that has a code.
  async run(sentence, work) {
    this.#running.abort();
    const { signal } = this.#running = new AbortController();
    this.#show("", "");
    const timer = setTimeout(() => {
      this.#status.textContent = sentence;
      this.#progress.hidden = false;
    }, kPatience);
    signal.addEventListener("abort", () => clearTimeout(timer));
    this.element.setAttribute("aria-busy", "true");
    try {
      await work({ signal, report: (share) => { if (!signal.aborted) this.#progress.value = share; } });
      if (!signal.aborted) this.#show("");
    } catch (error) {
      if (signal.aborted || error.code === "aborted") return;
      if (!error.code) throw error;
      this.#show("", error.message);
    } finally {
      clearTimeout(timer);
      if (!signal.aborted) this.element.setAttribute("aria-busy", "false");
    }
  }

  /// Ends what runs.
  stop() {
    this.#running.abort();
    this.#show("");
    this.element.setAttribute("aria-busy", "false");
  }
}
