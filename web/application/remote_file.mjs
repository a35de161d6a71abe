// Files at addresses that a link or a visitor gives.

import { errorWithCode } from "../shared/errors.mjs";

const kMostBytes = 512e6;
const kCodes = {
  model: { badAddress: "model-bad-address", unreachable: "model-unreachable" },
  data: { badAddress: "data-bad-address", unreachable: "data-unreachable" },
};

/// Fetches a file: {name, bytes}. `kind` is what it should be, "model" or "data". Rejects with a sentence and a code.
export async function fetchFile(text, kind) {
  let address = null;
  try {
    address = new URL(text, document.baseURI);
  } catch {
    // Refused below.
  }
  if (!["http:", "https:"].includes(address?.protocol)) {
    throw errorWithCode(kCodes[kind].badAddress, `The address of the ${kind} is not one of http or https.`);
  }
  const name = address.pathname.split("/").at(-1) || address.hostname;
  const unreachable = (reason, cause) => errorWithCode(kCodes[kind].unreachable, `The ${kind} ${name} could not be fetched: ${reason}.`, cause);
  let response;
  try {
    // The file's server learns neither cookies nor the page's address.
    response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  } catch (error) {
    throw unreachable("its server does not answer, or does not allow other sites to read it (Access-Control-Allow-Origin)", error);
  }
  if (!response.ok) throw unreachable(`its server answered with status ${response.status}`);
  if (Number(response.headers.get("Content-Length")) > kMostBytes) throw unreachable(`it is larger than ${kMostBytes / 1e6} MB`);
  try {
    return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    throw unreachable("the connection broke", error);
  }
}
