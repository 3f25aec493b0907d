import { printable } from '@paved-road/plugin-paved-road-common/rules';
import { sentence } from './writePack';
import { Fidelity, TranslatedRule, Translation } from './Translation';

const headings: Record<Fidelity, string> = {
  exact: 'Exactly: the same facts give the same verdict',
  approximate: 'Approximately: the notes say when the verdict may differ',
  none: 'Not translated',
};

/** What became of each rule, for people. */
export function describeTranslation(
  { rules, notes, facts }: Pick<Translation, 'rules' | 'notes' | 'facts'>,
  target: string,
  what = 'rules',
): string {
  const of = (fidelity: Fidelity) =>
    rules.filter(rule => rule.fidelity === fidelity);
  const lines = [
    `${rules.length - of('none').length} of ${rules.length} ${what} translated into ${target}: ${of('exact').length} exactly, ${of('approximate').length} approximately, ${of('none').length} not.`,
    ...Object.entries(headings).flatMap(([fidelity, heading]) =>
      section(heading, of(fidelity as Fidelity).map(describeRule)),
    ),
    ...section(
      'Facts that it needs',
      facts.map(({ name, from }) => [`facts.${name}, from ${from}`]),
    ),
    ...section(
      'Good to know',
      notes.map(note => [note]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Each item is a line, and what stands below it. Much of it comes from files of others, so none of it controls the terminal. */
function section(heading: string, items: string[][]): string[] {
  return items.length > 0
    ? [
        '',
        heading,
        ...items.flatMap(([line, ...below]) => [
          `  ${printable(line)}`,
          ...below.map(other => `    ${printable(other)}`),
        ]),
      ]
    : [];
}

function describeRule({ from, checkId, notes }: TranslatedRule): string[] {
  return [
    `${checkId ? `${checkId}, from ` : ''}${from}`,
    ...notes.map(sentence),
  ];
}
