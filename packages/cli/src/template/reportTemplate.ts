import {
  JunitCase,
  printable,
} from '@paved-road/plugin-paved-road-common/rules';
import { FindingKind, findingKinds } from './findings';
import { FoundIn, TemplateResult } from './testTemplate';

const describe = ({ subject, message, cases }: FoundIn) =>
  printable(
    `${subject}: ${message}${cases.length > 0 ? ` (${cases.join(', ')})` : ''}`,
  );

/** The result for a terminal. */
export function toTable(result: TemplateResult): string {
  const { template, cases, findings, allowed, notRun, notes, time } = result;
  const count = (number: number, word: string) =>
    `${number} ${word}${number === 1 ? '' : 's'}`;
  const row = (name: string, text: string) =>
    `  ${name.padEnd(20)}  ${printable(text)}`;
  return [
    printable(
      `${template.file}: ${count(findings.length, 'finding')} in ${count(cases.length, 'case')}, ${(time / 1000).toFixed(1)} s`,
    ),
    ...findings.map(finding => row(finding.kind, describe(finding))),
    ...allowed.map(finding => row('allowed', describe(finding))),
    ...[...notRun].map(([step, reason]) =>
      row('not run', `${step}: ${reason}`),
    ),
    ...notes.map(note => row('note', note)),
  ].join('\n');
}

/** The result for JUnit: a test case for each kind of finding, and one for each step that did not run. */
export function toCases(result: TemplateResult): JunitCase[] {
  const suite = result.template.file;
  return [
    ...Object.keys(findingKinds).map(kind => {
      const found = result.findings.filter(finding => finding.kind === kind);
      return {
        suite,
        name: `has no ${findingKinds[kind as FindingKind]}`,
        ...(found.length > 0 && {
          outcome: {
            tag: 'failure' as const,
            message: found.map(describe).join('; '),
          },
        }),
      };
    }),
    ...[...result.notRun].map(([step, message]) => ({
      suite,
      name: `runs the step ${step}`,
      outcome: { tag: 'skipped' as const, message },
    })),
  ];
}
