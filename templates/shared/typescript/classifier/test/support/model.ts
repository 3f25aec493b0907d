import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelManifest } from '../../src/adapters/onnx/modelManifest.js';
import { modelDirectory } from './paths.js';

/** A text and the scores that the bundled model gives it, to four decimals. */
export interface GoldenAnswer {
  text: string;
  scores: Record<string, number>;
}

/** model/golden.json: an answer of each label. */
export async function readGolden(): Promise<Record<string, GoldenAnswer>> {
  return readJson('golden.json') as Promise<Record<string, GoldenAnswer>>;
}

/** model/model.json. */
export async function readManifest(): Promise<ModelManifest> {
  return readJson('model.json') as Promise<ModelManifest>;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(modelDirectory, file), 'utf8'));
}
