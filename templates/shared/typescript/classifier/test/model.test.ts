import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { readGolden, readManifest } from './support/model.js';
import { modelDirectory, root } from './support/paths.js';

interface BuiltModel {
  bytes: Uint8Array;
  manifest: unknown;
  golden: unknown;
}

describe('the bundled model', () => {
  it('is what the data and the training code give, to the last byte', async () => {
    const script = pathToFileURL(path.join(root, 'scripts/buildModel.mjs')).href;
    const { buildModel } = (await import(script)) as { buildModel: () => Promise<BuiltModel> };
    const { bytes, manifest, golden } = await buildModel();
    assert.deepEqual(manifest, await readManifest(), 'run `npm run train` and commit model/');
    assert.deepEqual(golden, await readGolden());
    assert.equal(createHash('sha256').update(bytes).digest('hex'), (await readManifest()).sha256);
  });

  it('is evaluated on texts that training never saw', async () => {
    const { training, evaluation } = await readManifest();
    const texts = async (file: string) =>
      (await readFile(path.join(modelDirectory, file), 'utf8'))
        .trimEnd()
        .split('\n')
        .slice(1)
        .map(line => line.slice(line.indexOf(',') + 1).toLowerCase());
    const trained = new Set(await texts(training.file));
    assert.deepEqual(
      (await texts(evaluation.file)).filter(text => trained.has(text)),
      [],
    );
  });

  it('has a golden answer of each label', async () => {
    const golden = await readGolden();
    assert.deepEqual(Object.keys(golden), (await readManifest()).labels);
    for (const [label, { scores }] of Object.entries(golden)) {
      assert.equal(scores[label], Math.max(...Object.values(scores)), label);
    }
  });

  it('has a card with the numbers of model.json', async () => {
    const card = await readFile(path.join(root, 'docs/model-card.md'), 'utf8');
    const { name, version, license, training, evaluation, metrics } = await readManifest();
    for (const expected of [
      `# Model card: ${name} ${version}`,
      license,
      `${training.examples} sentences`,
      `${evaluation.examples} sentences`,
      `accuracy ${metrics.accuracy.toFixed(3)}`,
      `threshold ${metrics.minimumAccuracy.toFixed(2)}`,
      ...Object.entries(metrics.perLabel).map(
        ([label, { precision, recall, examples }]) =>
          `| ${label} | ${precision.toFixed(2)} | ${recall.toFixed(2)} | ${examples} |`,
      ),
    ]) {
      assert.ok(
        card.replace(/ +/g, ' ').includes(expected),
        `docs/model-card.md does not say "${expected}"`,
      );
    }
  });
});

describe('npm run evaluate', () => {
  const evaluate = (directory: string) =>
    promisify(execFile)(process.execPath, [path.join(root, 'scripts/evaluate.mjs'), directory]);

  it('passes the bundled model and prints how good it is', async () => {
    const { name, version, labels, metrics } = await readManifest();
    const { stdout } = await evaluate(modelDirectory);
    assert.match(stdout, new RegExp(`${name} ${version}`));
    for (const label of labels) {
      assert.match(stdout, new RegExp(`^${label} +[01]\\.\\d\\d +[01]\\.\\d\\d +\\d+$`, 'm'));
    }
    assert.ok(stdout.includes(`accuracy ${metrics.accuracy.toFixed(3)}`), stdout);
    assert.match(stdout, /passed/);
  });

  it('fails a model below the threshold', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'model-'));
    try {
      await cp(modelDirectory, directory, { recursive: true });
      const manifest = await readManifest();
      manifest.metrics.minimumAccuracy = 0.99;
      await writeFile(path.join(directory, 'model.json'), JSON.stringify(manifest));
      await assert.rejects(evaluate(directory), (error: { code: number; stdout: string }) => {
        assert.equal(error.code, 1);
        assert.match(error.stdout, /accuracy 0\.\d{3}, needed 0\.990: FAILED/);
        return true;
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
