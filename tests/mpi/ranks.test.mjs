// Several processes train one model, under mpirun on this machine: the bits of one process, and what happens when one ends.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { missing, ranksOf, run, runEach, start } from "./mpirun.mjs";

const kReason = missing();
const folder = mkdtempSync(join(tmpdir(), "hourglass-mpi-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const check = (name, body) => test(name, { skip: kReason || false }, body);

const kTiny = ["--math", "portable", "--samples", "256", "--held-out-samples", "64", "--epochs", "2", "--batch", "64"];
const kSmall = ["--json", ...kTiny, "--threads", "1", "--gradient-shards", "8"];
const kNetwork = ["--hidden", "48", "--latent", "6"];

// The settings that keep a family's network small.
const kOfFamily = {
  convolutional: ["--conv", "4,8"], "conv-vae": ["--conv", "4,8", "--hidden", "32"], "vq-vae": ["--conv", "4,8"],
  masked: ["--transformer", "1", "--token-width", "16", "--decoder-hidden", "32"],
  adversarial: ["--discriminator-hidden", "32"], "k-sparse": ["--latent", "64", "--active", "8"],
};
const kRefused = { pca: /solver = closed-form/, "vq-vae": /bottleneck = vector-quantised/ };

const settingsOf = (family) => ["train", "--family", family, ...kSmall, ...(kOfFamily[family] ?? ["--latent", "8"])];

// Trains and returns the hash of the weights.
function hashOf(ranks, args) {
  const { code, json, stderr } = run(ranks, args);
  assert.equal(code, 0, stderr);
  return json.weights_hash;
}

check("1, 2, 3, 4 and 8 ranks end with the weights of one process", () => {
  const args = ["train", "--family", "vae", ...kSmall, ...kNetwork];
  const one = hashOf(0, args);
  assert.match(one, /^[0-9a-f]{16}$/);
  for (const ranks of [1, 2, 3, 4, 8]) assert.equal(hashOf(ranks, args), one, `${ranks} ranks`);
});

check("ranks with two threads each end with the same weights", () => {
  const args = ["train", "--json", ...kTiny, ...kNetwork, "--gradient-shards", "8"];
  assert.equal(hashOf(2, [...args, "--threads", "2"]), hashOf(0, [...args, "--threads", "1"]));
});

check("a film of the training changes nothing, and is that of one process", () => {
  const args = ["train", ...kSmall, ...kNetwork], film = (name) => ["--film", join(folder, name), "--film-frames", "6"];
  const plain = hashOf(0, args);
  assert.equal(hashOf(2, [...args, ...film("two.apng")]), plain);
  assert.equal(hashOf(0, [...args, ...film("one.apng")]), plain);
  assert.deepEqual(readFileSync(join(folder, "two.apng")), readFileSync(join(folder, "one.apng")));
});

for (const { id } of run(0, ["families", "--json"]).json.families) {
  check(`${id}: the weights of one process, or a refusal`, () => {
    const args = settingsOf(id);
    if (kRefused[id]) {
      const { code, stderr } = run(3, args);
      assert.equal(code, 2);
      assert.match(stderr, kRefused[id]);
      assert.equal(stderr.match(/hourglass: /g).length, 1, stderr);
      return;
    }
    assert.equal(hashOf(3, args), hashOf(0, args));
  });
}

check("only rank 0 prints", () => {
  const { stdout, stderr } = run(3, ["train", ...kTiny, ...kNetwork, "--gradient-shards", "4"]);
  assert.equal(stdout.match(/Training vanilla/g).length, 1, stdout);
  assert.match(stdout, /in each of 3 processes/);
  assert.equal(stderr, "");
});

check("more ranks than parts of a batch are refused, once", () => {
  const { code, stderr, json } = run(3, ["train", "--json", ...kTiny, "--gradient-shards", "2"]);
  assert.equal(code, 2);
  assert.match(stderr, /gradient-shards: expected at least 3/);
  assert.equal(stderr.match(/hourglass: /g).length, 1, stderr);
  assert.equal(json.error, "setting-does-not-fit");
});

check("what one rank cannot open keeps all from beginning, and rank 0 says whose it is", () => {
  const args = ["train", ...kTiny, "--gradient-shards", "4"];
  const { code, stderr } = runEach(args, args, [...args, "--data", join(folder, "missing.idx")]);
  assert.notEqual(code, 0);
  assert.match(stderr, /hourglass: rank 2: .*missing\.idx: /);
  assert.equal(stderr.match(/hourglass: /g).length, 1, stderr);
});

check("a rank with other settings keeps all from beginning", () => {
  const args = ["train", ...kTiny, "--gradient-shards", "4"];
  const { code, stderr } = runEach(args, [...args, "--seed", "2"]);
  assert.notEqual(code, 0);
  assert.match(stderr, /hourglass: rank 1: its program, options, data or instructions are not those of rank 0/);
});

check("an unknown option is refused, once", () => {
  const { code, stderr } = run(3, ["train", "--epoch", "2"]);
  assert.equal(code, 2);
  assert.equal(stderr.match(/hourglass: /g).length, 1, stderr);
});

const kLong = ["train", "--math", "portable", "--threads", "1", "--samples", "2000", "--held-out-samples", "64", "--batch", "64",
  "--gradient-shards", "8", "--hidden", "128", "--latent", "8"];

// Waits until the file exists.
async function until(path) {
  for (let i = 0; i < 300 && !existsSync(path); ++i) await sleep(100);
  assert.ok(existsSync(path), `${path} was not written`);
}

check("a rank that is killed ends the others with one sentence, and the checkpoint is whole", async () => {
  const path = join(folder, "killed.safetensors");
  const { mpirun, ended } = start(3, [...kLong, "--epochs", "100000", "--save", path, "--checkpoint-every", "1s"]);
  await until(path);
  const begun = Date.now();
  process.kill(ranksOf(mpirun).get(2), "SIGKILL");
  const { code, stderr } = await ended;
  const seconds = (Date.now() - begun) / 1000;
  assert.ok(seconds < 5, `${seconds} s`);
  assert.notEqual(code, 0);
  assert.equal(stderr.match(/hourglass: /g)?.length, 1, stderr);
  assert.match(stderr, /Another process of this run has ended, so training stopped at step \d+; .*killed\.safetensors holds the last checkpoint/);
  const { code: read, json, stderr: told } = run(0, ["info", path, "--json"]);
  assert.equal(read, 0, told);
  assert.ok(json.steps > 0);
});

check("a run goes on with another number of ranks to the same weights", () => {
  const path = join(folder, "resumed.safetensors");
  const whole = hashOf(0, [...kLong, "--json", "--epochs", "2"]);
  hashOf(2, [...kLong, "--json", "--epochs", "1", "--save", path, "--keep-optimiser"]);
  for (const ranks of [0, 3, 4]) {
    assert.equal(hashOf(ranks, ["train", "--json", "--threads", "1", "--resume", path, "--epochs", "2"]), whole, `${ranks} ranks`);
  }
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  check(`${signal} ends all ranks at the same step, and rank 0 saves the run`, async () => {
    const path = join(folder, `${signal}.safetensors`);
    const { mpirun, ended } = start(3, [...kLong, "--epochs", "100000", "--save", path, "--checkpoint-every", "1s"]);
    await until(path);
    mpirun.kill(signal);
    const { code, stderr } = await ended;
    assert.notEqual(code, 0);
    const step = /Stopped at step (\d+); the model so far is saved\./.exec(stderr);
    assert.ok(step, stderr);
    assert.equal(stderr.match(/hourglass: /g).length, 1, stderr);
    assert.equal(run(0, ["info", path, "--json"]).json.steps, Number(step[1]));
  });
}
