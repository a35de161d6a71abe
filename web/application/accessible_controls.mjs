// The controls of the canvas as an HTML form, for keyboards and screen readers. Form and canvas act on the same run and show
// the same values. The fields come from the settings table.

import { capitalised, make, option, titleOf } from "../shared/elements.mjs";
import { count } from "../shared/numbers.mjs";
import { hiddenTabPreference, rememberHiddenTabPreference } from "./background_training.mjs";
import { openFiles } from "./data_sets.mjs";
import { readFiles } from "./drop.mjs";
import { copyText, pageAddress } from "./host.mjs";

const kPollInterval = 500;  // milliseconds between two looks at the run
const kSpeakInterval = 5000;  // milliseconds between two sentences to a screen reader
const kStates = { paused: "Paused", running: "Training", finished: "Finished", diverged: "Diverged" };

// Writes only a different text, so that a selection survives.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function helpOf(row) {
  const range = row.minimum < row.maximum ? ` From ${row.minimum} to ${row.maximum}.` : "";
  const list = row.type === "integers" ? " Whole numbers, separated by commas." : "";
  return `${capitalised(row.help)}.${list}${range}${row.live ? "" : " A change begins anew."}`;
}

function inputOf(row, id) {
  if (row.choices.length > 0) return make("select", { id }, ...row.choices.map((choice) => option(choice)));
  const numeric = row.type === "integer" || row.type === "number";
  return make("input", { id, type: "text", autocomplete: "off", spellcheck: false, inputMode: numeric ? "decimal" : "text" });
}

// One setting: its label, its input, a line of help and, where a value is refused, the reason.
class Field {
  constructor(row, apply) {
    const id = `control-${row.key}`;
    this.key = row.key;
    this.input = inputOf(row, id);
    this.complaint = make("p", { id: `${id}-complaint`, className: "complaint", hidden: true, attributes: { role: "alert" } });
    const label = make("label", { htmlFor: id }, titleOf(row.key));
    if (row.unit) label.append(make("span", { className: "unit", textContent: ` ${row.unit}` }));
    const help = make("p", { id: `${id}-help`, className: "help", textContent: helpOf(row) });
    this.input.setAttribute("aria-describedby", help.id);
    this.element = make("div", { className: "field" }, label, this.input, this.complaint, help);
    this.input.addEventListener("change", () => this.#change(apply));
  }

  #change(apply) {
    let reason = "";
    try {
      apply(this.key, this.input.value);
    } catch (error) {
      if (!error.code) throw error;
      reason = error.message;
    }
    this.complain(reason);
  }

  complain(reason) {
    this.complaint.textContent = reason;
    this.complaint.hidden = !reason;
    const help = `control-${this.key}-help`;
    this.input.setAttribute("aria-describedby", reason ? `${this.complaint.id} ${help}` : help);
    if (reason) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }

  // A refused value and its reason stay until the setting gets another value.
  show(value) {
    const known = this.value === value;
    this.value = value;
    if (document.activeElement === this.input || (known && !this.complaint.hidden)) return;
    this.complain("");
    if (this.input.value !== value) this.input.value = value;
  }
}

// The fieldsets, one for each group of the table, in its order.
function fieldsets(fields, table) {
  const groups = new Map();
  table.forEach((row, i) => groups.set(row.group, [...(groups.get(row.group) ?? []), fields[i].element]));
  return [...groups].map(([title, elements]) => make("fieldset", {}, make("legend", { textContent: title }), ...elements));
}

const kFigures = {
  Epoch: (run) => run.epoch.toFixed(2),
  Step: (run) => count(run.step),
  "Samples per second": (run) => count(Math.round(run.samplesPerSecond)),
  "Training loss": (run) => run.training?.total.toPrecision(4) ?? "not yet known",
  "Held-out loss": (run) => run.heldOut?.total.toPrecision(4) ?? "not yet known",
};

const isRunning = (run) => run.state === "running" || run.slow;

function sentenceOn(run) {
  const state = run.slow ? "Training slowly" : kStates[run.state];
  const loss = run.heldOut ? `, held-out loss ${run.heldOut.total.toPrecision(3)}` : "";
  return `${state}: epoch ${run.epoch.toFixed(1)}, step ${run.step}${loss}.${run.message ? ` ${run.message}` : ""}`;
}

/// The panel. `app` is the application's functions; closing the panel moves the focus to `canvas`.
class AccessibleControls {
  #spoken = { state: "", time: -Infinity };

