// How a typed program uses the engine. Compiled by the tests, never run.
import { loadHourglass, type GivenSettings, type HourglassError, type Metrics, type Session } from "../../web/hourglass.mjs";

export async function train(pixels: Float32Array, file: Uint8Array): Promise<Float32Array> {
  const engine = await loadHourglass({ threads: false });
  const chosen: GivenSettings = { family: "vanilla", hidden: [256, 64], latent: 16, learningRate: 0.002, "weight-decay": 0.1, tied: true };
  const session: Session = engine.create(chosen, { name: "train-images-idx3-ubyte.gz", bytes: file });
  session.start();
  session.set("learning_rate", 0.0005);
  session.set("learningRate", 0.0004);
  session.reset(new Map<string, number | string>([["latent", 4], ["loss", "bce"]]));
  const { loss, tied }: { loss: "mse" | "bce" | "huber"; tied: boolean } = session.settings();
  console.log(loss, tied);
  session.pause();
  session.step(10);
  const metrics: Metrics = session.settle();
  if (metrics.state === "diverged") throw new Error(metrics.message);
  const heldOut: number | undefined = metrics.heldOut?.total;
  const first: number | undefined = session.history()[0]?.training.reconstruction;
  const divergence: number | undefined = metrics.training?.penalties["kl"];
  const code: Float32Array = session.encode(pixels);
  const saved: Uint8Array = session.save();
  session.load(saved);
  session.reset({ latent: 2 });
  const speed: number = engine.benchmark("W1", { threads: 1, seconds: 1 }).samples_per_second;
  const megabytes: number = engine.memoryBytes() / 1e6;
  console.log(engine.version, megabytes, heldOut, first, divergence, speed, session.weightsHash());
  for (const row of engine.settingsTable()) console.log(row.key, row.help, row.choices.join(" "));
  const image = session.decode(code);
  session.dispose();
  return image;
}

export function codeOf(error: unknown): string {
  return (error as HourglassError).code;
}

export async function mistakes(session: Session): Promise<void> {
  // @ts-expect-error texts are not pixels
  session.encode(["1", "2"]);
  // @ts-expect-error the call is synchronous, but a blob is read asynchronously
  session.load(new Blob([]));
  // @ts-expect-error there is no such setting
  session.set("lerning_rate", 0.1);
  // @ts-expect-error the learning rate is a number
  session.set("learning_rate", "fast");
  // @ts-expect-error there is no such setting
  (await loadHourglass()).create({ latnet: 3 });
  // @ts-expect-error there is no such loss
  (await loadHourglass()).create({ loss: "mean" });
  // @ts-expect-error there is no such state
  if (session.metrics().state === "stopped") return;
}
