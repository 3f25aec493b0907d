import type { PlantedViolation } from './boundaries.js';

/** A violation of each rule in boundaries.cjs, by its name. */
export const patternViolations: Record<string, PlantedViolation> = {
  'modules-know-only-the-core-and-the-shell': {
    file: 'src/modules/planted/plantedKey.ts',
    code: "export { readSettings } from '../../settings.js';\n",
  },
};
