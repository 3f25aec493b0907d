const path = require('node:path');

/** Closes a run with a table: seconds per step and template. */
class TimingReporter {
  onRunComplete(_contexts, { testResults }) {
    const templates = testResults
      .map(({ testFilePath, perfStats, testResults: tests }) => ({
        name: path.basename(testFilePath, '.test.ts'),
        seconds: (perfStats.end - perfStats.start) / 1000,
        steps: secondsPerStep(tests),
        isTemplate: /[\\/]ai\w+\.test\.ts$/.test(testFilePath),
      }))
      .filter(({ isTemplate }) => isTemplate)
      .sort((a, b) => a.name.localeCompare(b.name));
    if (templates.length === 0) {
      return;
    }
    const steps = new Set(
      templates.flatMap(({ steps: own }) => [...own.keys()]),
    );
    const row = (title, values) =>
      [title.padEnd(46), ...values.map(value => value.padStart(16))].join('');
    const seconds = value => (value === undefined ? '' : value.toFixed(1));
    const lines = [
      row(
        'Seconds',
        templates.map(({ name }) => name),
      ),
      ...[...steps].map(step =>
        row(
          step,
          templates.map(template => seconds(template.steps.get(step))),
        ),
      ),
      row(
        'all, with the portal',
        templates.map(t => seconds(t.seconds)),
      ),
    ];
    process.stderr.write(`\n${lines.join('\n')}\n`);
  }
}

/** A step that is done for several variants counts with all of them. */
function secondsPerStep(tests) {
  const steps = new Map();
  for (const { title, duration } of tests) {
    steps.set(title, (steps.get(title) ?? 0) + (duration ?? 0) / 1000);
  }
  return steps;
}

module.exports = TimingReporter;
