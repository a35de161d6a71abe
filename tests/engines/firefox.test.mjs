// All cases in Firefox.

import { cases } from "./cases.mjs";
import { firefox } from "./firefox.mjs";
import { testsIn } from "./harness.mjs";

const test = testsIn(firefox);
for (const [name, run] of cases) test(name, run);
