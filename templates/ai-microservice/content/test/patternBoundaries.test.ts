import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertFound, ruleNames } from './support/boundaries.js';
import type { PlantedViolation } from './support/boundaries.js';

const violations: Record<string, PlantedViolation> = {
  'modules-only-through-their-index': {
    file: 'src/plantedModule.ts',
    code: "export { classifyBatch } from './modules/batch/classifyBatch.js';\n",
  },
  'modules-know-only-the-core-and-the-shell': {
    file: 'src/modules/batch/plantedSettings.ts',
    code: "export { readSettings } from '../../settings.js';\n",
  },
  'client-binds-only-its-own-adapter': {
    file: 'src/client/plantedModel.ts',
    code: "export { OnnxTextClassifier } from '../adapters/onnx/index.js';\n",
  },
  'client-carries-no-server': {
    file: 'src/client/plantedServer.ts',
    code: "export { fastify } from 'fastify';\n",
  },
};

describe('the boundaries of modules and client', () => {
  it('find a violation of each rule', () => assertFound(violations));

  it('have a planted violation for each rule', () => {
    assert.deepEqual(ruleNames('boundaries.cjs'), Object.keys(violations));
  });
});
