import { FactOutcome, RelationFacts, Subject } from '../subject';
import { FindingTrace, repositoryFact } from '../findings/trace';
import { daysBetween } from './functions';
import { UnknownValueError } from './UnknownValueError';

/** The variables that expressions see, see {@link toVariables}. */
export interface Variables {
  entity: unknown;
  relations: unknown;
  assessment: unknown;
  facts: object;
  now: Date;
  [kind: string]: unknown;
}

/** Names of the variables, which expressions must not shadow. */
export const variableNames = [
  'entity',
  'relations',
  'assessment',
  'facts',
  'now',
] as const;

/** A property that throws when it is read. */
function unknownValue(reason: string, fact?: string): PropertyDescriptor {
  // All reads share one error, because creating its unused stack is expensive.
  let error: UnknownValueError | undefined;
  return {
    get() {
      error ??= new UnknownValueError(reason, fact);
      throw error;
    },
  };
}

/** The fact `repository` without paths that were too many to store: reading them throws. */
function hideUnread(value: unknown): unknown {
  const problem = (value as { problem?: string; probes?: object } | null)
    ?.probes
    ? (value as { problem?: string }).problem
    : undefined;
  return problem === undefined
    ? value
    : Object.defineProperties(
        { ...(value as object) },
        {
          files: unknownValue(problem, repositoryFact),
          probes: unknownValue(problem, repositoryFact),
        },
      );
}

/** Facts by name. Reading an unknown fact throws, so that only dependent expressions have no value. */
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
        ? { value: hideUnread(outcome.value) }
        : unknownValue(outcome.reason, name),
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
 * The variables of rules. Reading an unknown value throws. `assessment` is null if there is none. `assessment.ageDays`
 * is the number of whole days since its approval, or since its last change before that.
 *
 * @param factNames - names of the facts in expressions
 * @param trace - provides the findings, and records which ones are read
 */
export function toVariables(
  subject: Subject,
  factNames: readonly string[],
  trace = new FindingTrace(subject),
): Variables {
  const { entity, facts, now, unknownAssessment } = subject;
  const variables = {
    entity,
    relations: subject.relations.map(toRelation),
    facts: toFacts(facts, factNames),
    now,
    assessment: toAssessment(subject),
  };
  trace.declare(variables);
  return unknownAssessment === undefined
    ? variables
    : Object.defineProperty(
        variables,
        'assessment',
        unknownValue(unknownAssessment),
      );
}
