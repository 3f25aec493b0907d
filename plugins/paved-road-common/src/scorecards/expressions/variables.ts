import { FactOutcome, RelationFacts, Subject } from '../subject';
import { daysBetween } from './functions';

/** The variables that expressions see, see {@link toVariables}. */
export interface Variables {
  entity: unknown;
  relations: unknown;
  assessment: unknown;
  facts: object;
  now: Date;
}

/** Names of the variables, which nothing in an expression may hide. */
export const variableNames = [
  'entity',
  'relations',
  'assessment',
  'facts',
  'now',
] as const satisfies (keyof Variables)[];

/** A property that throws when it is read. */
function unknownValue(reason: string): PropertyDescriptor {
  // One for all reads: most of what an error costs is its stack, which nobody looks at.
  let error: Error | undefined;
  return {
    get() {
      error ??= new Error(reason);
      throw error;
    },
  };
}

/**
 * Facts by name. One that is not known throws when it is read, and not before: what does not depend on
 * it keeps its value, and what does has none.
 */
function toFacts(
  outcomes: Record<string, FactOutcome>,
  names: readonly string[],
): object {
  const facts = {};
  for (const name of names) {
    const outcome: FactOutcome = Object.hasOwn(outcomes, name)
      ? outcomes[name]
      : {
          status: 'unknown',
          reason: `The fact ${name} has not been collected`,
        };
    Object.defineProperty(
      facts,
      name,
      outcome.status === 'known'
        ? { value: outcome.value }
        : unknownValue(outcome.reason),
    );
  }
  return facts;
}

function toRelation(relation: RelationFacts): unknown {
  const { unknown, ...target } = relation.target;
  return unknown === undefined
    ? relation
    : {
        ...relation,
        target: Object.defineProperties(target, {
          exists: unknownValue(unknown),
          type: unknownValue(unknown),
        }),
      };
}

function toAssessment({ assessment, now }: Subject): unknown {
  if (!assessment) {
    return null;
  }
  const { createdAt, updatedAt, approvedAt, measured, ...rest } = assessment;
  return {
    ...rest,
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    ...(approvedAt && { approvedAt: new Date(approvedAt) }),
    ...(measured && {
      measured: {
        ...measured,
        ...(measured.since && { since: new Date(measured.since) }),
      },
    }),
    ageDays: BigInt(daysBetween(new Date(approvedAt ?? updatedAt), now)),
  };
}

/**
 * The variables of rules, from a subject. What is not known throws when it is read. `assessment` is null when there is
 * none. `assessment.ageDays` is the number of whole days since it was approved, or last changed while it is not.
 *
 * @param factNames - the facts that expressions read
 */
export function toVariables(
  subject: Subject,
  factNames: readonly string[],
): Variables {
  const { entity, facts, now, unknownAssessment } = subject;
  const variables = {
    entity,
    relations: subject.relations.map(toRelation),
    facts: toFacts(facts, factNames),
    now,
    assessment: toAssessment(subject),
  };
  return unknownAssessment === undefined
    ? variables
    : Object.defineProperty(
        variables,
        'assessment',
        unknownValue(unknownAssessment),
      );
}
