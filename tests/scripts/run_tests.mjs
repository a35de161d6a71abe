// Runs {name: function} in their order, one line for each that fails. Ends in "N passed, N failed" and with that exit code.

export async function runTests(tests) {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
    } catch (error) {
      failed++;
      console.log(`failed: ${name}: ${error.message.replaceAll("\n", " ")}`);
    }
  }
  console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
