import { Profile } from './profile';

/** What a team can carry by its experience, whatever its maturity. */
const experienceCaps = { none: 2, some: 4, production: 5 } as const;

/**
 * The capability of a team, 1..5: its maturity, capped by its experience with distributed systems; undefined if
 * both are open.
 */
export function teamCapability({ team }: Profile): number | undefined {
  const maturity = team?.devopsMaturity;
  const experience = team?.distributedExperience;
  if (maturity === undefined || experience === undefined) {
    return maturity ?? (experience && experienceCaps[experience]);
  }
  return Math.min(maturity, experienceCaps[experience]);
}

/** The least and the most that a team can carry while answers are open. */
export function capabilityRange({ team }: Profile): [number, number] {
  const maturity = team?.devopsMaturity;
  const cap =
    team?.distributedExperience && experienceCaps[team.distributedExperience];
  return [
    Math.min(maturity ?? 1, cap ?? experienceCaps.none),
    Math.min(maturity ?? 5, cap ?? experienceCaps.production),
  ];
}
