import { printable } from '@paved-road/plugin-paved-road-common/rules';
import { sentence } from './writePack';
import { Fidelity, TranslatedRule, Translation } from './Translation';

const headings: Record<Fidelity, string> = {
  exact: 'Exactly: the same facts give the same verdict',
  approximate: 'Approximately: the verdict may differ, see the notes',
  none: 'Not translated',
};

/** Describes the outcome of each rule. */
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
      'Required facts',
      facts.map(({ name, from }) => [`facts.${name}, from ${from}`]),
    ),
    ...section(
      'Notes',
      notes.map(note => [note]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** A heading with items, each a line with details below. Everything is made printable, because it comes from files. */
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
