// The benchmark page's options, numbers as text, rows of bars, and report, as pure functions without a page. A "result" is what engine.benchmark returns (BenchmarkResult in hourglass.d.mts), "recorded"
// the content of peers.json.

/// The threads that stand ready in the engine's variant with threads.
export const kMostThreads = 8;

const kSeconds = { least: 0.1, usual: 3, most: 30 };

/// The seconds per workload in the page's query, as in bench.html?seconds=0.5, limited to 0.1 to 30; 3 without one.
export function secondsFrom(query) {
  const text = new URLSearchParams(query).get("seconds")?.trim();
  const seconds = Number(text);
  if (!text || !Number.isFinite(seconds)) return kSeconds.usual;
  return Math.min(kSeconds.most, Math.max(kSeconds.least, seconds));
}

/// { choices, usual }: the numbers of threads to choose from, for an engine with or without threads on so many cores.
export function threadChoices(withThreads, cores) {
  const most = withThreads ? Math.min(kMostThreads, Math.max(1, Math.trunc(cores) || 1)) : 1;
  return { choices: Array.from({ length: most }, (_, i) => i + 1), usual: Math.min(2, most) };
}

/// How many threads there are, or why only one; `isolated` is the page's crossOriginIsolated.
export function threadsNote(withThreads, cores, isolated) {
  if (withThreads) return `This browser offers ${cores ?? 1} at once; the engine takes up to ${kMostThreads}.`;
  return isolated
    ? "One thread only: this page is cross-origin isolated, but this browser has no memory for threads to share (SharedArrayBuffer)."
    : "One thread only: browsers share memory between threads only on pages that are cross-origin isolated, and this one " +
      "was served without the headers for it.";
}

/// The measurements, of about a second each, into which so many seconds of a workload are divided.
export const slicesOf = (seconds) => Math.max(1, Math.round(seconds));

/// One result of a workload's slices: the fastest, beside the highest of the peaks. Each slice has a peak of its own, measured
/// right after it, because a processor's clock changes within seconds. The peak is NaN where even so it was the slower of the
/// two, as where other programs had the processor just then.
export function resultOf(slices) {
  const fastest = slices.reduce((a, b) => (b.samples_per_second > a.samples_per_second ? b : a));
  const highest = Math.max(...slices.map((slice) => slice.peak_gflops));
  const peak = highest >= fastest.gflops ? highest : NaN;
  return { ...fastest, peak_gflops: peak, fraction_of_peak: fastest.gflops / peak };
}

const kGrouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/// A number with three significant digits, all digits from 100 on: 0.145, 2.05, 32.9, 51,595.
export function formatNumber(value) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 99.95) return kGrouped.format(value);
  return value.toFixed(size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}

/// A fraction as per cent: 0.294 is "29 %", 0.0294 "2.9 %".
export function formatPercent(fraction) {
  if (!Number.isFinite(fraction)) return "–";
  return `${(100 * fraction).toFixed(fraction < 0.0995 ? 1 : 0)} %`;
}

/// "1 thread", "2 threads".
export function formatThreads(threads) {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}

/// [{name, samplesPerSecond} or {name, cannot}] of the peers with an entry for a workload.
export function peersOf(recorded, workload) {
  return (recorded?.peers ?? []).flatMap(({ name, samples_per_second: figures, cannot }) => {
    if (Number.isFinite(figures?.[workload])) return [{ name, samplesPerSecond: figures[workload] }];
    return cannot?.[workload] ? [{ name, cannot: cannot[workload] }] : [];
  });
}

/// The speed that fills a workload's bars: the fastest peer's, or this browser's where that is faster.
export function fullBar(peers, result) {
  return Math.max(0, result?.samples_per_second ?? 0, ...peers.map((peer) => peer.samplesPerSecond ?? 0));
}

/// How much of a bar is filled, 0 to 1.
export function filled(value, full) {
  return full > 0 && value > 0 ? Math.min(1, value / full) : 0;
}

/// "2.05 ms per step, 32.9 of 112 GFLOP/s"; without a peak "2.05 ms per step, 32.9 GFLOP/s".
export function detailOf({ ms_per_step: step, gflops, peak_gflops: peak }) {
  const of = Number.isFinite(peak) ? ` of ${formatNumber(peak)}` : "";
  return `${formatNumber(step)} ms per step, ${formatNumber(gflops)}${of} GFLOP/s`;
}

// Lines of a table: the first column to the left, the others to the right, two spaces between.
function tableOf(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])).join("  ").trimEnd());
}

function measuredTable(results) {
  return tableOf([
    ["", "samples/s", "ms/step", "GFLOP/s", "peak", "of peak"],
    ...results.map((result) => [
      result.workload, formatNumber(result.samples_per_second), formatNumber(result.ms_per_step),
      formatNumber(result.gflops), formatNumber(result.peak_gflops), formatPercent(result.fraction_of_peak),
    ]),
  ]);
}

function recordedTable(recorded, workloads) {
  const notes = [];
  const cellOf = (peer) => {
    if (peer === undefined) return "–";
    if (peer.cannot === undefined) return formatNumber(peer.samplesPerSecond);
    if (!notes.includes(peer.cannot)) notes.push(peer.cannot);
    return "*".repeat(notes.indexOf(peer.cannot) + 1);
  };
  const rows = recorded.peers.map(({ name }) =>
    [name, ...workloads.map((id) => cellOf(peersOf(recorded, id).find((peer) => peer.name === name)))]);
  return [...tableOf([["", ...workloads], ...rows]), ...notes.map((note, i) => `${"*".repeat(i + 1)} ${note}`)];
}

/// The results as plain text to share. `about` is { version, date, seconds, browser }; without `recorded` the peers are
/// left out.
export function reportText(results, about, recorded) {
  const [{ threads, math, isa }] = results;
  const lines = [
    `Hourglass ${about.version}, speed in the browser, ${about.date}`,
    `${formatThreads(threads)}, ${math} math, wasm ${isa}, ${about.seconds} s per workload`,
    about.browser, "",
    ...measuredTable(results),
  ];
  if (recorded) {
    lines.push("",
      `Others in samples/s, recorded on another machine on ${recorded.date}: a hint, no comparison.`,
      `${recorded.machine}; ${recorded.system}`,
      ...recordedTable(recorded, results.map((result) => result.workload)));
  }
  return lines.join("\n") + "\n";
}
