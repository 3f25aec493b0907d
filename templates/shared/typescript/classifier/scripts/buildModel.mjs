import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { textFeatures } from '../dist/src/adapters/onnx/textFeatures.js';
import { encodeLinearModel } from './encodeLinearModel.mjs';
import { measure } from './measure.mjs';
import { parseExamples } from './examples.mjs';

/** What identifies the model. Raise the version with every change of its answers. */
const identity = { name: 'ticket-classifier', version: '1.0.0', license: 'Apache-2.0' };

/** The accuracy below which a model must not be released, 0..1. */
const minimumAccuracy = 0.85;

/** How many hashed words and word pairs the model distinguishes. */
const buckets = 2048;

/** A sentence of each label, whose scores are kept so that a change of the answers is seen. */
const goldenTexts = {
  account: 'I forgot my password and cannot sign in',
  billing: 'I was charged twice and would like a refund',
  technical: 'The app crashes with an error when I upload a file',
};

/**
 * Trains the classifier: softmax regression on hashed words, full-batch gradient descent from zero,
 * so that nothing is left to chance.
 *
 * @returns the ONNX file, its manifest (model.json) and the golden answers (golden.json)
 */
export async function buildModel() {
  const training = await readDataSet('data/train.csv');
  const evaluation = await readDataSet('data/held-out.csv');
  const labels = [...new Set(training.examples.map(example => example.label))].sort();
  const model = train(training.examples, labels);
  const bytes = encodeLinearModel({ ...model, name: identity.name });
  const scores = text => predict(model, sparse(text));
  const best = text => labels[scores(text).indexOf(Math.max(...scores(text)))];

  const manifest = {
    ...identity,
    file: 'classifier.onnx',
    sha256: sha256(bytes),
    labels,
    signature: {
      input: { name: 'features', type: 'float32', shape: [1, buckets] },
      output: { name: 'probabilities', type: 'float32', shape: [1, labels.length] },
    },
    training: training.description,
    evaluation: evaluation.description,
    metrics: {
      ...measure(
        labels,
        evaluation.examples.map(({ label, text }) => ({ label, predicted: best(text) })),
      ),
      minimumAccuracy,
    },
  };
  const golden = Object.fromEntries(
    labels.map(label => [
      label,
      {
        text: goldenTexts[label],
        scores: Object.fromEntries(
          scores(goldenTexts[label]).map((score, index) => [labels[index], round(score)]),
        ),
      },
    ]),
  );
  return { bytes, manifest, golden };
}

async function readDataSet(file) {
  const bytes = await readFile(new URL(`../model/${file}`, import.meta.url));
  const examples = parseExamples(bytes.toString('utf8'));
  return { examples, description: { file, sha256: sha256(bytes), examples: examples.length } };
}

function train(examples, labels, { rounds = 400, rate = 4, decay = 2e-4 } = {}) {
  const inputs = examples.map(({ text }) => sparse(text));
  const weights = labels.map(() => new Float64Array(buckets));
  const bias = new Float64Array(labels.length);
  for (let step = 0; step < rounds; step += 1) {
    const gradient = labels.map(() => new Float64Array(buckets));
    const biasGradient = new Float64Array(labels.length);
    inputs.forEach((features, example) => {
      predict({ weights, bias }, features).forEach((score, k) => {
        const target = Number(labels[k] === examples[example].label);
        const error = (score - target) / examples.length;
        biasGradient[k] += error;
        for (const { bucket, value } of features) {
          gradient[k][bucket] += error * value;
        }
      });
    });
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

/** The features of a text that are not zero, which are few of many. */
function sparse(text) {
  return [...textFeatures(text, buckets)]
    .map((value, bucket) => ({ bucket, value }))
    .filter(({ value }) => value !== 0);
}

function predict({ weights, bias }, features) {
  const logits = weights.map((row, k) =>
    features.reduce((sum, { bucket, value }) => sum + value * row[bucket], bias[k]),
  );
  const largest = Math.max(...logits);
  const exponents = logits.map(logit => Math.exp(logit - largest));
  const total = exponents.reduce((sum, value) => sum + value, 0);
  return exponents.map(value => value / total);
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function round(value) {
  return Math.round(value * 10_000) / 10_000;
}
