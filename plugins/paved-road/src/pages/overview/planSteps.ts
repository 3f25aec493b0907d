import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { ServiceGroup } from '../../data/fleet/fleetData';

type Target = NonNullable<ScorecardsSummary['target']>;

/** A check whose fix takes services to the level of a target. */
export interface Step {
  check: ServiceGroup;
  services: number;
}

/**
 * The fewest checks to fix until a target is reached, biggest win first. At most one check alone blocks a service, so no
 * service counts twice.
 *
 * @param groups - by check
 * @param levels - ids of all levels, lowest first
 * @returns `rest`: services that need more than one check, or another target
 */
export function planSteps(
  groups: ServiceGroup[],
  { level, needed, reached }: Pick<Target, 'level' | 'needed' | 'reached'>,
  levels: string[],
): { steps: Step[]; rest: number } {
  const rank = levels.indexOf(level);
  // A check of a higher level only lifts services that have reached the target.
  const wins = groups
    .filter(check => levels.indexOf(check.level ?? '') <= rank)
    .map(check => ({
      check,
      services: levels
        .slice(rank)
        .reduce((sum, id) => sum + (check.lifts?.[id] ?? 0), 0),
    }))
    .filter(({ services }) => services > 0)
    .sort((a, b) => b.services - a.services);
  const steps: Step[] = [];
  let missing = Math.max(0, needed - reached);
  for (const { check, services } of wins) {
    if (missing === 0) {
      break;
    }
    steps.push({ check, services: Math.min(services, missing) });
    missing -= Math.min(services, missing);
  }
  return { steps, rest: missing };
}
