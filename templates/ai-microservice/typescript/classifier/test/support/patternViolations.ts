import type { PlantedViolation } from './boundaries.js';

/** A violation of each rule around the modules and the client, by the name of the rule in boundaries.cjs. */
export const patternViolations: Record<string, PlantedViolation> = {
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
