import { CheckResult, GateResult } from '@paved-road/plugin-paved-road-common';

/** The results as a table for a log, with what to do about each that does not pass. */
export function formatResults({
  entityRef,
  level,
  minLevel,
  verdict,
  results,
}: GateResult): string {
  const rows = [
    ['Level', 'State', 'Check', 'What to do'],
    ...results.map(check => [
      check.level,
      check.state,
      check.title,
      remedyOf(check),
    ]),
  ];
  const widths = [0, 1, 2].map(column =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const lines = rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [
    `${entityRef}: level ${level}, needed ${minLevel}: ${verdict}`,
    ...lines,
  ].join('\n');
}

function remedyOf(check: CheckResult): string {
  switch (check.state) {
    case 'fail':
      return check.remediation.text;
    case 'unknown':
      return check.reason;
    case 'waived':
      return check.waiver.reason;
    default:
      return '';
  }
}
