import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Value } from 'typebox/value';

const share = Type.Number({ minimum: 0, maximum: 1 });
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const dataSet = Type.Object({
  file: Type.String(),
  sha256,
  examples: Type.Integer({ minimum: 1 }),
});
const tensor = Type.Object({
  name: Type.String({ minLength: 1 }),
  type: Type.Literal('float32'),
  shape: Type.Tuple([Type.Literal(1), Type.Integer({ minimum: 1 })]),
});

const modelManifest = Type.Object({
  name: Type.String({ minLength: 1 }),
  version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
  /** SPDX identifier of the licence of the weights and of the data that they were made from. */
  license: Type.String({ minLength: 1 }),
  /** File name beside the manifest. */
  file: Type.String({ pattern: '^[^/\\\\]+\\.onnx$' }),
  /** Of the file, in hex. */
  sha256,
  labels: Type.Array(Type.String({ minLength: 1 }), { minItems: 2, uniqueItems: true }),
  signature: Type.Object({ input: tensor, output: tensor }),
  training: dataSet,
  evaluation: dataSet,
  metrics: Type.Object({
    /** Share of the evaluation set that got the right label, 0..1. */
    accuracy: share,
    perLabel: Type.Record(
      Type.String(),
      Type.Object({ precision: share, recall: share, examples: Type.Integer({ minimum: 0 }) }),
    ),
    /** The accuracy below which a model must not be released, 0..1. */
    minimumAccuracy: share,
  }),
});

/** model/model.json: what the bundled model is, how good it is, and how to know that it is the right one. */
export type ModelManifest = Static<typeof modelManifest>;

/**
 * Reads model.json of a directory and the file that it names.
 *
 * @throws Error that names what is missing or wrong: a field, or the checksum of the file
 */
export async function readModel(
  directory: string,
): Promise<{ manifest: ModelManifest; bytes: Uint8Array }> {
  const manifest: unknown = JSON.parse(await readFile(path.join(directory, 'model.json'), 'utf8'));
  if (!Value.Check(modelManifest, manifest)) {
    const [problem] = Value.Errors(modelManifest, manifest);
    throw new Error(
      `model.json: ${problem?.instancePath || 'the file'} ${problem?.message ?? 'is wrong'}`,
    );
  }
  const bytes = await readFile(path.join(directory, manifest.file));
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== manifest.sha256) {
    throw new Error(
      `${manifest.file} has the checksum ${actual}, model.json names ${manifest.sha256}`,
    );
  }
  return { manifest, bytes };
}
