// Messages (postMessage) between a frame and the page that embeds it, the host. Messages from other windows are ignored.

import { kBeforeHostSpeaks, kToFrame, messageOf, readMessage } from "../shared/protocol.mjs";

/// `send(type, fields, transfer)` sends a message; `listen(take)` passes on those received from then on. Both do nothing
/// where the page is not in a frame.
export function bridgeToHost() {
  const alone = parent === window;
  // The origin of the first valid message; later ones must have the same.
  let origin = null;

  // A page with an opaque origin ("null") can only be addressed by "*".
  const target = () => (origin === null || origin === "null" ? "*" : origin);

  return {
    /// Whether the page around the frame has sent a message.
    isSpokenTo: () => origin !== null,
    send(type, fields, transfer = []) {
      if (alone || (origin === null && !kBeforeHostSpeaks.has(type))) return;
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
