// What a frame (embed.html) and the page around it say to each other. One table for each direction says which messages
// there are and what they hold; whatever is in neither is nobody's message. docs/embedding.md explains them.

const kVersion = 1;
const kMostText = 10_000, kMostSettings = 100;

const isText = (value) => typeof value === "string" && value.length <= kMostText;
const isNumber = (value) => Number.isFinite(value);
const isTruth = (value) => typeof value === "boolean";
const isBytes = (value) => value instanceof ArrayBuffer;
const orNull = (fits) => (value) => value === null || fits(value);

// A list of whole numbers, such as hidden layers, may be an array.
const isSetting = (value) => isText(value) || isNumber(value) || isTruth(value) ||
  (Array.isArray(value) && value.length <= kMostSettings && value.every(isNumber));

function isSettings(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= kMostSettings && entries.every(([key, setting]) => isText(key) && isSetting(setting));
}

/// Messages to the frame: type -> {field: whether a value fits}.
export const kToFrame = {
  play: {},
  pause: {},
  step: {},
  set: { settings: isSettings },
  open: { model: isBytes },
  sleep: {},
};

/// Messages to the page around it.
export const kToHost = {
  ready: {},
  resize: { width: isNumber, height: isNumber },
  epoch: { epoch: isNumber, step: isNumber, training: orNull(isNumber), heldOut: orNull(isNumber) },
  done: { epoch: isNumber, step: isNumber },
  error: { code: isText, message: isText },
  asleep: { link: isText, running: isTruth, model: orNull(isBytes), picture: orNull((value) => value instanceof Blob) },
};

/// What the frame tells a page that has not spoken yet, whoever that is: it holds nothing of the run.
export const kForAnyone = new Set(["ready", "resize", "error"]);

/// A message as it is sent.
export const messageOf = (type, fields = {}) => ({ hourglass: kVersion, type, ...fields });

/// The message in what was received, with the fields of its table and no others; null where there is none.
export function readMessage(table, data) {
  if (typeof data !== "object" || data === null || data.hourglass !== kVersion) return null;
  if (typeof data.type !== "string" || !Object.hasOwn(table, data.type)) return null;
  const message = { type: data.type };
  for (const [field, fits] of Object.entries(table[data.type])) {
    if (!fits(data[field])) return null;
    message[field] = data[field];
  }
  return message;
}
