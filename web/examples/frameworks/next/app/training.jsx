"use client";

import { useEffect, useState } from "react";
import { create } from "hourglass-autoencoders";

// Trains a model in a worker and calls `tell` with the held-out loss after every pass.
async function train(signal, tell) {
  const model = await create({ family: "vae", latent: 8, hidden: [64], samples: 1000, heldOutSamples: 200, batch: 50 }, { signal });
  try {
    await model.train({ epochs: 4, signal, onEpoch: ({ heldOut }) => tell(heldOut.total) });
  } finally {
    model.dispose();
  }
}

/** The losses of a model that lives as long as the component. */
export function Training() {
  const [losses, setLosses] = useState([]);
  useEffect(() => {
    const leaving = new AbortController();
    setLosses([]);
    train(leaving.signal, (loss) => setLosses((losses) => [...losses, loss])).catch((error) => {
      if (error.code !== "aborted") console.error(error);
    });
    return () => leaving.abort();
  }, []);
  return <p>Held-out loss: <output id="losses">{losses.map((loss) => loss.toFixed(0)).join(" ")}</output></p>;
}
