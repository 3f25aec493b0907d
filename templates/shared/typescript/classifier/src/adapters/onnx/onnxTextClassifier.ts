import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ClassifierUnavailableError } from '../../core/index.js';
import type { ModelInfo, TextClassifier } from '../../core/index.js';
import { readModel } from './modelManifest.js';
import type { ModelManifest } from './modelManifest.js';
import { textFeatures } from './textFeatures.js';

interface LoadedModel {
  info: ModelInfo;
  signature: ModelManifest['signature'];
  session: InferenceSession;
}

// ONNX Runtime would write an id of the machine to its disk, and report to its maker how it is used. It
// reads this when the first session is made.
process.env.ORT_DISABLE_TELEMETRY = '1';

/** Runs the bundled model in this process with ONNX Runtime, on the CPU. */
export class OnnxTextClassifier implements TextClassifier {
  readonly #directory: string;
  #loading: Promise<void> | undefined;
  #loaded: LoadedModel | undefined;

  /** @param directory - holds model.json and the file that it names */
  constructor(directory: string | URL) {
    this.#directory = typeof directory === 'string' ? directory : fileURLToPath(directory);
  }

  get model(): ModelInfo {
    return this.#warm().info;
  }

  /** Loads the model once, however often it is called, and runs it, because a first run is slow. */
  async warmUp(options?: { signal?: AbortSignal }): Promise<void> {
    options?.signal?.throwIfAborted();
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw new ClassifierUnavailableError(
        `The model in ${this.#directory} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    });
    await this.#loading;
    options?.signal?.throwIfAborted();
  }

  async scores(
    text: string,
    options?: { signal?: AbortSignal },
  ): Promise<ReadonlyMap<string, number>> {
    options?.signal?.throwIfAborted();
    const scores = await run(this.#warm(), text);
    options?.signal?.throwIfAborted();
    return scores;
  }

  #warm(): LoadedModel {
    if (!this.#loaded) {
      throw new ClassifierUnavailableError('The model is not loaded yet');
    }
    return this.#loaded;
  }

  async #load(): Promise<void> {
    const { manifest, bytes } = await readModel(this.#directory);
    // Requests run side by side already; more threads for each would only get in their way.
    const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const { name, version, labels, signature } = manifest;
    checkSignature('input', signature.input, session.inputMetadata);
    checkSignature('output', signature.output, session.outputMetadata);
    if (signature.output.shape[1] !== labels.length) {
      throw new Error(
        `model.json names ${labels.length} labels for ${signature.output.shape[1]} outputs`,
      );
    }
    const loaded = { info: { name, version, labels }, signature, session };
    await run(loaded, 'warm-up');
    this.#loaded = loaded;
  }
}

async function run(
  { info, signature: { input, output }, session }: LoadedModel,
  text: string,
): Promise<ReadonlyMap<string, number>> {
  const features = textFeatures(text, input.shape[1]);
  const results = await session.run({ [input.name]: new Tensor('float32', features, input.shape) });
  const probabilities = results[output.name]?.data as Float32Array;
  return new Map(info.labels.map((label, index) => [label, probabilities[index] ?? 0]));
}

function checkSignature(
  side: 'input' | 'output',
  expected: ModelManifest['signature']['input'],
  actual: readonly InferenceSession.ValueMetadata[],
): void {
  const wanted = tensorText(expected.name, expected.type, expected.shape);
  const found = actual
    .map(value =>
      value.isTensor
        ? tensorText(value.name, value.type, value.shape)
        : `${value.name}, which is no tensor`,
    )
    .join(' and ');
  if (found !== wanted) {
    throw new Error(`the ${side} of the model is ${found}, model.json names ${wanted}`);
  }
}

function tensorText(name: string, type: string, shape: readonly unknown[]): string {
  return `${name}: ${type}[${shape.join(', ')}]`;
}
