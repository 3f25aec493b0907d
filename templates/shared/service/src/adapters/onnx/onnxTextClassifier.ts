import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelInfo, TextClassifier } from '../../core/index.js';
import { textFeatures } from './features.js';
import type { ModelManifest } from './modelManifest.js';

/** Runs the bundled model in this process with ONNX Runtime, on the CPU. */
export class OnnxTextClassifier implements TextClassifier {
  readonly model: ModelInfo;
  readonly #manifest: ModelManifest;
  readonly #session: InferenceSession;

  private constructor(manifest: ModelManifest, session: InferenceSession) {
    const { name, version, labels } = manifest;
    this.model = { name, version, labels };
    this.#manifest = manifest;
    this.#session = session;
  }

  /**
   * Loads the model, checks that it is the one that the manifest names, and runs it once, so that
   * the first caller does not pay for the warm-up.
   *
   * @param directory - holds model.json and the file that it names
   */
  static async load(directory: string): Promise<OnnxTextClassifier> {
    const manifest = JSON.parse(
      await readFile(path.join(directory, 'model.json'), 'utf8'),
    ) as ModelManifest;
    const bytes = await readFile(path.join(directory, manifest.file));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== manifest.sha256) {
      throw new Error(
        `${manifest.file} has the checksum ${sha256}, model.json names ${manifest.sha256}`,
      );
    }
    const session = await InferenceSession.create(bytes, {
      intraOpNumThreads: 1,
    });
    const classifier = new OnnxTextClassifier(manifest, session);
    await classifier.scores('warm-up');
    return classifier;
  }

  async scores(text: string): Promise<ReadonlyMap<string, number>> {
    const { input, output } = this.#manifest.signature;
    const features = textFeatures(text, input.shape[1]);
    const results = await this.#session.run({
      [input.name]: new Tensor('float32', features, input.shape),
    });
    const probabilities = results[output.name]?.data;
    if (
      !(probabilities instanceof Float32Array) ||
      probabilities.length !== this.model.labels.length
    ) {
      throw new Error(
        `The model does not answer with ${this.model.labels.length} scores in "${output.name}"`,
      );
    }
    return new Map(
      this.model.labels.map((label, index) => [label, probabilities[index] ?? 0]),
    );
  }
}
