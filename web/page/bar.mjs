// A bar at the bottom of the page: a sentence and buttons, while the page is used as before.

import { make } from "../shared/elements.mjs";

/// Shows a bar; `label` names it for those who do not see it. Returns
///   say(sentence, {quietly})   changes its sentence; quietly where it changes often, so that it is not read out each time
///   offer(...[title, action])  replaces its buttons, the first of which stands out; each closes the bar, then acts
///   close()
export function showBar(label) {
  const text = make("p", { attributes: { role: "status" } });
  const bar = make("div", { className: "bar", attributes: { role: "region", "aria-label": label } }, text);
  document.body.append(bar);
  const close = () => bar.remove();
  return {
    close,
    say(sentence, { quietly = false } = {}) {
      text.setAttribute("aria-live", quietly ? "off" : "polite");
      text.textContent = sentence;
    },
    offer(...choices) {
      const buttons = choices.map(([title, action], i) => {
        const button = make("button", { type: "button", textContent: title, className: i === 0 ? "primary" : "" });
        button.addEventListener("click", () => {
          close();
          action();
        });
        return button;
      });
      bar.replaceChildren(text, ...buttons);
    },
  };
}
