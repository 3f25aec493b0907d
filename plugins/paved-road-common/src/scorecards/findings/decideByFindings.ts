import { Entity } from '@backstage/catalog-model';
import { pavedRoadAnnotations } from '../../annotations';
import { explainFileProblem } from './explainFileProblem';
import { FindingKindName, kindTable, RepositoryFindings } from './kinds';

/** Why a check is unknown, for service owners. */
export interface Cause {
  reason: string;
  /** Place of the cause in the repository. */
  file?: string;
  line?: number;
}

/** The outcome of a check, before waivers. */
export type FindingOutcome =
  | { state: 'pass' | 'fail' | 'not-applicable' }
  | ({ state: 'unknown' } & Cause);

function firstUnread(
  findings: RepositoryFindings,
  kinds: FindingKindName[],
): FindingOutcome | undefined {
  const unread = findings.unread.filter(item =>
    item.kinds.some(kind => kinds.includes(kind)),
  );
  if (unread.length === 0) {
    return undefined;
  }
  const [{ subject, ...fault }] = unread;
  const reason = explainFileProblem(subject, fault);
  const others = unread.length - 1;
  return {
    state: 'unknown',
    reason: others ? `${reason} ${others} more could not be read.` : reason,
    ...(fault.line !== undefined && { file: subject, line: fault.line }),
  };
}

/**
 * Decides a check by the findings that its expression has read.
 *
 * - Property: fails for a subject without the property. Without any subject, it is unknown if the pattern of the entity
 *   needs one or something is unread, else not applicable.
 * - Existence: fails only if everything has been read.
 * - Absence: passes only if everything has been read.
 *
 * @param holds - the value of the expression
 * @param read - the kinds that it has read
 */
export function decideByFindings(
  holds: boolean,
  read: FindingKindName[],
  findings: RepositoryFindings,
  entity: Entity,
): FindingOutcome {
  const rules = read.map(kind => kindTable[kind].rule);
  if (!holds) {
    // What is unread can contain the finding. A subject without the property fails in any case.
    const open = read.filter(
      (kind, index) =>
        rules[index] === 'existence' ||
        (rules[index] === 'property' && findings.found[kind].length === 0),
    );
    return firstUnread(findings, open) ?? { state: 'fail' };
  }
  const properties = read.filter((_, index) => rules[index] === 'property');
  // A finding is enough for existence, whatever is unread.
  if (rules.includes('existence')) {
    return { state: 'pass' };
  }
  const unread = firstUnread(findings, read);
  if (unread) {
    return unread;
  }
  if (
    properties.length === 0 ||
    properties.some(kind => findings.found[kind].length > 0)
  ) {
    return { state: 'pass' };
  }
  const pattern = entity.metadata.annotations?.[pavedRoadAnnotations.pattern];
  const needed = properties.find(kind =>
    kindTable[kind].requiredBy?.some(name => name === pattern),
  );
  return needed
    ? {
        state: 'unknown',
        reason: `No ${kindTable[needed].title} found, but the pattern ${pattern} needs some`,
      }
    : { state: 'not-applicable' };
}
