import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertFound, checkBoundaries, ruleNames } from './support/boundaries.js';
import type { PlantedViolation } from './support/boundaries.js';

const violations: Record<string, PlantedViolation> = {
  'core-is-framework-free': {
    file: 'src/core/plantedFramework.ts',
    code: "import { fastify } from 'fastify';\nexport const planted = fastify;\n",
  },
  'core-only-through-its-index': {
    file: 'src/http/plantedCore.ts',
    code: "export { InvalidTextError } from '../core/invalidTextError.js';\n",
  },
  'adapters-only-from-app': {
    file: 'src/http/plantedAdapter.ts',
    code: "export { OnnxTextClassifier } from '../adapters/onnx/index.js';\n",
  },
  'adapters-only-through-their-index': {
    file: 'src/http/plantedInside.ts',
    code: "export { textFeatures } from '../adapters/onnx/textFeatures.js';\n",
  },
  'adapters-know-only-the-core': {
    file: 'src/adapters/onnx/plantedSettings.ts',
    code: "export { readSettings } from '../../settings.js';\n",
  },
  'model-runtime-only-in-its-adapter': {
    file: 'src/http/plantedRuntime.ts',
    code: "export { InferenceSession } from 'onnxruntime-node';\n",
  },
  'no-cycles': {
    file: 'src/runtime/plantedCycle.ts',
    code: "export * from './plantedCycle.js';\n",
  },
  'no-development-dependencies': {
    file: 'src/http/plantedTool.ts',
    code: "export { parse } from 'yaml';\n",
  },
  resolvable: {
    file: 'src/http/plantedTypo.ts',
    code: "export { missing } from './missing.js';\n",
  },
};

describe('npm run boundaries', () => {
  it('finds nothing in the code as it is', async () => {
    const { passed, output } = await checkBoundaries();
    assert.ok(passed, output);
  });

  it('finds a violation of each rule around the AI core', () => assertFound(violations));

  it('has a planted violation for each of these rules', () => {
    const ofThePattern = new Set(ruleNames('boundaries.cjs'));
    assert.deepEqual(
      ruleNames().filter(rule => !ofThePattern.has(rule)),
      Object.keys(violations),
    );
  });
});
