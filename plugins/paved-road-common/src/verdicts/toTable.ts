import stringWidth from 'string-width';
import { GateResult } from '../scorecards/gate';
import { CheckResult, CheckState } from '../scorecards/schemas';
import {
  explainNextStep,
  formatEvidence,
  formatHeldFacts,
  formatVerdict,
  printable,
} from './explain';

const order: CheckState[] = [
  'fail',
  'unknown',
  'waived',
  'pass',
  'not-applicable',
];

const labels: Partial<Record<CheckState, string>> = {
  fail: 'To do',
  unknown: 'Why',
  waived: 'Waiver',
};

const codes = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 };

type Paint = (style: keyof typeof codes, text: string) => string;

const paint: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;
const plain: Paint = (_, text) => text;

/**
 * The verdict for a terminal or a log, by level, blocking checks first, each with evidence and fix.
 *
 * @param options - `colour`: with escape codes for the terminal
 * @public
 */
export function toTable(
  result: GateResult,
  options: { colour?: boolean } = {},
): string {
  const { verdict, results, packs, blocking } = result;
  const draw = options.colour ? paint : plain;
  const levels = [...new Set(results.map(({ level }) => level))];
  const rules = packs.map(({ name, version }) => `${name} ${version}`);
  return [
    draw(
      verdict === 'allow' ? 'green' : 'red',
      draw('bold', printable(formatVerdict(result))),
    ),
    draw('dim', `Rules: ${rules.join(', ')}`),
    ...formatHeldFacts(result).map(text => draw('yellow', printable(text))),
    ...levels.flatMap(level => ['', ...levelLines(level, result, draw)]),
    ...(blocking.length > 0 ? ['', `! blocks ${result.minLevel}`] : []),
  ].join('\n');
}

function levelLines(level: string, result: GateResult, draw: Paint): string[] {
  const isBlocking = ({ checkId }: CheckResult) =>
    result.blocking.includes(checkId);
  const checks = result.results
    .filter(check => check.level === level)
    .toSorted(
      (a, b) =>
        Number(isBlocking(b)) - Number(isBlocking(a)) ||
        order.indexOf(a.state) - order.indexOf(b.state),
    );
  const names = new Map(
    result.results.map(check => [
      check.checkId,
      `${printable(check.title)} (${check.checkId})`,
    ]),
  );
  const nameWidth = Math.max(
    ...[...names.values()].map(name => stringWidth(name)),
  );
  const stateWidth = Math.max(...order.map(state => state.length));
  return [
    draw('bold', level),
    ...checks.flatMap(check => {
      const { state } = check;
      const name = names.get(check.checkId)!;
      const padding = ' '.repeat(nameWidth - stringWidth(name));
      const mark = isBlocking(check) ? '!' : ' ';
      const head = `${mark} ${draw(chooseStyle(check, isBlocking(check)), state.padEnd(stateWidth))}`;
      const evidence = printable(formatEvidence(check));
      const consequence = explainNextStep(check);
      return [
        `${head}  ${name}${padding}  ${evidence}`.trimEnd(),
        ...(consequence === undefined
          ? []
          : [
              `${' '.repeat(stateWidth + 4)}${labels[state]}: ${printable(consequence)}`,
            ]),
      ];
    }),
  ];
}

function chooseStyle(
  { state }: CheckResult,
  isBlocking: boolean,
): keyof typeof codes {
  switch (state) {
    case 'pass':
      return 'green';
    case 'not-applicable':
    case 'waived':
      return 'dim';
    default:
      return isBlocking ? 'red' : 'yellow';
  }
}
