// Pages that contain frames, for the tests of embed.html and of the element.

import { until } from "./browser.mjs";

/// Opens a page of another origin with this body, after `prepare(page)`; `messages` collects the messages of its frames.
export async function hostPage(context, body, { headers, prepare = async () => {}, ...tab } = {}) {
  const { page, errors } = await context.tab({ width: 800, height: 600, ...tab });
  const html = `<!doctype html><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,"><body>${body}`;
  await page.addInitScript(() => {
    if (window !== top) return;
    globalThis.messages = [];
    addEventListener("message", (event) => messages.push({
      frame: [...document.querySelectorAll("iframe")].findIndex((one) => one.contentWindow === event.source), data: event.data,
    }));
  });
  await prepare(page);
  await page.goto(await context.elsewhere(html, headers), { waitUntil: "commit" });
  return { page, errors };
}

/// All messages of one type from frame number `place` of the page.
export const allReceived = (page, type, place = 0) => page.evaluate(([type, place]) =>
  messages.filter(({ frame, data }) => frame === place && data?.type === type).map(({ data }) => data), [type, place]);

/// Waits for a message of a type; returns the last one.
export const received = (page, type, place = 0) =>
  until(async () => (await allReceived(page, type, place)).at(-1), `frame ${place} sends "${type}"`);

/// Sends a message to a frame.
export const send = (page, message, place = 0) => page.evaluate(([message, place]) =>
  document.querySelectorAll("iframe")[place].contentWindow.postMessage(message, "*"), [message, place]);

/// The application in a frame of the page; `ask` calls its functions as Application.ask does.
export async function appIn(page, place = 0) {
  const frame = await until(async () => {
    const handle = (await page.$$("iframe"))[place];
    return handle ? await handle.contentFrame() : null;
  }, `there is frame ${place}`);
  const ask = (name, ...given) => frame.evaluate(async ([name, given]) => {
    const answer = (await hourglassFrame.ready).app[name](...given);
    return ArrayBuffer.isView(answer) ? [...answer] : answer;
  }, [name, given]);
  await until(() => frame.evaluate(() => Boolean(globalThis.hourglassFrame)).catch(() => false), `frame ${place} has its script`);
  await ask("frames");
  return { frame, ask };
}

/// Numbers in [0, 1), the same for the same seed.
export function numbers(seed) {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
}
