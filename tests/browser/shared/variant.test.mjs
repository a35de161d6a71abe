// Which build an environment can run.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kRoot, test } from "../harness.mjs";

test("variant: in Node threads work, with and without the class MessageChannel", async () => {
  const { threadsWork } = await import(pathToFileURL(join(kRoot, "web/shared/variant.mjs")));
  check(threadsWork(), "Node has no threads");
  const { MessageChannel } = globalThis;
  try {
    delete globalThis.MessageChannel;
    check(threadsWork(), "without the class Node has no threads");
  } finally {
    globalThis.MessageChannel = MessageChannel;
  }
});
