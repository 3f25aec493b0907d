import type { PlantedViolation } from './boundaries.js';

/** A violation of each rule around what knows AWS, by the name of the rule in boundaries.cjs. */
export const patternViolations: Record<string, PlantedViolation> = {
  'aws-only-at-the-edge': {
    file: 'src/http/plantedAws.ts',
    code: "export { SQSClient } from '@aws-sdk/client-sqs';\n",
  },
  'handlers-are-thin': {
    file: 'src/handlers/plantedClient.ts',
    code: "export { SQSClient } from '@aws-sdk/client-sqs';\n",
  },
  'aws-knows-only-the-core': {
    file: 'src/aws/plantedServer.ts',
    code: "export { createServer } from '../http/index.js';\n",
  },
};
