import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { OnnxTextClassifier } from '../../src/adapters/onnx/index.js';
import type { ModelManifest } from '../../src/adapters/onnx/modelManifest.js';
import { ClassifierUnavailableError } from '../../src/core/index.js';
import { textClassifierContract } from '../contracts/textClassifierContract.js';
import { readManifest } from '../support/model.js';
import { modelDirectory } from '../support/paths.js';

textClassifierContract('OnnxTextClassifier', async () => ({
  classifier: new OnnxTextClassifier(modelDirectory),
}));

describe('OnnxTextClassifier', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'model-'));
    await cp(modelDirectory, directory, { recursive: true });
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function refuses(message: RegExp): Promise<void> {
    const classifier = new OnnxTextClassifier(directory);
    await assert.rejects(classifier.warmUp(), (error: Error) => {
      assert.ok(error instanceof ClassifierUnavailableError);
      assert.match(error.message, message);
      return true;
    });
    assert.throws(() => classifier.model, ClassifierUnavailableError);
  }

  async function change(edit: (manifest: ModelManifest) => void): Promise<void> {
    const manifest = await readManifest();
    edit(manifest);
    await writeFile(path.join(directory, 'model.json'), JSON.stringify(manifest));
  }

  it('refuses a file that is not the one that model.json names', async () => {
    await writeFile(path.join(directory, 'classifier.onnx'), 'something else');
    await refuses(/classifier\.onnx has the checksum [0-9a-f]{64}, model\.json names [0-9a-f]{64}/);
  });

  it('refuses a model whose inputs or outputs are not those that model.json names', async () => {
    await change(manifest => {
      manifest.signature.input.shape = [1, 1024];
    });
    await refuses(/the input .* features: float32\[1, 2048\], model\.json names .*\[1, 1024\]/);
    await change(manifest => {
      manifest.signature.output.name = 'logits';
    });
    await refuses(/the output .* probabilities: .*, model\.json names logits:/);
    await change(manifest => {
      manifest.labels.push('other');
    });
    await refuses(/model\.json names 4 labels for 3 outputs/);
  });

  it('says which field of model.json is wrong', async () => {
    await change(manifest => {
      manifest.version = 'latest';
    });
    await refuses(/model\.json: \/version must match/);
  });

  it('tries again to load what could not be loaded', async () => {
    await rm(path.join(directory, 'model.json'));
    const classifier = new OnnxTextClassifier(directory);
    await assert.rejects(classifier.warmUp(), /model\.json/);
    await cp(modelDirectory, directory, { recursive: true });
    await classifier.warmUp();
    assert.equal((await classifier.scores('refund')).size, 3);
  });

  it('leaves no trace on the machine that it runs on', async () => {
    const adapter = new URL('../../src/adapters/onnx/index.js', import.meta.url).href;
    const program = `
      const { OnnxTextClassifier } = await import(${JSON.stringify(adapter)});
      await new OnnxTextClassifier(${JSON.stringify(modelDirectory)}).warmUp();
    `;
    const home = path.join(directory, 'home');
    await mkdir(home);
    // Without the variables of pipelines and tests, which have an effect on what ONNX Runtime reports.
    const env = { HOME: home, USERPROFILE: home };
    await promisify(execFile)(process.execPath, ['--eval', program], { cwd: home, env });
    assert.deepEqual(await readdir(home, { recursive: true }), []);
  });
});
