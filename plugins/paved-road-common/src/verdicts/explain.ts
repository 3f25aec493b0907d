import { isSatisfied } from '../scorecards/evaluate';
import { GateResult } from '../scorecards/gate';
import { noLevel } from '../scorecards/rulePack';
import { CheckResult, Remediation } from '../scorecards/schemas';

/** How loudly a report speaks of an open check: SARIF has the same words. */
export type Severity = 'error' | 'warning' | 'note';

/** Whether nothing is known to be right about it: it fails, or nobody knows. */
export function isOpen({ state }: CheckResult): boolean {
  return !isSatisfied(state);
}

/** Of an open check; what nobody knows is one step less than what is known to be wrong. */
export function severityOf(
  check: CheckResult,
  { blocking }: Pick<GateResult, 'blocking'>,
): Severity {
  const isBlocking = blocking.includes(check.checkId);
  if (check.state === 'unknown') {
    return isBlocking ? 'warning' : 'note';
  }
  return isBlocking ? 'error' : 'warning';
}

/** Which level was reached and which one is needed, as a clause. */
export function levelsOf({ entityRef, level, minLevel }: GateResult): string {
  const reached = level === noLevel ? 'no level' : `the level ${level}`;
  return `${entityRef} has ${reached}, and ${minLevel} is needed`;
}

/** The verdict as a sentence, with the number of the checks that are in the way. */
export function verdictOf(result: GateResult): string {
  const { verdict, blocking } = result;
  if (verdict === 'allow') {
    return `Allowed: ${levelsOf(result)}.`;
  }
  const reason =
    blocking.length > 0
      ? `${blocking.length} ${blocking.length === 1 ? 'check is' : 'checks are'} in the way`
      : 'no check of the rule packs applies to it';
  return `Denied: ${levelsOf(result)}; ${reason}.`;
}

/** What to do, and where to read on. */
export function remedyOf({ text, link }: Remediation): string {
  return link ? `${text} (${link.title}: ${link.url})` : text;
}

/** What follows from the state of a check: what to do, why nobody knows, or until when it is waived. */
export function consequenceOf(check: CheckResult): string | undefined {
  switch (check.state) {
    case 'fail':
      return remedyOf(check.remediation);
    case 'unknown':
      return check.reason;
    case 'waived': {
      const { approvedBy, expiresAt, reason } = check.waiver;
      return `Until ${expiresAt.slice(0, 10)}, approved by ${approvedBy}: ${reason}`;
    }
    default:
      return undefined;
  }
}

/** The values that decided, as one text; empty where there are none. */
export function evidenceOf({ evidence }: CheckResult): string {
  return evidence.map(({ name, value }) => `${name}: ${value}`).join('; ');
}

/**
 * Why a gate is closed, for people: each check in its way with its state and what to do.
 *
 * @public
 */
export function explainDenial(result: GateResult): string {
  const inTheWay = result.results.filter(({ checkId }) =>
    result.blocking.includes(checkId),
  );
  return inTheWay.length === 0
    ? `${levelsOf(result)}; no check of the rule packs applies to it`
    : [
        `${levelsOf(result)}:`,
        ...inTheWay.map(check => `- ${explainCheck(check)}`),
      ].join('\n');
}

function explainCheck(check: CheckResult): string {
  const what = `${check.title} (${check.checkId}, ${check.level})`;
  switch (check.state) {
    case 'fail':
      return `${what}: ${check.remediation.text}`;
    case 'unknown':
      return `${what} is unknown: ${check.reason}`;
    default:
      return `${what}: ${check.state}`;
  }
}
