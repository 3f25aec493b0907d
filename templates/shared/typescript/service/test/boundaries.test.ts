import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkBoundaries, ruleNames } from './support/boundaries.js';
import type { PlantedViolation } from './support/boundaries.js';
import { patternViolations } from './support/patternViolations.js';

/** A violation of each rule around the AI core, by the name of the rule in .dependency-cruiser.cjs. */
const coreViolations: Record<string, PlantedViolation> = {
  'core-is-framework-free': {
    file: 'src/core/plantedFramework.ts',
    code: "import { fastify } from 'fastify';\nexport const planted = fastify;\n",
  },
  'core-only-through-its-index': {
    file: 'src/http/plantedCore.ts',
    code: "export { InvalidTextError } from '../core/${{ 'errors' if values.ai == 'language-model' else 'invalidTextError' }}.js';\n",
  },
  'adapters-only-from-app': {
    file: 'src/http/plantedAdapter.ts',
    code: "export { ${{ 'ChatLanguageModel' if values.ai == 'language-model' else 'OnnxTextClassifier' }} } from '../adapters/${{ 'chat' if values.ai == 'language-model' else 'onnx' }}/index.js';\n",
  },
  'adapters-only-through-their-index': {
    file: 'src/http/plantedInside.ts',
    code: "export { ${{ 'readEvents' if values.ai == 'language-model' else 'textFeatures' }} } from '../adapters/${{ 'chat/eventStream' if values.ai == 'language-model' else 'onnx/textFeatures' }}.js';\n",
  },
  'adapters-know-only-the-core': {
    file: 'src/adapters/${{ 'chat' if values.ai == 'language-model' else 'onnx' }}/plantedSettings.ts',
    code: "export { readSettings } from '../../settings.js';\n",
  },
{% if values.ai == 'classifier' %}  'model-runtime-only-in-its-adapter': {
    file: 'src/http/plantedRuntime.ts',
    code: "export { InferenceSession } from 'onnxruntime-node';\n",
  },
{% endif %}  'no-cycles': {
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

const violations = { ...coreViolations, ...patternViolations };

describe('npm run boundaries', () => {
  it('fails on a violation of each rule, and on nothing else', async () => {
    const planted = Object.values(violations);
    const { passed, output, errors } = await checkBoundaries(planted);
    assert.equal(passed, false, output);
    const missed = Object.entries(violations).filter(
      ([rule, { file }]) => !errors.some(error => error.rule === rule && error.file === file),
    );
    assert.deepEqual(missed, [], `not found: ${missed.map(([rule]) => rule).join()}\n${output}`);
    const unplanted = errors.filter(error => !planted.some(({ file }) => file === error.file));
    assert.deepEqual(unplanted, []);
  });

  it('has a planted violation for each rule', () => {
    assert.deepEqual(ruleNames(), Object.keys(violations));
  });
});
