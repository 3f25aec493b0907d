import { InputError } from '@backstage/errors';
import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from 'yaml';
import { describeIssue } from '../api/parse';
import { noLevel, RulePack, rulePackSchema } from './rulePack';

/**
 * A valid rule pack, and where it was read from.
 *
 * @public
 */
export interface ParsedRulePack {
  pack: RulePack;
  /** Name of the file, for messages. */
  source: string;
  /** Position of a part of the pack, as `source:line:column`. */
  locate(path: readonly PropertyKey[]): string;
}

interface Problem {
  path: readonly PropertyKey[];
  message: string;
}

/** The largest pack that is read, in characters. */
const maxLength = 500_000;

function createLocator(
  document: Document,
  lines: LineCounter,
  source: string,
): ParsedRulePack['locate'] {
  return path => {
    let offset = 0;
    let node: unknown = document.contents;
    for (const key of path) {
      const target = isAlias(node) ? node.resolve(document) : node;
      if (isMap(target)) {
        const pair = target.items.find(
          item => isScalar(item.key) && item.key.value === key,
        );
        if (!pair) {
          break;
        }
        offset = (isNode(pair.key) && pair.key.range?.[0]) || offset;
        node = pair.value;
      } else if (isSeq(target)) {
        node = target.items[Number(key)];
        offset = (isNode(node) && node.range?.[0]) || offset;
      } else {
        break;
      }
    }
    const { line, col } = lines.linePos(offset);
    return `${source}:${line}:${col}`;
  };
}

function findDuplicates(
  what: string,
  path: PropertyKey[],
  items: { id: string }[],
): Problem[] {
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
): Problem[] {
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

function findReserved({ levels }: RulePack['spec']): Problem[] {
  return levels.flatMap(({ id }, index) =>
    id === noLevel
      ? [
          {
            path: ['spec', 'levels', index, 'id'],
            message: `level ${noLevel} stands for entities without a level, use another id`,
          },
        ]
      : [],
  );
}

function findProblems({ spec }: RulePack): Problem[] {
  return [
    ...findReserved(spec),
    ...findDuplicates('level', ['spec', 'levels'], spec.levels),
    ...findDuplicates('track', ['spec', 'tracks'], spec.tracks),
    ...findDuplicates('check', ['spec', 'checks'], spec.checks),
    ...findUndeclared(spec, 'level'),
    ...findUndeclared(spec, 'track'),
  ];
}

/** The id of the check that a path is in, as the author wrote it. */
function checkIdAt(
  document: Document,
  path: readonly PropertyKey[],
): string | undefined {
  if (path[0] !== 'spec' || path[1] !== 'checks' || path.length < 3) {
    return undefined;
  }
  const id = document.getIn(['spec', 'checks', path[2], 'id']);
  return typeof id === 'string' ? id : undefined;
}

function fail(source: string, problems: string[]): never {
  throw new InputError(
    `Invalid rule pack ${source}:\n${problems
      .map(problem => `  ${problem}`)
      .join('\n')}`,
  );
}

function parseYaml(text: string, source: string) {
  if (text.length > maxLength) {
    fail(source, [
      `${source}: ${text.length} characters are too many, use at most ${maxLength}`,
    ]);
  }
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
    });
    if (document.errors.length) {
      fail(
        source,
        document.errors.map(error => {
          const { line, col } = lines.linePos(error.pos[0]);
          return `${source}:${line}:${col}: ${error.message}`;
        }),
      );
    }
    return { document, lines, value: document.toJS() as unknown };
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    // Nested too deeply for the parser, or aliases that expand without end.
    return fail(source, [
      `${source}:1:1: ${error instanceof Error ? error.message : error}`,
    ]);
  }
}

/**
 * Reads a rule pack from YAML.
 *
 * @param source - name of the file, for messages
 * @throws InputError that names every problem with file, line, column and check
 * @public
 */
export function parseRulePack(text: string, source: string): ParsedRulePack {
  const { document, lines, value } = parseYaml(text, source);
  const locate = createLocator(document, lines, source);
  const refuse = (problems: Problem[]) =>
    fail(
      source,
      problems.map(({ path, message }) => {
        const checkId = checkIdAt(document, path);
        return `${locate(path)}: ${
          checkId ? `check ${checkId}: ` : ''
        }${message}`;
      }),
    );

  const result = rulePackSchema.safeParse(value, { reportInput: true });
  if (!result.success) {
    return refuse(
      result.error.issues.map(issue => ({
        path:
          issue.code === 'unrecognized_keys'
            ? [...issue.path, issue.keys[0]]
            : issue.path,
        message: describeIssue(issue),
      })),
    );
  }
  const problems = findProblems(result.data);
  if (problems.length) {
    return refuse(problems);
  }
  return { pack: result.data, source, locate };
}
