// The answers of the article: each live element, used as its question says, gives what the answer promises, for three seeds.

import { check, test } from "../harness.mjs";
import { LiveElement } from "./live_element.mjs";

const kSeeds = [1, 2, 3];

/// Registers a test for the section `id`: `act(element)` does what the question asks for and returns the numbers it saw.
function answer(id, promise, act) {
  test(`article: ${id}: ${promise}`, async (context) => {
    const site = await context.site({ isolation: false, csp: true }), tabs = [];
    for (const _ of kSeeds) tabs.push(await context.tab({ height: 1000, graphics: false }));
    const seen = await Promise.all(tabs.map(async ({ page, errors }, i) => {
      const seed = kSeeds[i];
      await page.goto(`${site}article/?seed=${seed}`);
      const element = new LiveElement(page, id);
      await element.reach();
      const { numbers, holds } = await act(element);
      check(errors.length === 0, errors.join("; "));
      return { words: `seed ${seed}: ${numbers.map((number) => Number(number.toPrecision(3))).join(", ")}`, holds };
    }));
    const words = seen.map((one) => one.words).join(" | ");
    check(seen.every(({ holds }) => holds), words);
    return words;
  });
}

answer("what", "the network's copies come about ten times closer than those from PCA's plane, and within 3 %", async (element) => {
  const network = await element.train(), plane = await element.filled("plane");
  return { numbers: [plane, network], holds: network < 3 && Math.abs(plane - 20) < 2 && plane > 7 * network && plane < 14 * network };
});

answer("parts", "32 numbers halve the error of 2", async (element) => {
  const two = await element.trainWith("latent", 2);
  await element.trainWith("latent", 8);
  const many = await element.trainWith("latent", 32);
  return { numbers: [two, many], holds: many < two / 2 };
});

answer("types", "vanilla uses nearly all numbers of the code, sparse at most 12", async (element) => {
  const vanilla = await element.trainWith("type", "vanilla"), sparse = await element.trainWith("type", "sparse");
  return { numbers: [vanilla, sparse], holds: vanilla > 30 && sparse <= 12 };
});

for (const type of ["denoising", "variational", "convolutional"]) {
  test(`article: types: ${type} learns`, async (context) => {
    const { page } = await context.tab({ height: 1000, graphics: false });
    await page.goto(`${await context.site({ isolation: false, csp: true })}article/`);
    const element = new LiveElement(page, "types");
    await element.reach();
    check(await element.trainWith("type", type) > 0, "no number");
  });
}

answer("learning", "one step lowers the error at 0.0003 and 0.001, and raises it at 0.1", async (element) => {
  await element.train();
  const before = await element.filled("loss"), after = { 0.001: await element.number() };
  for (const rate of ["0.0003", "0.1"]) after[rate] = await element.choose("rate", rate);
  const gradient = await element.filled("gradient"), nudged = await element.filled("nudged");
  check(Math.abs(gradient - nudged) < 0.02 * Math.abs(gradient), `the gradient is ${gradient}, by nudging ${nudged}`);
  return { numbers: [before, after["0.0003"], after["0.1"]], holds: after["0.001"] < before && after["0.0003"] < before && after["0.1"] > 1.3 * before };
});

answer("compression", "medium halves the bytes at an error a third higher at most; coarse takes 3 bytes at twice the error", async (element) => {
  await element.train();
  const bytes = {}, error = {};
  for (const step of ["2", "8", "0.5"]) {
    bytes[step] = await element.choose("step", step);
    error[step] = await element.filled("error");
  }
  const medium = bytes["2"] < 0.6 * bytes["0.5"] && error["2"] < 4 / 3 * error["0.5"];
  return { numbers: [...Object.values(bytes), ...Object.values(error)], holds: medium && bytes["8"] < 3 && error["8"] > 2 * error["0.5"] };
});

answer("anomalies", "14 of 25 alarms are right, less than half of 100", async (element) => {
  const few = await element.train(), many = await element.slide("alarms", 100);
  return { numbers: [few, many], holds: few >= 14 && many > few && many < 50 };
});

answer("denoising", "less than a fifth of the error is left at strength 0.40; at 0.05 cleaning does ten times the harm", async (element) => {
  const strong = await element.train(), weak = await element.slide("noise", 0.05);
  return { numbers: [strong, weak], holds: strong < 20 && weak > 700 && weak < 1400 };
});

answer("features", "the code names digits as well as the pixels do, and labels help", async (element) => {
  const codes = [await element.train()], pixels = [await element.filled("pixels")];
  for (const labels of ["3", "10"]) {
    codes.push(await element.choose("labels", labels));
    pixels.push(await element.filled("pixels"));
  }
  const rises = codes[0] < codes[1] && codes[1] < codes[2] && pixels[0] < pixels[1] && pixels[1] < pixels[2];
  return { numbers: [...codes, ...pixels], holds: rises && codes.every((share, i) => share > pixels[i] - 1) };
});

answer("pca", "a linear network reaches PCA and does not pass it; one that bends ends 15 % lower", async (element) => {
  const numbers = [];
  for (const method of ["pca", "linear", "network"]) numbers.push(await element.trainWith("method", method));
  const [pca, linear, network] = numbers;
  return { numbers, holds: linear > 0.99 * pca && linear < 1.05 * pca && network < 0.85 * pca };
});

answer("faults", "overfitting shows in the ratio, other faults in the error", async (element) => {
  const ratio = {}, error = {};
  for (const fault of ["sound", "few", "dropout", "small", "vanishing", "fast", "batch"]) {
    ratio[fault] = await element.trainWith("fault", fault);
    error[fault] = await element.filled("heldOut");
  }
  const failed = ["small", "vanishing", "fast", "batch"].every((fault) => ratio[fault] <= 1.3 && error[fault] >= 2 * error.sound);
  return { numbers: [...Object.values(ratio), ...Object.values(error)], holds: failed && ratio.few > 5 && ratio.dropout < 2 && error.dropout < error.few && error.dropout > 0.85 * error.few };
});

answer("meaning", "one number of the code follows the disc sideways", async (element) => {
  const correlation = await element.train();
  await element.slide("first", 1);
  return { numbers: [correlation], holds: correlation >= 0.85 && correlation <= 1 };
});

answer("future", "training to fill in lowers the error in the hidden square to less than 60 %", async (element) => {
  const copy = await element.trainWith("task", "copy"), fill = await element.trainWith("task", "fill");
  return { numbers: [copy, fill], holds: fill < 0.6 * copy };
});
