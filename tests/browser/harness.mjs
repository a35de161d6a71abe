// The browser tests' own test(): node:test with a Context of servers and browsers for each test.

import { after, test as registerTest } from "node:test";

import { Context, Skip } from "./browser.mjs";

export * from "./browser.mjs";

const kLimit = 180_000;  // milliseconds one test may take

// Only tests whose names contain one of these words are registered; all tests if there are no words (run.mjs).
const kWords = JSON.parse(process.env.HOURGLASS_TEST_WORDS ?? "[]");

/// Registers a test: body(context). If it returns something, that is reported as a note. It may throw Skip.
export function test(name, body) {
  if (kWords.length > 0 && !kWords.some((word) => name.includes(word))) return;
  registerTest(name, { timeout: kLimit }, async (running) => {
    const context = new Context();
    try {
      const note = await body(context);
      if (note) running.diagnostic(note);
    } catch (error) {
      if (!(error instanceof Skip)) throw error;
      running.skip(error.message);
    } finally {
      await context.close();
    }
  });
}

after(() => Context.closeShared());
