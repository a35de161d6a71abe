// How soon panels show something after a preset was chosen.

import { check, test, until } from "../harness.mjs";

// What stands for a panel's first picture. Panels that have nothing to show for a network say so instead.
const kPictures = {
  network: "network.picture", draw: "draw.reconstruction", latent: "latent.in", curves: "curves",
  reconstructions: "reconstructions.output.0", traverse: "traverse.tile.0.0", interpolate: "interpolate.tile.0",
};
const kPresets = ["vanilla", "conditional", "convolutional", "vae-2d"];
// Beside another program; on two idle cores it is a second.
const kMost = 3000;

test("first pictures: every panel shows something soon after a preset is chosen", async (context) => {
  const times = [];
  for (const [panel, picture] of Object.entries(kPictures)) {
    const app = await context.application({ hash: `#focus=${panel}`, width: 640, height: 480 });
    await app.frames(10);
    for (const preset of kPresets) {
      const { generation } = await app.snapshot();
      await app.ask("usePreset", preset);
      const start = Date.now();
      await until(async () => (await app.snapshot()).generation !== generation, "the new run begins");
      while (!(picture in await app.ask("layout"))) {
        check(Date.now() - start < kMost, `${preset}: after ${Date.now() - start} ms there is no ${picture}`);
      }
      times.push({ what: `${panel} of ${preset}`, taken: Date.now() - start });
    }
    await app.page.close();
  }
  const latest = times.sort((a, b) => b.taken - a.taken).slice(0, 3);
  return `the latest of ${times.length}: ${latest.map(({ what, taken }) => `${what} ${taken} ms`).join(", ")}`;
});
