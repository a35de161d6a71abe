// The messages between a frame (embed.html) and the page around it. One table per direction lists the messages and their
// fields; any other message is ignored. docs/embedding.md explains them.

const kVersion = 1;
const kMostText = 10_000, kMostSettings = 100;

const isText = (value) => typeof value === "string" && value.length <= kMostText;
const isNumber = (value) => Number.isFinite(value);
const isTruth = (value) => typeof value === "boolean";
const isPort = (value) => value instanceof MessagePort;
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
  removal: { port: isPort },
};

/// Messages to the page around it.
export const kToHost = {
  loading: {},
  ready: {},
  resize: { width: isNumber, height: isNumber },
  epoch: { epoch: isNumber, step: isNumber, training: orNull(isNumber), heldOut: orNull(isNumber) },
  done: { epoch: isNumber, step: isNumber },
  error: { code: isText, message: isText },
  asleep: { link: isText, running: isTruth, model: orNull(isBytes), picture: orNull((value) => value instanceof Blob) },
};

/// The messages that a frame sends before the page around it has sent one: they reveal nothing of the run.
export const kBeforeHostSpeaks = new Set(["loading", "ready", "resize", "error"]);

/// A message as it is sent.
export const messageOf = (type, fields = {}) => ({ hourglass: kVersion, type, ...fields });

/// The message in received data, with the fields of its table and no others; null where the data holds none.
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
