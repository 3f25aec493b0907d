import type { PlantedViolation } from './boundaries.js';

/** A violation of each rule around the modules, by the name of the rule in boundaries.cjs. */
export const patternViolations: Record<string, PlantedViolation> = {
  'modules-only-through-their-index': {
    file: 'src/plantedInside.ts',
    code: "export { TicketNotFoundError } from './modules/tickets/domain/ticketNotFoundError.js';\n",
  },
  'modules-know-no-other-module': {
    file: 'src/modules/planted/plantedNeighbour.ts',
    code: "export { TicketService } from '../tickets/index.js';\n",
  },
  'modules-know-only-core-and-http': {
    file: 'src/modules/tickets/plantedSettings.ts',
    code: "export { readSettings } from '../../settings.js';\n",
  },
  'http-shell-only-through-its-index': {
    file: 'src/modules/tickets/http/plantedShell.ts',
    code: "export { WorkQueue } from '../../../http/workQueue.js';\n",
  },
  'domains-know-only-the-core': {
    file: 'src/modules/tickets/domain/plantedFramework.ts',
    code: "export { fastify } from 'fastify';\n",
  },
  'modules-only-from-app': {
    file: 'src/runtime/plantedModule.ts',
    code: "export { TicketService } from '../modules/tickets/index.js';\n",
  },
};
