// The figures with live elements: which of them are seen, and which may hold an engine.

import { Places } from "./places.mjs";
import { say } from "./strings.mjs";

// Two engines fit a desktop's memory beside the page; a phone keeps one.
const isSmall = matchMedia("(max-width: 600px), (pointer: coarse)");
const places = new Places(() => (isSmall.matches ? 1 : 2), (count) => { document.documentElement.dataset.engines = count; });

async function open(figure) {
  const [{ Experiment }, { experiment }] = await Promise.all([
    import("./experiment.mjs"), import(`../demos/${figure.dataset.demo}.mjs`)]);
  return new Experiment(figure, experiment, places);
}

// A script is missing, as without a network.
function tell(figure, { message }) {
  figure.dataset.state = "failed";
  figure.querySelector(".status").textContent = say("missing", { reason: message });
}

/// Shows the controls of the figures, and gives each its engine while it is in the window.
export function watchFigures(figures) {
  const opened = new Map();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && !opened.has(target)) opened.set(target, open(target));
      opened.get(target)?.then((experiment) => (isIntersecting ? experiment.enter() : experiment.leave()), (error) => {
        opened.delete(target);
        tell(target, error);
      });
    }
  }, { threshold: 0.05 });
  for (const figure of figures) {
    figure.querySelector(".stage").hidden = false;
    figure.dataset.state = "waiting";
    observer.observe(figure);
  }
}
