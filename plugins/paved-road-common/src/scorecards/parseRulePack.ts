import { Place } from '../yaml/InvalidFileError';
import { YamlDocument } from '../yaml/parseYaml';
import {
  readYaml,
  schemaProblems,
  YamlFile,
  YamlProblem,
} from '../yaml/readYaml';
import { globProblem } from './expressions/glob';
import { noLevel, RulePack, rulePackSchema } from './rulePack';

/** A valid rule pack and its source. @public */
export interface ParsedRulePack {
  pack: RulePack;
  /** Name of the file, for messages. */
  source: string;
  /** Whether it has no filter, so that the portal selects the entities. */
  leavesFilter?: boolean;
  /** The place of a part of the pack. */
  locate(path: readonly PropertyKey[]): Place;
}

function findDuplicates(
  what: string,
  path: PropertyKey[],
  items: { id: string }[],
): YamlProblem[] {
  return items.flatMap((item, index) =>
    items.findIndex(other => other.id === item.id) < index
      ? [
          {
            path: [...path, index, 'id'],
            message: `${what} ${item.id} is declared twice`,
          },
        ]
      : [],
  );
}

function findUndeclared(
  { checks, levels, tracks }: RulePack['spec'],
  field: 'level' | 'track',
): YamlProblem[] {
  const declared = (field === 'level' ? levels : tracks).map(({ id }) => id);
  return checks.flatMap((check, index) =>
    declared.includes(check[field])
      ? []
      : [
          {
            path: ['spec', 'checks', index, field],
            message: `${field} ${
              check[field]
            } is not declared, use one of ${declared.join(', ')}`,
          },
        ],
  );
}

function findReserved({ levels }: RulePack['spec']): YamlProblem[] {
  return levels.flatMap(({ id }, index) =>
    id === noLevel
      ? [
          {
            path: ['spec', 'levels', index, 'id'],
            message: `level ${noLevel} is reserved for entities without a level, use another id`,
          },
        ]
      : [],
  );
}

function findBrokenGlobs({ probes }: RulePack['spec']): YamlProblem[] {
  return probes.flatMap(({ files }, probe) =>
    files.flatMap((glob, index) => {
      const problem = globProblem(glob);
      const path = ['spec', 'probes', probe, 'files', index];
      return problem === undefined ? [] : [{ path, message: problem }];
    }),
  );
}

function findProblems({ spec }: RulePack): YamlProblem[] {
  return [
    ...findReserved(spec),
    ...findDuplicates('level', ['spec', 'levels'], spec.levels),
    ...findDuplicates('track', ['spec', 'tracks'], spec.tracks),
    ...findDuplicates('probe', ['spec', 'probes'], spec.probes),
    ...findBrokenGlobs(spec),
    ...findDuplicates('check', ['spec', 'checks'], spec.checks),
    ...findUndeclared(spec, 'level'),
    ...findUndeclared(spec, 'track'),
  ];
}

/** The id of the check at a path, as written. */
function checkIdAt(
  file: YamlFile,
  path: readonly PropertyKey[],
): string | undefined {
  if (path[0] !== 'spec' || path[1] !== 'checks' || path.length < 3) {
    return undefined;
  }
  const id = file.get(['spec', 'checks', path[2], 'id']);
  return typeof id === 'string' ? id : undefined;
}

/**
 * Reads a rule pack from YAML.
 *
 * @param source - name of the file, for messages
 * @param parsed - its documents with unique keys and positions, if already parsed
 * @throws InvalidFileError with every problem, its file, line, column and check
 * @public
 */
export function parseRulePack(
  text: string,
  source: string,
  parsed?: YamlDocument[],
): ParsedRulePack {
  const file = readYaml(text, 'rule pack', source, parsed);
  const refuse = (problems: YamlProblem[]) =>
    file.refuse(
      problems.map(({ path, message }) => {
        const checkId = checkIdAt(file, path);
        return {
          path,
          message: `${checkId ? `check ${checkId}: ` : ''}${message}`,
        };
      }),
    );

  const result = rulePackSchema.safeParse(file.value, { reportInput: true });
  if (!result.success) {
    return refuse(schemaProblems(result.error));
  }
  const problems = findProblems(result.data);
  if (problems.length) {
    return refuse(problems);
  }
  return {
    pack: result.data,
    source,
    leavesFilter: file.get(['spec', 'filter']) === undefined,
    locate: file.locate,
  };
}
