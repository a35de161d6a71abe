// The line from a frame to the page that embeds it. Nobody else is heard: neither other frames nor the frame itself.

import { kForAnyone, kToFrame, messageOf, readMessage } from "../shared/protocol.mjs";

/// `say(type, fields, transfer)` sends a message, `listen(take)` hands over those that come from then on. A page that
/// stands by itself has nobody to talk to.
export function lineToHost() {
  const alone = parent === window;
  // Of the first message that made sense; from then on the line is with that origin alone.
  let origin = null;

  // A page whose origin has no name can only be reached without one.
  const target = () => (origin === null || origin === "null" ? "*" : origin);

  return {
    say(type, fields, transfer = []) {
      if (alone || (origin === null && !kForAnyone.has(type))) return;
      parent.postMessage(messageOf(type, fields), target(), transfer);
    },
    listen(take) {
      if (alone) return;
      addEventListener("message", (event) => {
        if (event.source !== parent || (origin !== null && event.origin !== origin)) return;
        const message = readMessage(kToFrame, event.data);
        if (!message) return;
        origin = event.origin;
        take(message);
      });
    },
  };
}
