// The dialogue for data of the visitor's own: where they come from, what was found in them, and whether to keep them here.

import { holdModel, openFiles, readFirst, readSet } from "../application/data_sets.mjs";
import { chooseFiles } from "../application/host.mjs";
import { showNotice } from "../application/loading_overlay.mjs";
import { fetchFile } from "../application/remote_file.mjs";
import { make } from "../shared/elements.mjs";
import { nameOf } from "../shared/file_names.mjs";
import { count } from "../shared/numbers.mjs";
import { followReading } from "./background_reading.mjs";
import { previewOf, readingOptions } from "./data_preview.mjs";
import { deleteStoredData, storeData, storedData } from "./run_storage.mjs";
import { loadDialogStyle } from "./style_sheet.mjs";

const kTextName = "pasted text";
// With so many files read, and as many to come, training may begin on the first ones.
const kFirstFiles = 1000;

const megabytes = (files) => {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return bytes < 1e5 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
};

const button = (text, action, properties = {}) => {
  const made = make("button", { type: "button", textContent: text, ...properties });
  made.addEventListener("click", action);
  return made;
};

const field = (label, input, ...more) => make("div", { className: "field" }, make("label", { htmlFor: input.id, textContent: label }), input, ...more);

/// One dialogue for the page's life. `app` is the application's functions.
class DataDialog {
  #job = 0;  // the number of the last reading; results of earlier ones are dropped
  #reading = null;  // what is being read for the dialogue, see followReading()
  #behind = null;   // the same, behind a run on its first part

  constructor(app) {
    this.app = app;
    this.title = make("h2", { id: "data-title" });
    this.body = make("div", { className: "body" });
    this.element = make("dialog", { className: "data", attributes: { "aria-labelledby": this.title.id } },
      make("header", {}, this.title, button("Close", () => this.element.close())), this.body);
    // The event comes later than the closing, perhaps after other data were opened.
    this.element.addEventListener("close", () => { if (!this.element.open) this.#nextJob(); });
    document.body.append(this.element);
  }

  // Shows a heading and elements below it.
  #show(title, ...elements) {
    this.title.textContent = title;
    this.body.replaceChildren(...elements);
    if (!this.element.open) this.element.showModal();
  }

  // Ends what is being read for the dialogue; the number of what comes next.
  #nextJob() {
    this.#reading?.stop();
    this.#reading = null;
    return ++this.#job;
  }

  // ---- where data come from ----

