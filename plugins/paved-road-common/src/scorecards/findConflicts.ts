import { FileProblem, Place, writePlace } from '../yaml/InvalidFileError';
import { ParsedRulePack } from './parseRulePack';
import { Probe, RulePack } from './rulePack';

const showLevels = (levels: RulePack['spec']['levels']) =>
  levels.map(({ id, title }) => `${id} (${title})`).join(', ');

const showProbe = ({ files, format }: Probe) =>
  `${format} of ${files.join(', ')}`;

interface Declaration {
  id: string;
  /** The values that packs with the same id must share. */
  content: string;
  at: Place;
}

function findRepeated(
  declarations: readonly Declaration[],
  describe: (repeated: Declaration, first: Declaration) => string | undefined,
): FileProblem[] {
  const firsts = new Map<string, Declaration>();
  return declarations.flatMap(declaration => {
    const first = firsts.get(declaration.id);
    if (!first) {
      firsts.set(declaration.id, declaration);
      return [];
    }
    const conflict = describe(declaration, first);
    return conflict === undefined
      ? []
      : [{ place: declaration.at, other: first.at, message: conflict }];
  });
}

/** Contradictions between packs, with both places. */
export function findConflicts(packs: readonly ParsedRulePack[]): FileProblem[] {
  const [first] = packs;
  const firstLevels = first.locate(['spec', 'levels']);
  const expected = showLevels(first.pack.spec.levels);
  const declarations = <T extends { id: string }>(
    part: 'checks' | 'tracks' | 'probes',
    field: string,
    itemsOf: (spec: RulePack['spec']) => T[],
    contentOf: (item: T) => string,
  ): Declaration[] =>
    packs.flatMap(({ pack, locate }) =>
      itemsOf(pack.spec).map((item, index) => ({
        id: item.id,
        content: contentOf(item),
        at: locate(['spec', part, index, field]),
      })),
    );

  return [
    ...packs.flatMap(({ pack, locate }) => {
      const levels = showLevels(pack.spec.levels);
      return levels === expected
        ? []
        : [
            {
              place: locate(['spec', 'levels']),
              other: firstLevels,
              message: `the levels ${levels} differ from ${expected} at ${writePlace(firstLevels)}`,
            },
          ];
    }),
    ...findRepeated(
      packs.map(({ pack, locate }) => ({
        id: pack.metadata.name,
        content: '',
        at: locate(['metadata', 'name']),
      })),
      ({ id }, { at }) => `rule pack ${id} is also at ${writePlace(at)}`,
    ),
    ...findRepeated(
      declarations(
        'checks',
        'id',
        ({ checks }) => checks,
        () => '',
      ),
      ({ id }, { at }) =>
        `check ${id} is also declared at ${writePlace(at)}; to change that one without a copy, leave this one out and use overrides.${id} of the pack in pavedRoad.scorecards.rulePacks`,
    ),
    ...findRepeated(
      declarations(
        'tracks',
        'title',
        ({ tracks }) => tracks,
        ({ title }) => title,
      ),
      ({ id, content }, other) =>
        content === other.content
          ? undefined
          : `track ${id} has the title "${content}", and "${other.content}" at ${writePlace(other.at)}`,
    ),
    ...findRepeated(
      declarations('probes', 'id', ({ probes }) => probes, showProbe),
      ({ id, content }, other) =>
        content === other.content
          ? undefined
          : `probe ${id} is ${content}, and ${other.content} at ${writePlace(other.at)}`,
    ),
  ];
}
