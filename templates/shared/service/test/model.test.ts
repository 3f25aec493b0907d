import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { OnnxTextClassifier } from '../src/adapters/onnx/index.js';
import type { ModelManifest } from '../src/adapters/onnx/modelManifest.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modelDirectory = path.join(root, 'model');

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(path.join(modelDirectory, file), 'utf8')) as T;
}

function best(scores: ReadonlyMap<string, number>): string | undefined {
  return [...scores].sort(([, a], [, b]) => b - a)[0]?.[0];
}

describe('the bundled model', () => {
  let classifier: OnnxTextClassifier;
  let manifest: ModelManifest;

  before(async () => {
    classifier = await OnnxTextClassifier.load(modelDirectory);
    manifest = await readJson<ModelManifest>('model.json');
  });

  it('gives the golden answers', async () => {
    const golden = await readJson<
      Array<{ text: string; queue: string; scores: Record<string, number> }>
    >('golden.json');
    assert.ok(golden.length > 0);
    for (const { text, queue, scores } of golden) {
      const actual = await classifier.scores(text);
      assert.equal(best(actual), queue, text);
      for (const [label, score] of Object.entries(scores)) {
        const difference = Math.abs((actual.get(label) ?? NaN) - score);
        assert.ok(difference < 0.001, `${label} of "${text}": ${difference} off`);
      }
    }
  });

  it('is accurate enough on texts that training never saw', async () => {
    const lines = (file: string) =>
      readFile(path.join(modelDirectory, 'data', file), 'utf8').then(csv =>
        csv.trim().split('\n').slice(1),
      );
    const heldOut = await lines('held-out.csv');
    const training = new Set(await lines('train.csv'));
    assert.deepEqual(
      heldOut.filter(line => training.has(line)),
      [],
    );

    let correct = 0;
    for (const line of heldOut) {
      const comma = line.indexOf(',');
      const scores = await classifier.scores(line.slice(comma + 1));
      correct += Number(best(scores) === line.slice(0, comma));
    }
    const accuracy = correct / heldOut.length;
    assert.ok(
      accuracy >= manifest.metrics.minimumAccuracy,
      `accuracy ${accuracy}, needed ${manifest.metrics.minimumAccuracy}`,
    );
    assert.ok(Math.abs(accuracy - manifest.metrics.heldOut.accuracy) < 0.001);
  });

  it('is what the data and the training code give', async () => {
    const { buildModel } = (await import(
      pathToFileURL(path.join(root, 'scripts/buildModel.mjs')).href
    )) as { buildModel: () => Promise<{ bytes: Uint8Array; manifest: unknown }> };
    const built = await buildModel();
    assert.deepEqual(built.manifest, manifest);
    assert.equal(
      createHash('sha256').update(built.bytes).digest('hex'),
      manifest.sha256,
    );
  });

  it('is refused when the file is not the one that the manifest names', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'model-'));
    try {
      await cp(modelDirectory, directory, { recursive: true });
      await writeFile(path.join(directory, manifest.file), 'something else');
      await assert.rejects(OnnxTextClassifier.load(directory), /checksum/);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
