// Errors with a stable code for programs and a sentence for people.

/// An Error with a code.
export function errorWithCode(code, message, cause) {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  error.code = code;
  return error;
}

/// What a call rejects with whose AbortSignal fired: an "AbortError" with the code "aborted".
export function abortError(signal) {
  const error = errorWithCode("aborted", "The call was aborted.", signal.reason);
  error.name = "AbortError";
  return error;
}

/// What a question to a worker rejects with which was cancelled; its code is "aborted" too.
export const replacedError = () => errorWithCode("aborted", "Another request took this one's place.");

/// The value of what a function of the WebAssembly program returned, {value}; throws its {error: {code, message}}.
export function unwrap(outcome) {
  if (outcome?.error) throw errorWithCode(outcome.error.code, outcome.error.message);
  return outcome?.value;
}
