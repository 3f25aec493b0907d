import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/paths.js';

/** What one consumer expects of this service: a file in contracts/, which the consumer writes. */
export interface Contract {
  consumer: string;
  interactions: Interaction[];
}

/** One request, and what the consumer needs of its answer. */
export interface Interaction {
  description: string;
  /** The state that the service is in; without it the service is well. */
  given?: string;
  request: { method: 'GET' | 'POST'; path: string; body?: object };
  response: {
    status: number;
    /** An example, and the regular expression that the header has to match. */
    headers?: Record<string, { example: string; pattern: string }>;
    /** An example: what a stand-in of the service answers. */
    body: object;
    /** JSON schema with what the consumer relies on, and nothing else. */
    schema: object;
  };
}

const folder = path.join(root, 'contracts');

/** The contracts of all consumers. */
export function readContracts(): Contract[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(readContract);
}

/** The contract in one file. */
export function readContract(file: string): Contract {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Contract;
}
