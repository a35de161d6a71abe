// All cases in WebKitGTK.

import { cases } from "./cases.mjs";
import { webkit } from "./webkit.mjs";
import { testsIn } from "./harness.mjs";

const test = testsIn(webkit);
for (const [name, run] of cases) test(name, run);
