"use client";

import { useEffect, useRef, useState } from "react";
import "hourglass-autoencoders/element";

/** The element, and the epoch that it tells. */
export function Playground() {
  const [epoch, setEpoch] = useState(0);
  const element = useRef(null);
  // React attaches no handlers of custom events to what the server rendered, so the element gets a listener.
  useEffect(() => {
    const leaving = new AbortController();
    element.current.addEventListener("hourglass-epoch", ({ detail }) => setEpoch(detail.epoch), { signal: leaving.signal });
    return () => leaving.abort();
  }, []);
  return (
    <>
      <hourglass-playground ref={element} site="/hourglass/" family="vae" latent="2" hidden-layers="64,32" samples="500" epochs="2" />
      <p>Epoch <output id="epoch">{epoch}</output></p>
    </>
  );
}