  constructor(panel, canvas, app, framed) {
    Object.assign(this, { panel, canvas, app });
    const table = app.settingsTable();
    this.fields = table.map((row) => new Field(row, (key, value) => this.#act(() => app.apply(key, value))));
    this.status = make("p", { className: "status", attributes: { role: "status", "aria-live": "polite" } });
    this.close = make("button", { type: "button", textContent: "Close" });
    this.close.addEventListener("click", () => this.show(false));
    const form = make("form", { noValidate: true }, ...fieldsets(this.fields, table));
    form.addEventListener("submit", (event) => event.preventDefault());
    panel.append(
      make("header", {}, make("h2", { textContent: "Controls as text" }), this.close),
      this.status, this.#buttons(), this.#figures(), this.#presets(), this.#files(), this.#link(), ...(framed ? [] : [this.#hiddenTab()]), form, this.#glossary());
    // Over the panel, the wheel scrolls the panel and not the canvas.
    panel.addEventListener("wheel", (event) => event.stopPropagation(), { passive: true });
    setInterval(() => this.#update(), kPollInterval);
  }

  show(visible) {
    if (visible === !this.panel.hidden) return;
    this.panel.hidden = !visible;
    this.#update();
    (visible ? this.close : this.canvas).focus({ preventScroll: true });
  }

  #act(action) {
    action();
    this.#update();
  }

  #button(text, action) {
    const button = make("button", { type: "button", textContent: text });
    button.addEventListener("click", () => this.#act(action));
    return button;
  }

  #buttons() {
    const { app } = this;
    this.play = this.#button("Pause", () => (isRunning(app.metrics()) ? app.pause() : app.start()));
    this.play.classList.add("primary");
    return make("div", { className: "row", attributes: { role: "group", "aria-label": "Training" } },
      this.play, this.#button("Step", () => app.step()), this.#button("Epoch", () => app.epoch()),
      this.#button("Reset", () => app.reset()));
  }

  #figures() {
    this.figures = Object.entries(kFigures).map(([name, text]) => ({ text, element: make("dd"), name }));
    return make("dl", {}, ...this.figures.map(({ name, element }) =>
      make("div", {}, make("dt", { textContent: name }), element)));
  }

  #presets() {
    const presets = this.app.presets();
    const groups = new Map(presets.map(({ group }) => [group, make("optgroup", { label: group })]));
    for (const { id, title, group } of presets) groups.get(group).append(option(id, title));
    this.preset = make("select", { id: "control-preset" }, option("", "Own settings"), ...groups.values());
    this.blurb = make("p", { id: "control-preset-help", className: "help" });
    this.preset.setAttribute("aria-describedby", this.blurb.id);
    this.blurbs = new Map(presets.map(({ id, blurb }) => [id, blurb]));
    this.preset.addEventListener("change", () => this.#act(() => this.preset.value && this.app.usePreset(this.preset.value)));
    return make("div", { className: "field" }, make("label", { htmlFor: this.preset.id, textContent: "Preset" }), this.preset, this.blurb);
  }

  // Files of one's own, several at once as in a drop.
  #files() {
    const field = make("input", { id: "control-files", type: "file", multiple: true });
    const help = make("p", { id: "control-files-help", className: "help",
      textContent: "Pictures, a table, sounds, words, NumPy or IDX files of one data set, or one saved model. They replace what is trained on." });
    const complaint = make("p", { className: "complaint", hidden: true, attributes: { role: "alert" } });
    const complain = (reason) => Object.assign(complaint, { textContent: reason, hidden: !reason });
    field.setAttribute("aria-describedby", help.id);
    field.addEventListener("change", () => readFiles(field.files, async (files) => {
      try {
        await openFiles(this.app, files);
        this.#act(() => {});
        complain("");
      } catch (error) {
        if (!error.code) throw error;
        complain(error.message);
      }
    }, complain));
    return make("div", { className: "field" }, make("label", { htmlFor: field.id, textContent: "Open files" }), field, complaint, help);
  }

  #glossary() {
    const rows = this.app.glossary().map(({ word, meaning }) =>
      make("div", {}, make("dt", { textContent: word }), make("dd", { textContent: meaning })));
    return make("details", {}, make("summary", { textContent: "The words" }), make("dl", { className: "words" }, ...rows));
  }

  #link() {
    this.link = make("output", { id: "control-link" });
    const copy = this.#button("Copy", () => {
      copyText(this.link.textContent);
      this.#speak("Link copied.");
    });
    copy.setAttribute("aria-label", "Copy the link");
    return make("div", { className: "field" },
      make("label", { htmlFor: this.link.id, textContent: "Link to this state" }), this.link, copy);
  }

  #hiddenTab() {
    const select = make("select", { id: "control-hidden-tab" }, option("keep", "goes on"), option("pause", "pauses"));
    select.value = hiddenTabPreference();
    select.addEventListener("change", () => rememberHiddenTabPreference(select.value));
    return make("div", { className: "field" },
      make("label", { htmlFor: select.id, textContent: "In a hidden tab, training" }), select);
  }

  #update() {
    if (this.panel.hidden) return;
    const run = this.app.metrics();
    for (const field of this.fields) field.show(run.settings[field.key]);
    for (const { text, element } of this.figures) setText(element, text(run));
    setText(this.play, isRunning(run) ? "Pause" : "Train");
    if (document.activeElement !== this.preset) this.preset.value = run.preset;
    setText(this.blurb, this.blurbs.get(run.preset) ?? "");
    const link = this.app.link();
    setText(this.link, pageAddress() + (link && `#${link}`));
    this.#report(run);
  }

  // Reports a new state at once, figures at most every kSpeakInterval.
  #report(run) {
    const state = `${run.generation} ${run.state} ${run.slow}`;
    if (state === this.#spoken.state && performance.now() - this.#spoken.time < kSpeakInterval) return;
    this.#spoken.state = state;
    this.#speak(sentenceOn(run));
  }

  #speak(sentence) {
    this.#spoken.time = performance.now();
    setText(this.status, sentence);
  }
}

/// Connects panel and skip link with keys and the application; the panel is filled when it is first shown. `framed`: in a
/// frame of another page, which decides what hidden tabs do. `show(visible)` shows or hides the panel, `takeKey(event)`
/// returns whether the panel used the key.
export function makeAccessibleControls({ panel, opener, canvas, app, framed = false }) {
  let controls = null;
  const show = (visible = true) => {
    if (!app()) return;
    controls ??= new AccessibleControls(panel, canvas, app(), framed);
    controls.show(visible);
  };
  opener.addEventListener("click", () => show());
  const takeKey = (event) => {
    const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey);
    const closes = event.key === "Escape" && panel.contains(event.target);
    if (!plain || !(event.key === "F2" || closes)) return false;
    show(panel.hidden && !closes);
    return true;
  };
  return { show, takeKey };
}