  async choose(complaint = "") {
    this.#nextJob();
    const take = (files) => this.read(files), fail = (sentence) => this.choose(sentence);
    const address = make("input", { id: "data-address", type: "url", placeholder: "https://", autocomplete: "off" });
    const text = make("textarea", { id: "data-text", rows: 4, spellcheck: false, placeholder: "A word, or a row of a table, in each line" });
    const form = make("form", { noValidate: true },
      field("At an address whose server allows it", address, make("button", { type: "submit", textContent: "Fetch" })));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.fetch(address.value.trim());
    });
    this.#show("Data of your own",
      make("p", { className: "complaint", textContent: complaint, hidden: !complaint, attributes: { role: "alert" } }),
      make("p", { textContent: "Pictures, a table, sounds, words, NumPy or IDX files, or a zip of them; or a saved model. Nothing leaves this device." }),
      make("div", { className: "row" },
        button("Choose files", () => chooseFiles(take, fail), { className: "primary", autofocus: true }),
        button("Choose a folder", () => chooseFiles(take, fail, { folder: true }))),
      form,
      field("As text", text, button("Read the text", () => this.#readText(text.value))),
      this.kept = make("div"));
    this.#offerKept(this.kept);
  }

  // Adds the set that is kept in this browser, if there is one.
  async #offerKept(place) {
    const set = await storedData();
    if (!set) return;
    place.append(
      make("p", { textContent: `Kept in this browser: ${set.name}, ${megabytes(set.files)}.` }),
      make("div", { className: "row" },
        button("Train on it", () => this.#train(set)),
        button("Delete it", async () => {
          await deleteStoredData();
          place.replaceChildren(make("p", { textContent: `${set.name} is deleted.` }));
        })));
  }

  #readText(text) {
    if (text.trim() === "") return this.choose("There is no text to read: write or paste some.");
    this.read([{ name: kTextName, bytes: new TextEncoder().encode(text) }]);
  }

  async fetch(address) {
    const job = this.#nextJob();
    this.#wait("Fetching …");
    try {
      const file = await fetchFile(address, "data");
      if (job === this.#job) this.read([file], new URL(address, document.baseURI).href);
    } catch (error) {
      if (!error.code) throw error;
      if (job === this.#job) this.choose(error.message);
    }
  }

  // ---- what is in them ----

  // Shows that something takes its time; returns a function that shows how far it is. `begin` trains on the first files.
  #wait(title, begin) {
    const progress = make("progress", { max: 1, attributes: { "aria-label": title } });
    const text = make("p", { attributes: { role: "status" } });
    const first = button("Begin with what is read", begin, { hidden: true });
    this.#show(title, progress, text, make("div", { className: "row" }, first, button("Cancel", () => this.choose())));
    return ({ done, total }) => {
      if (total === 1) return;
      progress.value = done / total;
      text.textContent = `${count(done)} of ${count(total)} files`;
      first.hidden = done < kFirstFiles || total - done < kFirstFiles;
    };
  }

  /// Reads files and shows what is in them. `settings` are those of reading that differ from the run's.
  async read(files, name = nameOf(files), settings = {}) {
    const job = this.#nextJob();
    const report = this.#wait(`Reading ${name}`, () => this.#beginWithFirst(settings));
    try {
      if (holdModel(files)) {
        await openFiles(this.app, files);
        return this.element.close();
      }
      const reading = this.#startReading(files, name, settings, report), set = { ...await reading.whole, name, settings };
      if (job === this.#job) this.#preview(set, (changed) => this.read(files, name, { ...settings, ...changed }));
    } catch (error) {
      if (!error.code) throw error;
      if (job === this.#job) this.choose(error.message);
    }
  }

  // One at a time: a reading behind a run ends.
  #startReading(files, name, settings, report) {
    this.#behind?.stop();
    const controller = new AbortController(), all = { ...this.app.metrics().settings, ...settings };
    const reading = this.#reading = { name, report, stop: () => controller.abort() };
    reading.whole = readSet(files, name, all, { report: (progress) => reading.report(progress), signal: controller.signal });
    return reading;
  }

  async #beginWithFirst(settings) {
    const reading = this.#reading;
    try {
      const part = await readFirst();
      if (!part || this.#reading !== reading) return;  // all of it is read, or other data are
      this.#reading = null;  // so that it goes on without the dialogue
      this.#behind = reading;
      ++this.#job;
      followReading(reading, (set) => this.#train({ ...set, name: reading.name, settings }));
      this.#train({ ...part, name: reading.name, settings });
    } catch (error) {
      if (!error.code) throw error;
      this.choose(error.message);
    }
  }

  #preview(set, again) {
    const keep = make("input", { id: "data-keep", type: "checkbox" });
    const train = button("Train on it", () => this.#train(set, keep.checked), { className: "primary" });
    this.#show(set.name,
      ...previewOf(set),
      ...readingOptions(this.app, set, again),
      make("label", { className: "check" }, keep, "Keep the data in this browser, until I delete them"),
      make("div", { className: "row" }, train, button("Other data", () => this.choose())));
    train.focus();
  }

  async #train(set, keep = false) {
    try {
      this.app.useFiles(set.files);
      for (const [key, value] of Object.entries(set.settings ?? {})) this.app.apply(key, value);
    } catch (error) {
      if (!error.code) throw error;
      return this.choose(error.message);
    }
    this.element.close();
    document.getElementById("canvas").focus({ preventScroll: true });
    if (keep && !await storeData({ name: set.name, files: set.files })) showNotice("The data could not be kept: this browser has no room for them, or stores nothing.");
  }
}

let dialog = null;

/// Opens the dialogue with files [{name, bytes}], or to choose some. A saved model is opened at once.
export async function openDataDialog(app, files) {
  await loadDialogStyle("page/data_dialog.css");
  dialog ??= new DataDialog(app);
  return files ? dialog.read(files) : dialog.choose();
}
