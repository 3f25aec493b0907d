import {
  FactCollector,
  FactCollectorsExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { checkFreshness, checkTimeout } from './readFactsConfig';

const ID = /^[A-Za-z][A-Za-z0-9]{0,62}$/;

/* Words that an expression cannot use as a field name. */
const RESERVED = new Set(
  (
    'as break const continue else false for function if import in let loop namespace null package ' +
    'return true var void while'
  ).split(' '),
);

/** Registers collectors and refuses broken ones. */
export class FactCollectorRegistry implements FactCollectorsExtensionPoint {
  readonly #collectors = new Map<string, FactCollector>();

  addFactCollector<T>(collector: FactCollector<T>): void {
    const problem = this.#problemOf(collector);
    if (problem) {
      throw new Error(`Fact collector ${collector.id}: ${problem}`);
    }
    this.#collectors.set(collector.id, collector);
  }

  /** In the order in which they were added. */
  list(): FactCollector[] {
    return [...this.#collectors.values()];
  }

  #problemOf(collector: FactCollector): string | undefined {
    if (!ID.test(collector.id) || RESERVED.has(collector.id)) {
      return 'the id must be a name that expressions can use: a letter, then letters and digits, 63 at most, no reserved word';
    }
    if (this.#collectors.has(collector.id)) {
      return 'this id is taken; use another one';
    }
    const freshness = checkFreshness(collector.freshness);
    if (freshness) {
      return `freshness: ${freshness}`;
    }
    const timeout = collector.timeout && checkTimeout(collector.timeout);
    if (timeout) {
      return `timeout: ${timeout}`;
    }
    return isSchema(collector.schema(z))
      ? undefined
      : 'schema: return a schema of the zod that is passed in';
  }
}

function isSchema(value: unknown): boolean {
  return value instanceof z.ZodType;
}
