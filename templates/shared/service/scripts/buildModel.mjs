import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { textFeatures } from '../dist/src/adapters/onnx/features.js';
import { encodeLinearModel } from './encodeLinearModel.mjs';

const version = '1.0.0';
const buckets = 2048;
const minimumAccuracy = 0.85;

/** Sentences whose scores are kept beside the model, so that a change of its answers is seen. */
const goldenTexts = [
  'I was charged twice and would like a refund',
  'The app crashes with an error when I upload a file',
  'I forgot my password and cannot sign in',
];

/**
 * Trains the classifier: softmax regression on hashed words, full-batch gradient descent from zero,
 * so that nothing is left to chance.
 *
 * @returns the ONNX file, its manifest and the golden answers
 */
export async function buildModel() {
  const examples = await readExamples('train.csv');
  const heldOut = await readExamples('held-out.csv');
  const labels = [...new Set(examples.map(example => example.label))].sort();
  const model = train(examples, labels);
  const bytes = encodeLinearModel({ ...model, name: 'ticket-router' });

  const correct = heldOut.filter(
    ({ label, features }) => best(labels, predict(model, features)) === label,
  ).length;
  const manifest = {
    name: 'ticket-router',
    version,
    file: 'classifier.onnx',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    labels,
    signature: {
      input: { name: 'features', shape: [1, buckets] },
      output: { name: 'probabilities', shape: [1, labels.length] },
    },
    training: { examples: examples.length },
    metrics: {
      heldOut: {
        examples: heldOut.length,
        accuracy: round(correct / heldOut.length),
      },
      minimumAccuracy,
    },
  };
  const golden = goldenTexts.map(text => {
    const scores = predict(model, textFeatures(text, buckets));
    return {
      text,
      queue: best(labels, scores),
      scores: Object.fromEntries(
        labels.map((label, index) => [label, round(scores[index])]),
      ),
    };
  });
  return { bytes, manifest, golden };
}

/** Reads `label,text` lines; the texts hold no commas. */
async function readExamples(file) {
  const csv = await readFile(
    new URL(`../model/data/${file}`, import.meta.url),
    'utf8',
  );
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map(line => {
      const comma = line.indexOf(',');
      return {
        label: line.slice(0, comma),
        features: textFeatures(line.slice(comma + 1), buckets),
      };
    });
}

function train(examples, labels, { rounds = 400, rate = 4, decay = 2e-4 } = {}) {
  const weights = labels.map(() => new Float64Array(buckets));
  const bias = new Float64Array(labels.length);
  for (let step = 0; step < rounds; step += 1) {
    const gradient = labels.map(() => new Float64Array(buckets));
    const biasGradient = new Float64Array(labels.length);
    for (const { label, features } of examples) {
      predict({ weights, bias }, features).forEach((score, k) => {
        const error = (score - Number(labels[k] === label)) / examples.length;
        biasGradient[k] += error;
        features.forEach((value, bucket) => {
          if (value !== 0) {
            gradient[k][bucket] += error * value;
          }
        });
      });
    }
    weights.forEach((row, k) => {
      row.forEach((weight, bucket) => {
        row[bucket] = weight - rate * (gradient[k][bucket] + decay * weight);
      });
      bias[k] -= rate * biasGradient[k];
    });
  }
  // Four decimals lose nothing, and keep the bytes the same where Math.exp differs in its last bit.
  return { weights: weights.map(row => row.map(round)), bias: bias.map(round) };
}

function predict({ weights, bias }, features) {
  const logits = weights.map((row, k) =>
    features.reduce(
      (sum, value, bucket) => (value === 0 ? sum : sum + value * row[bucket]),
      bias[k],
    ),
  );
  const largest = Math.max(...logits);
  const exponents = logits.map(logit => Math.exp(logit - largest));
  const total = exponents.reduce((sum, value) => sum + value, 0);
  return exponents.map(value => value / total);
}

function best(labels, scores) {
  return labels[scores.indexOf(Math.max(...scores))];
}

function round(value) {
  return Math.round(value * 10_000) / 10_000;
}
