// A reporter of node:test (node --test --test-reporter=./tests/reporter.mjs ...): one line per test, and as the last line
// "N passed, N failed, N skipped", which tests/run.sh adds up.

import { isAbsolute } from "node:path";

const oneLine = (text) => String(text).split("\n")[0];

// The error that a test threw, unwrapped from node:test's own error.
const thrownBy = ({ error }) => error?.cause instanceof Error ? error.cause : error;

/// Turns the events of node:test into text.
export default async function* report(events) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    const isTest = data.details?.type !== "suite";
    // A file of which no test was selected is reported as a passed test with the file's path; ignore it.
    if (type === "test:pass" && isTest && !isAbsolute(data.name)) {
      const kind = data.skip !== undefined ? "skipped" : "passed";
      counts[kind]++;
      yield kind === "skipped" ? `skipped: ${data.name}: ${data.skip}\n` : `passed: ${data.name} (${Math.round(data.details.duration_ms)} ms)\n`;
    } else if (type === "test:fail" && isTest) {
      counts.failed++;
      const error = thrownBy(data.details);
      yield `failed: ${data.name}: ${oneLine(error?.message ?? error)}\n${String(error?.stack ?? error).replace(/^/gm, "    ")}\n`;
    } else if (type === "test:diagnostic" && !/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/.test(data.message)) {
      yield `    ${data.message}\n`;
    } else if (type === "test:stdout" || type === "test:stderr") {
      yield data.message;
    }
  }
  yield `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
}
