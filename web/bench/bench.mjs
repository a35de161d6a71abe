// The benchmark page: runs the engine's workloads in a worker and shows the results. bench.html?seconds=0.5 measures each
// workload for half a second instead of three.

import { Card } from "./cards.mjs";
import { BenchEngine } from "./engine.mjs";
import { formatThreads, reportText, secondsFrom, slicesOf, threadChoices, threadsNote } from "./report.mjs";

// Estimated seconds that a slice takes besides its measurement: creating the network, warming up, measuring the peak.
const kOverhead = 0.4;
// Milliseconds between two updates of the progress: few, since drawing slows down what is measured.
const kTick = 250;

const kSeconds = secondsFrom(location.search);
const kSecondsInAll = kSeconds + slicesOf(kSeconds) * kOverhead;  // of a workload

const find = (id) => document.getElementById(id);
const run = find("run"), stop = find("stop"), threads = find("threads"), copy = find("copy");

let engine = new BenchEngine();
let about = null;  // {version, threads, workloads} of the engine
let recorded = null;  // peers.json
let cards = new Map();  // workload -> Card
let results = [];

const showStatus = (sentence) => { find("status").textContent = sentence; };

function showFailure(sentence) {
  find("failure").textContent = sentence;
  find("failure").hidden = sentence === "";
}

// The text with a full stop at its end.
const asSentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

// Enables the buttons that apply; the focus moves from a disabled button to the other.
function enable(running) {
  const focused = document.activeElement;
  run.disabled = running;
  stop.disabled = !running;
  threads.disabled = running || threads.options.length < 2;
  copy.disabled = running || results.length === 0;
  if (focused === run && running) stop.focus();
  if (focused === stop && !running) run.focus();
}

function idleSentence() {
  const count = about.workloads.length;
  const all = Math.ceil(count * kSecondsInAll);
  return `Run measures ${count} workloads one after the other, about ${kSeconds} s each and ${all} s in all.`;
}

function offerThreads() {
  const { choices, usual } = threadChoices(about.threads, navigator.hardwareConcurrency);
  threads.replaceChildren(...choices.map((count) => new Option(String(count), String(count), false, count === usual)));
  find("threads-note").textContent = threadsNote(about.threads, navigator.hardwareConcurrency, globalThis.crossOriginIsolated);
}

function showRecorded() {
  const rows = recorded
    ? [["Machine", recorded.machine], ["With", recorded.system], ["On", recorded.date], ["How", recorded.method],
      ...recorded.peers.map(({ name, version, how }) => [name, `${version}, ${how}`])]
    : [["Others", "Their figures (peers.json) did not load; load the page again to see them."]];
  find("recorded").replaceChildren(...rows.flatMap(([term, text]) => [
    Object.assign(document.createElement("dt"), { textContent: term }),
    Object.assign(document.createElement("dd"), { textContent: text }),
  ]));
}

// The recorded figures; null where they do not load, without which the page works too.
async function loadRecorded() {
  try {
    const response = await fetch(new URL("./peers.json", import.meta.url));
    const found = response.ok ? await response.json() : null;
    return Array.isArray(found?.peers) ? found : null;
  } catch {
    return null;
  }
}

// Measures one workload while its card shows the time passing.
async function measure(id, options) {
  const card = cards.get(id);
  const start = performance.now();
  const tick = () => {
    const fraction = Math.min(1, (performance.now() - start) / 1000 / kSecondsInAll);
    card.progress(fraction, `measuring, ${Math.round(100 * fraction)} %`);
  };
  tick();
  const timer = setInterval(tick, kTick);
  try {
    const result = await engine.benchmark(id, options);
    card.done(result);
    return result;
  } finally {
    clearInterval(timer);
  }
}

// Measures all workloads. The cards of those not reached stay empty.
async function measureAll() {
  const options = { threads: Number(threads.value), seconds: kSeconds, math: "portable" };
  if (engine.ended) {
    engine = new BenchEngine();
    await engine.ready;
  }
  for (const [index, { id }] of about.workloads.entries()) {
    showStatus(`Measuring ${id}, ${index + 1} of ${about.workloads.length}, with ${formatThreads(options.threads)}.`);
    try {
      results.push(await measure(id, options));
    } catch (error) {
      error.workload = id;
      throw error;
    }
  }
}

function showWhyItEnded(error) {
  if (error.code === "aborted") {
    showStatus(results.length ? "Stopped. What was measured stays; Run begins anew." : `Stopped. ${idleSentence()}`);
    return;
  }
  const where = error.workload ? `${error.workload} failed` : "The engine failed";
  const fewer = Number(threads.value) > 1 ? ", with fewer threads if it happens again" : ", or load the page again";
  showStatus("Not finished.");
  showFailure(`${where}: ${asSentence(error.message)} Press Run to try once more${fewer}.`);
}

async function runAll() {
  results = [];
  showFailure("");
  find("share").hidden = true;
  for (const card of cards.values()) card.clear("waiting");
  enable(true);
  const start = performance.now();
  try {
    await measureAll();
    showStatus(`Done in ${Math.round((performance.now() - start) / 1000)} s.`);
  } catch (error) {
    const measured = new Set(results.map((result) => result.workload));
    for (const [id, card] of cards) if (!measured.has(id)) card.clear("not measured");
    showWhyItEnded(error);
  }
  enable(false);
}

function report() {
  const date = new Date().toISOString().slice(0, 10);
  return reportText(results, { version: about.version, date, seconds: kSeconds, browser: navigator.userAgent }, recorded);
}

// Shows the text to copy by hand.
function showReport(text) {
  find("report").textContent = text;
  find("share").hidden = false;
  find("report").focus();
  getSelection().selectAllChildren(find("report"));
}

async function copyReport() {
  const text = report();
  try {
    await navigator.clipboard.writeText(text);
    showStatus("Copied: the text is on the clipboard.");
  } catch {
    showReport(text);
  }
}

async function open() {
  [about, recorded] = await Promise.all([engine.ready, loadRecorded()]);
  offerThreads();
  cards = new Map(about.workloads.map((workload) => [workload.id, new Card(workload, recorded)]));
  find("cards").replaceChildren(...[...cards.values()].map((card) => card.element));
  showRecorded();
  find("loaded").hidden = false;
  find("controls").addEventListener("submit", (event) => {
    event.preventDefault();
    runAll();
  });
  stop.addEventListener("click", () => engine.stop());
  copy.addEventListener("click", copyReport);
  showStatus(idleSentence());
  enable(false);
}

open().catch((error) => {
  showStatus("The benchmark cannot run.");
  // The sentence of "simd-missing" says what to do; other errors may be temporary.
  const remedy = error.code === "simd-missing" ? "" : " Load the page again; if that does not help, try another browser.";
  showFailure(asSentence(error.message) + remedy);
});
