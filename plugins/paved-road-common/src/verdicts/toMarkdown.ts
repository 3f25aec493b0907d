import { markdownLine } from '../assessments/escapeMarkdown';
import { GateResult } from '../scorecards/gate';
import { CheckResult } from '../scorecards/schemas';
import {
  explainNextStep,
  formatEvidence,
  formatHeldFacts,
  formatVerdict,
  isOpen,
  printable,
} from './explain';

/**
 * The verdict as Markdown for a pipeline summary or a comment: failing and unknown checks in a table, the rest in one
 * line.
 *
 * @public
 */
export function toMarkdown(result: GateResult): string {
  const { entityRef, verdict, blocking, results } = result;
  const rank = ({ checkId }: CheckResult) =>
    Number(!blocking.includes(checkId));
  const open = results.filter(isOpen).toSorted((a, b) => rank(a) - rank(b));
  const counts = (['pass', 'waived', 'not-applicable'] as const)
    .map(state => ({
      state,
      count: results.filter(check => check.state === state).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  return [
    `### ${verdict === 'allow' ? '✅' : '❌'} ${cell(entityRef)}`,
    '',
    cell(formatVerdict(result)),
    '',
    ...(open.length > 0
      ? [
          '| Level | State | Check | What to do | Evidence |',
          '| --- | --- | --- | --- | --- |',
          ...open.map(check => formatRow(check, blocking)),
          '',
        ]
      : []),
    ...formatHeldFacts(result).flatMap(text => [cell(text), '']),
    ...(counts.length > 0 ? [`Others: ${counts.join(', ')}.`, ''] : []),
  ].join('\n');
}

function formatRow(check: CheckResult, blocking: string[]): string {
  const { level, state, title, checkId } = check;
  const isBlocking = blocking.includes(checkId);
  return `| ${[
    cell(level),
    isBlocking ? `**${state}**, blocking` : state,
    `${cell(title)} (${cell(checkId)})`,
    cell(explainNextStep(check) ?? ''),
    cell(formatEvidence(check)),
  ].join(' | ')} |`;
}

function cell(text: string): string {
  return markdownLine(printable(text)).replaceAll('|', '&#124;');
}
