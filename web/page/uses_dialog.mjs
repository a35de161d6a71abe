// The dialogue "Put the model to use": a trained model, and in a tab each what it is good for.

import { make } from "../shared/elements.mjs";
import { loadDialogStyle } from "./style_sheet.mjs";
import { cleanTab } from "./uses/clean_tab.mjs";
import { compressTab } from "./uses/compress_tab.mjs";
import { button } from "./uses/fields.mjs";
import { groupsTab } from "./uses/groups_tab.mjs";
import { insideTab } from "./uses/inside_tab.mjs";
import { count, counted } from "../shared/numbers.mjs";
import { openSession } from "./uses/session.mjs";
import { stepTab } from "./uses/step_tab.mjs";
import { unusualTab } from "./uses/unusual_tab.mjs";
import { Working } from "./uses/working.mjs";

const kTabs = [unusualTab, compressTab, cleanTab, groupsTab, insideTab, stepTab];

const sentenceOf = ({ model: { settings, step } }) =>
  `Family ${settings.family}, a code of ${counted(Number(settings.latent), "value")}, learned on ${settings.data} up to step ${count(step)}.`;

// The place of the tab to which a key leads from another, or null.
function placeByKey(key, from) {
  const last = kTabs.length - 1;
  const places = { ArrowRight: from === last ? 0 : from + 1, ArrowLeft: from === 0 ? last : from - 1, Home: 0, End: last };
  return places[key] ?? null;
}

/// One dialogue for the page's life. `app` is the application's functions.
class UsesDialog {
  #session = null;
  #opened = new Map();  // place of a tab -> what shows the session in it
  #choices = kTabs.map(() => ({}));  // what was chosen in each tab, for the next model of the same data
  #data = "";
  #chosen = 0;
  #working = new Working();
  #model = make("p", { className: "model" });
  #untrained = make("p", { className: "note", textContent: "This model has not learned anything yet: train it for a while, then take it as it is." });

  constructor(app) {
    this.app = app;
    this.tabs = kTabs.map(({ id, title }, place) => {
      const tab = button(title, () => this.choose(place), { id: `uses-tab-${id}`, role: "tab" });
      tab.setAttribute("aria-controls", `uses-panel-${id}`);
      return tab;
    });
    this.panels = kTabs.map(({ id }) => make("div", { id: `uses-panel-${id}`, className: "panel", role: "tabpanel", tabIndex: 0, attributes: { "aria-labelledby": `uses-tab-${id}` } }));
    const tabList = make("div", { className: "tabs", role: "tablist", attributes: { "aria-label": "Uses" } }, ...this.tabs);
    tabList.addEventListener("page-key", (event) => this.#move(event));
    const title = make("h2", { id: "uses-title", textContent: "Put the model to use" });
    this.take = button("Take the model as it is now", () => this.open());
    this.element = make("dialog", { className: "uses", attributes: { "aria-labelledby": title.id } },
      make("header", {}, title, button("Close", () => this.element.close())),
      make("div", { className: "about" }, make("div", { className: "row" }, this.#model, this.take), this.#untrained, this.#working.element),
      tabList, ...this.panels);
    // The event comes a while after the dialogue closed; by then it may be open again.
    this.element.addEventListener("close", () => { if (!this.element.open) this.#closed(); });
    document.body.append(this.element);
  }

  #move(event) {
    const place = placeByKey(event.detail.key, this.#chosen);
    if (place === null) return;
    event.preventDefault();
    this.choose(place);
    this.tabs[place].focus();
  }

  #closed() {
    this.#working.stop();
    this.#leave();
    document.getElementById("canvas").focus({ preventScroll: true });
  }

  // Forgets the model, and what is computed with it.
  #leave() {
    for (const shown of this.#opened.values()) shown.stop();
    this.#opened.clear();
    for (const panel of this.panels) panel.replaceChildren();
    this.#session?.close();
    this.#session = null;
  }

  /// Shows the dialogue with the model as it is now.
  async open() {
    this.#leave();
    this.#model.textContent = "";
    this.#untrained.hidden = true;
    if (!this.element.open) {
      this.element.showModal();
      this.tabs[this.#chosen].focus();
    }
    this.choose(this.#chosen);
    await this.#working.run("Opening the model …", async ({ signal }) => {
      const session = await openSession(this.app);
      if (signal.aborted) return session.close();
      this.#show(session);
    });
  }

  #show(session) {
    const { settings, step } = session.model;
    this.#session = session;
    this.#model.textContent = sentenceOf(session);
    this.#untrained.hidden = step > 0;
    if (settings.data !== this.#data) this.#choices = kTabs.map(() => ({}));
    this.#data = settings.data;
    this.choose(this.#chosen);
  }

  /// Shows a tab.
  choose(place) {
    this.#chosen = place;
    this.tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === place));
      tab.tabIndex = i === place ? 0 : -1;
      this.panels[i].hidden = i !== place;
    });
    this.tabs[place].scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!this.#session || this.#opened.has(place)) return;
    this.#opened.set(place, kTabs[place].open(this.panels[place], this.#session, this.#choices[place]));
  }
}

let dialog = null;

/// Opens the dialogue.
export async function openUsesDialog(app) {
  await loadDialogStyle("page/uses_dialog.css");
  dialog ??= new UsesDialog(app);
  return dialog.open();
}
