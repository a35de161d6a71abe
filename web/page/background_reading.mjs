// A large set that is read while the run trains on its first part.

import { count } from "../shared/numbers.mjs";
import { showBar } from "./bar.mjs";

/// Shows in a bar how far a reading is, {name, whole, report, stop}: `whole` resolves to the set, `report` is replaced and receives
/// {done, total}, stop() ends it. Once all is read the visitor may call `train(set)`.
export async function followReading(reading, train) {
  const bar = showBar("Reading data");
  bar.say(`Reading all of ${reading.name} …`);
  bar.offer(["Stop reading", reading.stop]);
  reading.report = ({ done, total }) => bar.say(`${count(done)} of ${count(total)} files of ${reading.name} are read.`, { quietly: true });
  try {
    const set = await reading.whole;
    bar.say(`All of ${reading.name} is read: ${count(set.preview.training + set.preview.heldOut)} ${set.preview.samples}. Training on it begins a new run.`);
    bar.offer(["Train on all of it", () => train(set)], ["Keep this run", () => {}]);
  } catch (error) {
    if (!error.code) throw error;
    if (error.code === "aborted") return bar.close();
    bar.say(error.message);
    bar.offer(["Close", () => {}]);
  }
}
