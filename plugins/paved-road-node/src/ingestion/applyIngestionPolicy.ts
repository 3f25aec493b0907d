import { Rules } from '@paved-road/plugin-paved-road-common';
import { relationTypes } from '../catalogInfo/relationTypes';
import { IngestionMode, IngestionPolicy } from './readIngestionPolicy';

/** Why the policy cannot enforce a check that it names. @public */
export interface IngestionProblem {
  checkId: string;
  /** Whether there is no such check, or one that an entity alone does not decide. */
  kind: 'no-such-check' | 'needs-more';
  /** For people, with the check and what to do. */
  message: string;
}

/** An ingestion policy on the rules that are active. @public */
export interface AppliedIngestionPolicy {
  /** What is enforced, by id of the check. */
  modes: ReadonlyMap<string, Exclude<IngestionMode, 'off'>>;
  problems: IngestionProblem[];
}

type Expression = Rules['order'][number]['check']['expression'];

/**
 * Finds out which checks an ingestion policy enforces. While an entity is taken in, nothing but the entity is known:
 * a check that reads anything else cannot be one of them.
 *
 * @public
 */
export function applyIngestionPolicy(
  rules: Rules,
  policy: IngestionPolicy,
): AppliedIngestionPolicy {
  const modes = new Map<string, Exclude<IngestionMode, 'off'>>();
  const problems: IngestionProblem[] = [];
  for (const { check } of rules.order) {
    const { id } = check.definition;
    const named = Object.hasOwn(policy.checks, id);
    const mode = named ? policy.checks[id] : policy.default;
    const reason = mode === 'off' ? undefined : whyUndecided(check.expression);
    if (mode !== 'off' && !reason) {
      modes.set(id, mode);
    }
    if (named && reason) {
      problems.push({
        checkId: id,
        kind: 'needs-more',
        message: `pavedRoad.ingestion.checks.${id}: the check cannot be enforced when the catalog takes an entity in, because ${reason}; remove it, or set it to off`,
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

/** What an expression needs beside the entity; undefined where it is nothing. */
function whyUndecided({
  facts,
  timeDependent,
  reads,
}: Expression): string | undefined {
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
  const types = relationTypes();
  const ofOthers = types.ofOthers.filter(type => reads.texts.has(type));
  if (ofOthers.length > 0) {
    return `it reads relations that other entities declare (${ofOthers.join(', ')})`;
  }
  return types.declared.some(type => reads.texts.has(type))
    ? undefined
    : `it does not say which relations it reads (${types.declared.join(', ')})`;
}
