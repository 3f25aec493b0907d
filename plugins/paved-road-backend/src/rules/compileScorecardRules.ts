import { InputError } from '@backstage/errors';
import {
  FactDescription,
  FactSchemas,
  Rules,
} from '@paved-road/plugin-paved-road-common';
import { compileRules } from '@paved-road/plugin-paved-road-common/rules';
import commonPackage from '@paved-road/plugin-paved-road-common/package.json';
import { hashJson } from '../database/hash';
import { assertTargetLevelExists, FleetTarget } from './readFleetTarget';
import { ReadRulePack } from './readRulePack';
import { ScorecardRules } from './types';

/** Inputs of the compilation beside the packs. */
export interface RulesEnvironment {
  /** Of the facts that expressions may read. */
  schemas: FactSchemas;
  facts: FactDescription[];
  /** The lowest level that counts as on the road. */
  targetLevel: string;
  fleetTarget?: FleetTarget;
}

/** Without packs, no entity has a scorecard. */
const noRules: Rules = {
  levels: [],
  tracks: [],
  checks: [],
  probes: [],
  kinds: [],
  timeDependent: false,
  packs: [],
  order: [],
  filters: [],
  facts: [],
  findings: [],
};

/**
 * Compiles rule packs, in their order.
 *
 * @throws InputError that names the problems of all packs with file, position and check
 */
export function compileScorecardRules(
  packs: ReadRulePack[],
  { schemas, facts, targetLevel, fleetTarget }: RulesEnvironment,
): ScorecardRules {
  const rules =
    packs.length > 0
      ? compileRules(
          packs.map(({ parsed }) => parsed),
          schemas,
        )
      : noRules;
  if (fleetTarget && packs.length > 0) {
    assertTargetLevelExists(fleetTarget, rules.levels);
  }
  return {
    rules,
    hash: hashJson([
      // Another version may evaluate the same packs differently.
      commonPackage.version,
      packs.map(({ hash }) => hash),
      Object.fromEntries(facts.map(({ name, schema }) => [name, schema])),
    ]),
    target: findTarget(rules, targetLevel),
  };
}

function findTarget(
  { levels }: Rules,
  level: string,
): ScorecardRules['target'] {
  const index = levels.findIndex(({ id }) => id === level);
  if (index === -1 && levels.length > 0) {
    throw new InputError(
      `pavedRoad.scorecards.targetLevel: ${level} is not a level of the rule packs, use one of ${levels
        .map(({ id }) => id)
        .join(', ')}`,
    );
  }
  return { level, rank: Math.max(index, 0) + 1 };
}
