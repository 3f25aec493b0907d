/**
 * Trains the bundled model and writes model/classifier.onnx, model/model.json and
 * model/golden.json. The same data and the same code give the same bytes; a test checks that.
 *
 * Usage: npm run train
 */
import { writeFile } from 'node:fs/promises';
import { buildModel } from './buildModel.mjs';

const modelDirectory = new URL('../model/', import.meta.url);
const { bytes, manifest, golden } = await buildModel();
const json = value => `${JSON.stringify(value, undefined, 2)}\n`;

await writeFile(new URL(manifest.file, modelDirectory), bytes);
await writeFile(new URL('model.json', modelDirectory), json(manifest));
await writeFile(new URL('golden.json', modelDirectory), json(golden));
console.log(`${manifest.name} ${manifest.version}, accuracy ${manifest.metrics.accuracy}`);
console.log('Copy its numbers to docs/model-card.md; npm test compares them.');
