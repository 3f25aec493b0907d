import { InputError } from '@backstage/errors';
import { Assumption, AssumptionId, assumptions } from './assumptions';

/** An assumption as used in a result. */
export interface UsedAssumption extends Assumption {
  value: number;
  overridden: boolean;
}

/* Bounds for assumptions whose shares above 1 or counts of zero would make costs meaningless or infinite. */
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
  'utilisation',
  'lambdaCpuMemory',
  'cloudRunCpuMemory',
  'azureCpuMemory',
  'containerAppsCpuMemory',
  'containerAppsGpuMemory',
  'sagemakerCpuMemory',
  'queueChunkKb',
  'backgroundRunSeconds',
  'engineerMonth',
  'materialShare',
  'typicalTeam',
  'modelLoadRate',
  'largestModelBatch',
  'modelMemoryShare',
  'cpuModelMemory',
  'cpuModelBandwidth',
  'cpuModelTflops',
  'cpuModelBatch',
  'hostedPrefillRate',
  'hostedSpeedSmall',
  'hostedSpeedMid',
  'hostedSpeedFrontier',
  'hostedSpeedTail',
]);
const belowOne = new Set<string>([
  'estimateSpread',
  'purchaseDiscount',
  'sizingTail',
]);
const smallest = 1e-6;

/** Reports unknown assumptions and values out of bounds. */
export function assumptionProblems(
  values: Readonly<Record<string, number>>,
  table: readonly Assumption[],
): { id: string; message: string }[] {
  const byId = new Map(table.map(assumption => [assumption.id, assumption]));
  return Object.entries(values).flatMap(([id, value]) => {
    const problem = (message: string) => [{ id, message }];
    if (!byId.has(id)) {
      return problem('unknown assumption');
    }
    if (positive.has(id) && value < smallest) {
      return problem(`${value} is too small, use more than 0`);
    }
    if (belowOne.has(id) && value >= 1) {
      return problem(`${value} is too large, use less than 1`);
    }
    if (byId.get(id)?.unit === 'share' && value > 1) {
      return problem(`${value} is too large, use at most 1`);
    }
    return [];
  });
}

/** The assumptions of one result: the table with a person's changes, recording which ones are used. */
export class AssumptionSet {
  readonly #values = new Map<string, number | undefined>();
  readonly #used = new Set<string>();

  /** @throws InputError if an id is unknown or a value makes no sense */
  constructor(
    private readonly overrides: Record<string, number> = {},
    private readonly table: readonly Assumption[] = assumptions,
  ) {
    const problems = assumptionProblems(overrides, table);
    if (problems.length > 0) {
      throw new InputError(
        `Invalid assumptions: ${problems
          .map(({ id, message }) => `assumptions.${id}: ${message}`)
          .join('; ')}`,
      );
    }
    for (const { id, value } of table) {
      this.#values.set(id, overrides[id] ?? value);
    }
  }

  /** The current value; undefined if none is published or set. */
  find(id: AssumptionId): number | undefined {
    this.#used.add(id);
    return this.#values.get(id);
  }

  /** The current value of an assumption that has one in the table. */
  get(id: AssumptionId): number {
    const value = this.find(id);
    if (value === undefined) {
      throw new Error(`The assumption ${id} has no value`);
    }
    return value;
  }

  /** The same values, with a separate record of those used. */
  fork(): AssumptionSet {
    return new AssumptionSet(this.overrides, this.table);
  }

  /** The assumptions used so far, in the order of the table. */
  used(): UsedAssumption[] {
    return this.table.flatMap(assumption => {
      const { id } = assumption;
      const value = this.#values.get(id);
      return this.#used.has(id) && value !== undefined
        ? [
            {
              ...assumption,
              value,
              overridden: Object.hasOwn(this.overrides, id),
            },
          ]
        : [];
    });
  }
}
