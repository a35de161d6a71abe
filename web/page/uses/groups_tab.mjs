// Groups of samples whose codes are alike.

import { saveFile } from "../../application/host.mjs";
import { make } from "../../shared/elements.mjs";
import { csvOf } from "./csv.mjs";
import { button, choice, figures, paragraph } from "./fields.mjs";
import { count, counted, percent } from "../../shared/numbers.mjs";
import { viewOfSamples } from "./sample_views.mjs";
import { Working } from "./working.mjs";

const kMost = 2000, kMostGroups = 20, kShown = 8;

const kMethods = [
  { id: "k-means", title: "k-means", explanation: "Round groups around their means." },
  { id: "mixture", title: "Gaussian mixture", explanation: "Groups may be long, wide or slanted." },
];
const kCounts = [{ id: "0", title: "By silhouette" }, ...Array.from({ length: kMostGroups - 1 }, (_, i) => ({ id: String(i + 2), title: String(i + 2) }))];

class GroupsTab {
  #working = new Working();
  #results = make("div", { className: "results" });

  constructor(panel, session, choices) {
    this.session = session;
    this.choices = choices;
    this.count = Math.min(kMost, session.about.heldOut);
    const find = () => this.find();
    this.method = choice("uses-method", "Method", kMethods, find, (chosen) => kMethods.find(({ id }) => id === chosen).explanation);
    this.wanted = choice("uses-count", "Number of groups", kCounts, find, (chosen) => (chosen === "0" ? "As many as lie apart best, of 2 to 20." : "So many, and no other number is tried."));
    this.method.input.value = choices.method ?? "k-means";
    this.wanted.input.value = choices.wanted ?? "0";
    for (const { explain } of [this.method, this.wanted]) explain();
    panel.append(
      paragraph(`${counted(this.count, "held-out sample")} in groups by their codes, without their labels.`),
      make("div", { className: "options" }, this.method.element, this.wanted.element), this.#working.element, this.#results);
    this.find();
  }

  stop() {
    this.#working.stop();
  }

  find() {
    const method = this.choices.method = this.method.input.value, wanted = this.choices.wanted = this.wanted.input.value;
    const { client } = this.session;
    return this.#working.run("Finding groups …", async ({ signal }) => {
      const found = await client.ask("groups", [this.count, method, Number(wanted), kMostGroups], { signal });
      const firsts = found.sizes.map((_, group) => firstsOf(found.groups, group));
      const samples = await client.ask("pick", [firsts.flat()], { signal });
      this.#show(found, firsts, samples);
    });
  }

  #show(found, firsts, samples) {
    const { session } = this, rows = [["Groups", count(found.sizes.length)], ["Silhouette, from -1 to 1", found.silhouette.toFixed(3)]];
    if (found.agreement && session.labelsPresent.length > 1) {
      const { purity, normalisedMutualInformation, adjustedRandIndex } = found.agreement;
      rows.push(["Purity", percent(purity)], ["Mutual information with the labels, from 0 to 1", normalisedMutualInformation.toFixed(3)],
        ["Adjusted Rand index", adjustedRandIndex.toFixed(3)]);
    }
    let at = 0;
    const groups = firsts.map((places, group) => {
      const shown = samples.subarray(at, at += places.length * session.features);
      return this.#group(group, found, places, shown);
    });
    this.names = groups.map(({ name }) => name);
    this.saved = make("p", { attributes: { role: "status" } });
    this.#results.replaceChildren(figures(rows), ...groups.map(({ element }) => element),
      make("div", { className: "row" }, button("Save as CSV", () => this.#save(found), { className: "primary" }), this.saved));
  }

  #group(group, { sizes }, places, samples) {
    const { session } = this, id = `uses-group-${group}`;
    const name = make("input", { id, type: "text", autocomplete: "off", placeholder: `Group ${group + 1}` });
    const label = make("label", { htmlFor: id, textContent: `Name of group ${group + 1}` });
    const captionOf = session.labelsPresent.length > 0 ? (i) => session.labelText(session.labels[places[i]]) : undefined;
    const element = make("section", { className: "group" },
      make("h3", { textContent: `Group ${group + 1}: ${counted(sizes[group], "sample")}, ${percent(sizes[group] / this.count)}` }),
      make("div", { className: "field" }, label, name),
      viewOfSamples(session, samples, `The first samples of group ${group + 1}`, captionOf));
    return { element, name };
  }

  #save({ groups }) {
    const { session } = this;
    const rows = groups.map((group, sample) => [sample, group + 1, this.names[group].value.trim() || `Group ${group + 1}`,
      session.labels[sample] < 0 ? "" : session.labelText(session.labels[sample])]);
    this.saved.textContent = saveFile("hourglass_groups.csv", csvOf([["sample", "group", "name", "label"], ...rows]));
  }
}

// The places of the first samples of a group.
function firstsOf(groups, group) {
  const places = [];
  for (let i = 0; i < groups.length && places.length < kShown; ++i) if (groups[i] === group) places.push(i);
  return places;
}

export const groupsTab = { id: "groups", title: "Groups", open: (panel, session, choices) => new GroupsTab(panel, session, choices) };
