// Fields, lists of figures and headings of the dialogue.

import { make, option } from "../../shared/elements.mjs";

const field = (input, label, ...more) => make("div", { className: "field" }, make("label", { htmlFor: input.id, textContent: label }), input, ...more);

/// {element, input}: a select with options [{id, title}], and a sentence below it that says what the chosen one means.
export function choice(id, label, options, change, explanationOf) {
  const input = make("select", { id }, ...options.map(({ id, title }) => option(id, title)));
  if (!explanationOf) {
    input.addEventListener("change", change);
    return { input, element: field(input, label) };
  }
  const help = make("p", { id: `${id}-help`, className: "help" });
  input.setAttribute("aria-describedby", help.id);
  const explain = () => { help.textContent = explanationOf(input.value); };
  input.addEventListener("change", () => {
    explain();
    change();
  });
  explain();
  return { input, element: field(input, label, help), explain };
}

/// {element, input, say}: a slider; say(text) is its value in words.
export function slider(id, label, { min, max, step, value }) {
  const input = make("input", { id, type: "range", min, max, step });
  input.value = value;
  const output = make("output", { htmlFor: id });
  const say = (text) => {
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  const title = make("div", { className: "titled" }, make("label", { htmlFor: id, textContent: label }), output);
  return { input, say, element: make("div", { className: "field" }, title, input) };
}

/// [[name, text]] as a list of figures.
export const figures = (rows) => make("dl", { className: "figures" },
  ...rows.map(([name, text]) => make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: text }))));

export const heading = (textContent) => make("h3", { textContent });
export const paragraph = (textContent, className = "") => make("p", { className, textContent });

/// A button.
export function button(textContent, action, properties = {}) {
  const made = make("button", { type: "button", textContent, ...properties });
  made.addEventListener("click", action);
  return made;
}
