import { z } from 'zod';
import { Operation } from './Operation';

export const contractOperations = {
  getOpenApi: {
    route: 'GET /openapi.json',
    summary: 'Get this document',
    answer: z.record(z.string(), z.unknown()),
  },
} as const satisfies Record<string, Operation>;
