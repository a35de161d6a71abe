// In WebKitGTK with shared memory: what is worth trying with threads.

import { threadedCases } from "./cases.mjs";
import { testsIn } from "./harness.mjs";
import { webkitSharing } from "./webkit.mjs";

const test = testsIn(webkitSharing);
for (const [name, run] of threadedCases) test(name, run);
