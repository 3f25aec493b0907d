import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';

type CheckGroup = ScorecardsSummary['groups'][number];

/** How many services would rise if they passed a check. */
export const totalLift = ({ lifts = {} }: CheckGroup): number =>
  Object.values(lifts).reduce((sum, entities) => sum + entities, 0);

/**
 * To which levels services would rise if they passed a check.
 *
 * @param levels - all of them, lowest first
 */
export const liftsOf = ({ lifts = {} }: CheckGroup, levels: string[]) =>
  levels
    .filter(level => lifts[level] > 0)
    .map(level => ({ level, entities: lifts[level] }));
