// A program that uses the element's declarations. Compiled by the tests, never run.

import { HourglassPlayground } from "../../web/hourglass-element.js";

const playground = document.createElement("hourglass-playground");
playground.setAttribute("family", "denoising");
playground.addEventListener("hourglass-epoch", ({ detail }) => console.log(detail.epoch.toFixed(), detail.heldOut?.toFixed(2)));
document.addEventListener("hourglass-error", (event) => console.log(event.detail.code, event.detail.message));
playground.set({ learning_rate: 0.01, hidden: [256, 64], panels: "draw", tied: true });
playground.play();
await playground.sleep();
console.log(playground instanceof HourglassPlayground && playground.state === "asleep");

// @ts-expect-error: a setting is not an object
playground.set({ hidden: { first: 3 } });
// @ts-expect-error: there is no such method
playground.reset();

export {};
