import { Rules } from '@paved-road/plugin-paved-road-common';
import { relationTypes } from '../catalogInfo/relationTypes';
import { IngestionMode, IngestionPolicy } from './readIngestionPolicy';

/** The reason why a policy cannot enforce a check. @public */
export interface IngestionProblem {
  checkId: string;
  /** Whether the check does not exist, or depends on more than the entity. */
  kind: 'no-such-check' | 'needs-more';
  /** For people, with the check and the remedy. */
  message: string;
}

/** An ingestion policy applied to the active rules. @public */
export interface AppliedIngestionPolicy {
  /** The enforced checks, by id. */
  modes: ReadonlyMap<string, Exclude<IngestionMode, 'off'>>;
  problems: IngestionProblem[];
}

type Expression = Rules['order'][number]['check']['expression'];

/**
 * Determines which checks an ingestion policy enforces. When the catalog reads an entity, nothing else is available, so
 * checks that read anything else cannot be enforced.
 *
 * @public
 */
export function applyIngestionPolicy(
  rules: Rules,
  policy: IngestionPolicy,
): AppliedIngestionPolicy {
  const modes = new Map<string, Exclude<IngestionMode, 'off'>>();
  const problems: IngestionProblem[] = [];
  for (const { check, pack } of rules.order) {
    const { id } = check.definition;
    const named = Object.hasOwn(policy.checks, id);
    const mode = named ? policy.checks[id] : policy.default;
    const reason =
      mode === 'off'
        ? undefined
        : whyUndecided(check.expression, rules.packs[pack].kinds);
    if (mode !== 'off' && !reason) {
      modes.set(id, mode);
    }
    if (named && reason) {
      problems.push({
        checkId: id,
        kind: 'needs-more',
        message: `pavedRoad.ingestion.checks.${id}: the catalog cannot enforce this check, because ${reason}; remove it, or set it to off`,
      });
    }
  }
  const known = new Set(rules.checks.map(({ id }) => id));
  for (const checkId of Object.keys(policy.checks)) {
    if (!known.has(checkId)) {
      problems.push({
        checkId,
        kind: 'no-such-check',
        message: `pavedRoad.ingestion.checks.${checkId}: there is no such check in the active rule packs, use one of ${[...known].join(', ')}`,
      });
    }
  }
  return { modes, problems };
}

/** @returns other inputs of an expression than the entity, if any */
function whyUndecided(
  { facts, timeDependent, reads }: Expression,
  kinds: string[],
): string | undefined {
  if (facts.size > 0) {
    return `it reads ${[...facts].map(name => `facts.${name}`).join(', ')}`;
  }
  if (reads.variables.has('assessment')) {
    return 'it reads the assessment';
  }
  if (timeDependent) {
    return 'its result changes with the time';
  }
  if (!reads.variables.has('relations')) {
    return undefined;
  }
  if (reads.targets) {
    return 'it reads what the targets of relations are, such as whether they exist';
  }
  const types = relationTypes(kinds);
  const ofOthers = types.ofOthers.filter(type => reads.texts.has(type));
  if (ofOthers.length > 0) {
    return `it reads relations that other entities declare (${ofOthers.join(', ')})`;
  }
  return types.declared.some(type => reads.texts.has(type))
    ? undefined
    : `the relations that it reads are not explicit (${types.declared.join(', ')})`;
}
