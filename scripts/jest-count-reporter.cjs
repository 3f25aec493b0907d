/** Ends a run with one plain line, "N passed, N failed". */
class CountReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } =
      results;
    process.stderr.write(
      `${numPassedTests} passed, ${
        numFailedTests + numRuntimeErrorTestSuites
      } failed\n`,
    );
  }
}

module.exports = CountReporter;
