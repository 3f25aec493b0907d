import { formatDate } from '../advisor/quantities/format';
import { isSatisfied } from '../scorecards/evaluate';
import { GateResult } from '../scorecards/gate';
import { noLevel } from '../scorecards/rulePack';
import { CheckResult, Remediation } from '../scorecards/schemas';

/** A verdict with the position of its entity in a file. @public */
export interface LocatedVerdict {
  result: GateResult;
  file: {
    /** Relative to the root of the repository, with slashes. */
    path: string;
    /** First line of the entity, from 1. */
    line?: number;
  };
}

/*
 * Characters that move the cursor, start a terminal command, change the writing direction, are invisible, or are not
 * characters at all.
 */
const UNPRINTABLE =
  /[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Turns any text into one line that is safe for terminals, logs and reports. @public */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNPRINTABLE, '\ufffd').trim();
}

/** Severity of an open check, in the words of SARIF. */
export type Severity = 'error' | 'warning' | 'note';

/** Whether a check is open: it fails or is unknown. */
export function isOpen({ state }: CheckResult): boolean {
  return !isSatisfied(state);
}

/** Severity of an open check; unknown is one step below a failure. */
export function rateSeverity(
  check: CheckResult,
  { blocking }: Pick<GateResult, 'blocking'>,
): Severity {
  if (check.advisory) {
    return 'note';
  }
  const isBlocking = blocking.includes(check.checkId);
  if (check.state === 'unknown') {
    return isBlocking ? 'warning' : 'note';
  }
  return isBlocking ? 'error' : 'warning';
}

/** The reached and the required level, as a clause. */
export function describeLevels({
  entityRef,
  level,
  minLevel,
}: GateResult): string {
  const reached = level === noLevel ? 'no level' : `the level ${level}`;
  return `${entityRef} has ${reached} and needs ${minLevel}`;
}

/** The verdict as a sentence, with the number of blocking checks. */
export function formatVerdict(result: GateResult): string {
  const { verdict, blocking } = result;
  if (verdict === 'allow') {
    return `Allowed: ${describeLevels(result)}.`;
  }
  const reason =
    blocking.length > 0
      ? `${blocking.length} ${blocking.length === 1 ? 'check blocks' : 'checks block'} it`
      : 'no check of the rule packs applies to it';
  return `Denied: ${describeLevels(result)}; ${reason}.`;
}

/** Facts whose source fails, so that their last values were used. */
export function formatHeldFacts({ heldFacts = [] }: GateResult): string[] {
  return heldFacts.map(
    ({ title, asOf, reason }) =>
      `${title} as of ${asOf.slice(0, 16).replace('T', ' ')} UTC: ${reason}`,
  );
}

export function formatRemedy({ text, link }: Remediation): string {
  return link ? `${text} (${link.title}: ${link.url})` : text;
}

/** The next step for a check: its fix, the reason why it is unknown, or the end of its waiver. */
export function explainNextStep(check: CheckResult): string | undefined {
  switch (check.state) {
    case 'fail':
      return formatRemedy(check.remediation);
    case 'unknown':
      return check.reason;
    case 'waived': {
      const { approvedBy, expiresAt, reason } = check.waiver;
      return `Until ${formatDate(expiresAt)}, approved by ${approvedBy}: ${reason}`;
    }
    default:
      return undefined;
  }
}

/** One value behind a result as text, with the file and line where it was found. @public */
export function formatEvidenceItem({
  name,
  value,
  file,
  line,
}: CheckResult['evidence'][number]): string {
  const text = `${name}: ${value}`;
  if (file === undefined) {
    return text;
  }
  return `${text} (${file === name ? `line ${line}` : `${file}:${line}`})`;
}

/** The place of the cause of an open check in the repository, if it is in a file. */
export function findCause(
  check: CheckResult,
): { path: string; line?: number } | undefined {
  if (check.state === 'unknown' && check.file !== undefined) {
    return { path: check.file, line: check.line };
  }
  const cause = check.evidence.find(({ file }) => file !== undefined);
  return cause && isOpen(check)
    ? { path: cause.file!, line: cause.line }
    : undefined;
}

/** The evidence as one text; empty if there is none. */
export function formatEvidence({ evidence }: CheckResult): string {
  return evidence.map(formatEvidenceItem).join('; ');
}

/** Why the gate denies: each blocking check with its state and fix. @public */
export function explainDenial(result: GateResult): string {
  const inTheWay = result.results.filter(({ checkId }) =>
    result.blocking.includes(checkId),
  );
  return inTheWay.length === 0
    ? `${describeLevels(result)}; no check of the rule packs applies to it`
    : [
        `${describeLevels(result)}:`,
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
