import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CheckResult,
  RelationFacts,
} from '@paved-road/plugin-paved-road-common';
import {
  evaluate,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import { relationsOf } from '@paved-road/plugin-paved-road-node';
import { Enforced } from './EnforcedRules';

/** A check that an entity fails, and what happens because of it. */
export interface Violation {
  mode: 'warn' | 'reject';
  result: CheckResult & { state: 'fail' };
}

/** Checks that read it are not enforced; one that does so all the same is unknown, and changes nothing. */
const unknown = 'It is not known while the catalog takes the entity in';

/** The enforced checks that an entity fails without a waiver, as its file describes it. */
export function findViolations(
  { rules, modes, waivers }: Enforced,
  entity: Entity,
): Violation[] {
  const related = { ...entity, relations: declaredRelations(entity) };
  const evaluation = evaluate(rules, {
    entity: related,
    relations: toRelationFacts(related, () => ({ unknown })),
    unknownAssessment: unknown,
    facts: {},
    waivers: waivers.get(stringifyEntityRef(entity)) ?? [],
    now: new Date(),
  });
  return (evaluation?.results ?? []).flatMap(result =>
    result.state === 'fail'
      ? [{ mode: modes.get(result.checkId)!, result }]
      : [],
  );
}

/* References that are none are refused by the catalog itself. */
function declaredRelations(
  entity: Entity,
): Pick<RelationFacts, 'type' | 'targetRef'>[] {
  try {
    return relationsOf(entity, [], undefined);
  } catch {
    return [];
  }
}
