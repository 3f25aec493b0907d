import { InputError } from '@backstage/errors';
import { Assumption, AssumptionId, assumptions } from './assumptions';

/** An assumption as a result used it. */
export interface UsedAssumption extends Assumption {
  value: number;
  overridden: boolean;
}

/*
 * Shares above 1 and counts of zero would turn a cost into nonsense or a division into infinity, so
 * they have bounds of their own.
 */
const positive = new Set<string>([
  'cpuInstanceMemory',
  'cpuInstanceSlots',
  'gpuInstanceMemory',
  'gpuInstanceSlots',
  'loadRate',
  'peakSteady',
  'peakSpiky',
  'peakSporadic',
  'sizingTail',
  'immaterialCost',
]);
const belowOne = new Set<string>([
  'applicationShare',
  'estimateSpread',
  'purchaseDiscount',
  'sizingTail',
]);
const smallest = 1e-6;

const byId: ReadonlyMap<string, Assumption> = new Map(
  assumptions.map(assumption => [assumption.id, assumption]),
);

/**
 * The assumptions of one result: the table with what a person changed, and a record of what was
 * used.
 */
export class AssumptionSet {
  readonly #overrides: Record<string, number>;
  readonly #used = new Set<AssumptionId>();

  /** @throws InputError when an id is not known or a value makes no sense */
  constructor(overrides: Record<string, number> = {}) {
    const problems = Object.entries(overrides).flatMap(([id, value]) => {
      if (!byId.has(id)) {
        return [`assumptions.${id}: unknown assumption`];
      }
      if (positive.has(id) && value < smallest) {
        return [`assumptions.${id}: ${value} is too small, use more than 0`];
      }
      if (belowOne.has(id) && value >= 1) {
        return [`assumptions.${id}: ${value} is too large, use less than 1`];
      }
      if (byId.get(id)?.unit === 'share' && value > 1) {
        return [`assumptions.${id}: ${value} is too large, use at most 1`];
      }
      return [];
    });
    if (problems.length > 0) {
      throw new InputError(`Invalid assumptions: ${problems.join('; ')}`);
    }
    this.#overrides = overrides;
  }

  /** The value in force; undefined where none is published and nobody set one. */
  find(id: AssumptionId): number | undefined {
    this.#used.add(id);
    return this.#overrides[id] ?? byId.get(id)?.value;
  }

  /** The value in force of an assumption that has one in the table. */
  get(id: AssumptionId): number {
    const value = this.find(id);
    if (value === undefined) {
      throw new Error(`The assumption ${id} has no value`);
    }
    return value;
  }

  /** What was asked for so far, in the order of the table. */
  used(): UsedAssumption[] {
    return assumptions.flatMap(assumption => {
      const id = assumption.id as AssumptionId;
      const value = this.#overrides[id] ?? assumption.value;
      return this.#used.has(id) && value !== undefined
        ? [{ ...assumption, value, overridden: id in this.#overrides }]
        : [];
    });
  }
}
