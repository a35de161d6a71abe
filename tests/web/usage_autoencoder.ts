// How a typed program uses the package's main entry. Compiled by the tests, never run.
import { create as createInline } from "../../web/inline.mjs";
import { create, type Autoencoder, type Finding, type HourglassError, type Metrics } from "../../web/autoencoder.mjs";

export async function teach(file: File, signal: AbortSignal): Promise<Uint8Array> {
  const model: Autoencoder = await create({ family: "conditional-vae", hidden: [256, 64], latent: 16 }, { data: [file], signal });
  const last: Metrics = await model.train({ epochs: 5, signal, onEpoch: ({ epoch, heldOut }) => console.log(epoch, heldOut?.total) });
  if (last.state === "diverged") throw new Error(last.message);
  await model.set("learning_rate", 0.0005, { signal });
  const { images, labels } = await model.samples({ count: 10, split: "training" });
  const codes: Float32Array = await model.encode(images, { labels, signal });
  const way = await model.interpolate({ from: codes.subarray(0, 16), to: codes.subarray(16, 32), steps: 12, path: "spherical" });
  const made = await model.generate({ count: 4, seed: 2, temperature: 0.8, label: 7 });
  const psnr: number | undefined = (await model.evaluate({ signal })).psnrDb;
  const [finding]: Finding[] = await model.diagnose();
  if (finding) await model.reset({ [finding.suggestion.setting]: finding.suggestion.value });
  console.log(model.inWorker, model.threads, way.images.length, made.labels[0], psnr);
  const saved = await model.save();
  await model.load(saved);
  model.dispose();
  return saved;
}

export async function brief(): Promise<number> {
  using model = await create({ samples: 200 });
  await using another = await create({ samples: 200 });
  return (await model.metrics()).step + (await another.metrics()).step;
}

export function wasAborted(error: unknown): boolean {
  return (error as HourglassError).code === "aborted";
}

// The platform accepts the returned bytes, and the package accepts the platform's.
export async function passOn(model: Autoencoder, canvas: ImageData, latent: number | undefined): Promise<void> {
  await model.train({ epochs: 1, onEpoch: async ({ heldOut, training }) => console.log(heldOut.total, training.total) });
  const saved = new Blob([await model.save()]);
  await model.load(saved);
  await model.load(await saved.arrayBuffer());
  const { images } = await model.generate();
  postMessage(images, "*", [images.buffer]);
  await crypto.subtle.digest("SHA-256", await model.save());
  await model.encode(canvas.data);
  await model.decode([0, 0]);
  const other = await create({ ...(latent === undefined ? {} : { latent }), seed: undefined }, { base: "/hourglass/" });
  console.log(other.workerError?.length);
}

// Data of one's own, in every kind of array.
export async function train(canvas: ImageData, bytes: Uint8Array): Promise<void> {
  await create({}, { data: { samples: new Float32Array(640), shape: [8, 8], labels: [1, 2] } });
  await create({}, { data: { samples: [canvas.data, canvas.data], shape: [canvas.height, canvas.width, 4], heldOut: { samples: [[0, 1]] } } });
  await create({}, { data: { samples: [[0, 0.5], [1, 1]], shape: [1, 2] as const, labels: bytes } });
}

// The entry with everything inside has the same types, and no folder of files.
export async function inline(): Promise<Autoencoder> {
  // @ts-expect-error it needs no folder
  await createInline({}, { base: "/hourglass/" });
  return createInline({ family: "a-family-of-tomorrow" }, { worker: false });
}

export async function mistakes(model: Autoencoder): Promise<void> {
  // @ts-expect-error texts are not pixels
  await model.encode(["1", "2"]);
  // @ts-expect-error there is no such path
  await model.interpolate({ from: new Float32Array(2), to: new Float32Array(2), path: "curved" });
  // @ts-expect-error it is a promise
  const step: number = model.metrics().step;
  // @ts-expect-error there is no such setting
  await create({ latnet: 3 });
  // @ts-expect-error a shape belongs to samples
  await create({}, { data: { samples: new Float32Array(64) } });
  console.log(step);
}
