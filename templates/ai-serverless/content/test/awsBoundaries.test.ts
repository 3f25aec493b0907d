import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertFound, ruleNames } from './support/boundaries.js';
import type { PlantedViolation } from './support/boundaries.js';

const violations: Record<string, PlantedViolation> = {
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

describe('boundaries between the service and AWS', () => {
  it('finds a violation of each rule', () => assertFound(violations));

  it('has a planted violation for each rule', () => {
    assert.deepEqual(ruleNames('boundaries.cjs'), Object.keys(violations));
  });
});
