// What the live elements say by themselves; all other words of the article stand in its HTML.

export const kStrings = {
  loading: "Loading the engine…",
  training: "Training. Passes over the data: {passes}.",
  done: "Trained in {seconds} s. The button begins anew.",
  again: "Awake again, with what it had learned.",
  resting: "Out of sight, the network rests. It wakes when you return or press the button.",
  missing: "The engine did not start: {reason}",
};

/// The string `name`, its {fields} filled in.
export const say = (name, fields = {}) => kStrings[name].replace(/\{(\w+)\}/g, (_, key) => fields[key] ?? "");
