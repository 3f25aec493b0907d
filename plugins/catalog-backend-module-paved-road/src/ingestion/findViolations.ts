import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  CheckResult,
  RelationFacts,
} from '@paved-road/plugin-paved-road-common';
import {
  evaluate,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import { deriveRelations } from '@paved-road/plugin-paved-road-node';
import { Enforced } from './EnforcedRules';

/** A failed check and its enforcement. */
export interface Violation {
  mode: 'warn' | 'reject';
  result: CheckResult & { state: 'fail' };
}

/** Only for checks that are not enforced. The result is unknown, which passes. */
const unknown = 'It is not known while the catalog takes the entity in';

/** Finds the enforced checks that an entity fails without a waiver. */
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

/* The catalog itself rejects invalid references. */
function declaredRelations(
  entity: Entity,
): Pick<RelationFacts, 'type' | 'targetRef'>[] {
  try {
    return deriveRelations(entity, [], undefined);
  } catch {
    return [];
  }
}
