import { hostedModelAssumptions } from './tables/hostedModelAssumptions';
import { modelServerAssumptions } from './tables/modelServerAssumptions';
import { operatingAssumptions } from './languageModels/operatingAssumptions';
import { Assumption, AssumptionRow } from './Assumption';
import { alwaysOnPrices } from './prices/alwaysOnPrices';
import { functionPlatforms } from './prices/functionPlatforms';
import { judgements } from './tables/judgements';
import { surroundings } from './tables/surroundings';
import { workloadShapes } from './tables/workloadShapes';

export {
  assumptionKinds,
  type Assumption,
  type AssumptionKind,
} from './Assumption';

const table = {
  ...functionPlatforms,
  ...alwaysOnPrices,
  ...surroundings,
  ...workloadShapes,
  ...judgements,
  ...modelServerAssumptions,
  ...hostedModelAssumptions,
  ...operatingAssumptions,
};

const listIds = <Id extends string>(rows: Record<Id, AssumptionRow>) =>
  Object.keys(rows) as Id[];

// Inferred from the ids, because the declaration of `keyof typeof table` repeats all rows.
const ids = listIds(table);

/** @public */
export type AssumptionId = (typeof ids)[number];

/**
 * Prices, limits and working assumptions of the quantitative model. Money in USD, time in seconds,
 * memory in GB.
 *
 * @public
 */
export const assumptions: readonly Assumption[] = Object.entries<AssumptionRow>(
  table,
).map(([id, row]) => ({ id, ...row }));
