// The memory used for training a large network.

import { check, test } from "../harness.mjs";

const kMost = 150e6;  // bytes

test("memory: training a large network stays within 150 MB", async (context) => {
  const { page } = await context.tab({ graphics: false });
  await page.goto(`${await context.site()}licenses.txt`);
  const found = await page.evaluate(async () => {
    const { loadHourglass } = await import("/hourglass.mjs");
    const engine = await loadHourglass();
    const before = engine.memoryBytes();
    // Workload W2 on the built-in digits.
    const session = engine.create({ hidden: [1000, 500, 250], latent: 30, batch: 128, loss: "bce", samples: 10000, epochs: 1000 });
    session.start();
    // Read metrics and reconstruct some images, as a page does.
    const images = new Float32Array(16 * 784);
    while (session.metrics().step < 40) {
      session.reconstruct(images);
      await new Promise((done) => setTimeout(done, 30));
    }
    session.pause();
    const { step } = session.settle();
    const training = engine.memoryBytes();
    session.dispose();
    return { before, step, training };
  });
  const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  check(found.training <= kMost, `${megabytes(found.training)} after ${found.step} steps`);
  return `${megabytes(found.before)} before, ${megabytes(found.training)} after ${found.step} steps`;
});
