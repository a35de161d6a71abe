import { useEffect, useState } from "react";
import { create } from "hourglass-autoencoders";
import "hourglass-autoencoders/react";  // the element <hourglass-playground>, and its types

// Trains a model in a worker and calls `tell` with the held-out loss after every pass.
async function train(signal: AbortSignal, tell: (loss: number) => void) {
  const settings = { family: "vae", latent: 8, hidden: [64], samples: 1000, heldOutSamples: 200, batch: 50 };
  const model = await create(settings, { signal });
  try {
    await model.train({ epochs: 4, signal, onEpoch: ({ heldOut }) => tell(heldOut.total) });
  } finally {
    model.dispose();
  }
}

// The losses so far, of a model that lives as long as the component.
function useTraining() {
  const [losses, setLosses] = useState<number[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    setLosses([]);
    train(leaving.signal, (loss) => setLosses((losses) => [...losses, loss])).catch((error) => {
      if (error.code !== "aborted") console.error(error);
    });
    return () => leaving.abort();
  }, []);
  return losses;
}

export function App() {
  const losses = useTraining();
  const [latent, setLatent] = useState(2);
  const [epoch, setEpoch] = useState(0);
  return (
    <main>
      <p>Held-out loss: <output id="losses">{losses.map((loss) => loss.toFixed(0)).join(" ")}</output></p>
      <label>Latent variables <input type="range" min="1" max="8" value={latent} onChange={({ target }) => setLatent(+target.value)} /></label>
      <hourglass-playground
        site="/hourglass/" family="vae" latent={latent} hidden-layers={[64, 32]} samples={500} epochs={2}
        onhourglass-epoch={({ detail }) => setEpoch(detail.epoch)} />
      <p>Epoch <output id="epoch">{epoch}</output></p>
    </main>
  );
}
