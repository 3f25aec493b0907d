/**
 * Runs the bundled model on the held-out texts as the service would, prints how good it is, and fails
 * when that is below the threshold of model/model.json.
 *
 * Usage: npm run evaluate [-- <model directory>]
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { OnnxTextClassifier } from '../dist/src/adapters/onnx/index.js';
import { parseExamples } from './examples.mjs';
import { measure } from './measure.mjs';

const directory = process.argv[2] ?? fileURLToPath(new URL('../model', import.meta.url));
const read = file => readFile(path.join(directory, file), 'utf8');

const { evaluation, metrics } = JSON.parse(await read('model.json'));
const classifier = new OnnxTextClassifier(directory);
await classifier.warmUp();
const { name, version, labels } = classifier.model;

const answers = [];
for (const { label, text } of parseExamples(await read(evaluation.file))) {
  const [[predicted]] = [...(await classifier.scores(text))].sort(([, a], [, b]) => b - a);
  answers.push({ label, predicted, text });
}

const { accuracy, perLabel } = measure(labels, answers);
console.log(`${name} ${version} on ${answers.length} texts of ${evaluation.file}\n`);
printTable([
  ['label', 'precision', 'recall', 'texts'],
  ...Object.entries(perLabel).map(([label, { precision, recall, examples }]) => [
    label,
    precision.toFixed(2),
    recall.toFixed(2),
    String(examples),
  ]),
]);
for (const { label, predicted, text } of answers.filter(a => a.label !== a.predicted)) {
  console.log(`${predicted} instead of ${label}: ${text}`);
}

const passed = accuracy >= metrics.minimumAccuracy;
console.log(
  `\naccuracy ${accuracy.toFixed(3)}, needed ${metrics.minimumAccuracy.toFixed(3)}: ${passed ? 'passed' : 'FAILED'}`,
);
process.exitCode = passed ? 0 : 1;

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
  for (const row of rows) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    );
  }
  console.log();
}
