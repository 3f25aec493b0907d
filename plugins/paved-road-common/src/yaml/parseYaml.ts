import type { Alias, Document, Node } from 'yaml';

/** The used part of the library `yaml`. @public */
export type YamlLibrary = Pick<
  typeof import('yaml'),
  | 'Composer'
  | 'CST'
  | 'isAlias'
  | 'isMap'
  | 'isNode'
  | 'isScalar'
  | 'isSeq'
  | 'Lexer'
  | 'Parser'
  | 'visit'
>;

/** Options of `parseYaml`. @public */
export interface YamlOptions {
  /** Whether `<<` merges another map. */
  merge?: boolean;
  /** Whether duplicate keys are a problem; else the last one counts. */
  uniqueKeys?: boolean;
  /** Whether the result has the positions of all parts. */
  places?: boolean;
  /** Maximum number of keys in all maps. Default: 50,000. */
  keys?: number;
}

/** A problem of a text. @public */
export interface YamlFault {
  /** Position, in characters from the start of the text. */
  offset: number;
  /** For people. */
  message: string;
  /** Whether it exceeds a limit, but may be valid YAML. */
  isLimit?: boolean;
}

/** A document of a YAML text, as data that can pass between processes. @public */
export type YamlDocument = {
  /** Start, in characters from the start of the text. */
  offset: number;
  /** Start of its content after comments and `---`. */
  start: number;
} & (
  | {
      /** Its first problems. */
      faults: [YamlFault, ...YamlFault[]];
    }
  | {
      faults?: undefined;
      /** The content. */
      json: string;
      /** Start of each part, in the order of the JSON, parents before children; empty unless requested. */
      starts: number[];
    }
);

/**
 * Parses any text as YAML, with limits for size, depth, anchors, documents and expanded aliases.
 *
 * The function uses only its arguments, because back ends run its source in a separate process: limits alone do not
 * bound the time well enough.
 *
 * @param library - the library `yaml`
 * @returns its documents; none for an empty text
 * @public
 */
export function parseYaml(
  library: YamlLibrary,
  text: string,
  {
    merge = false,
    uniqueKeys = false,
    places = false,
    keys = 50_000,
  }: YamlOptions = {},
): YamlDocument[] {
  const { isAlias, isMap, isNode, isScalar, isSeq, CST, visit } = library;
  const most = {
    characters: 1_000_000,
    tokens: 300_000,
    keys,
    nesting: 2_000,
    anchors: 1_000,
    aliases: 1_000,
    documents: 1_000,
    bytes: 1_000_000,
    faults: 1_000,
  };
  let bytes = 0;

  const tooDeep = `is nested deeper than ${most.nesting} levels`;
  let limit: string | undefined;

  function refuse(message: string): never {
    limit = message;
    throw new Error(message);
  }

  function toFault(error: unknown, offset: number): YamlFault {
    // The parser goes as deep as the stack allows.
    limit ??= error instanceof RangeError ? tooDeep : undefined;
    return limit === undefined
      ? { offset, message: (error as Error).message }
      : { offset, message: limit, isLimit: true };
  }

  function* tokens() {
    const counts = { tokens: 0, keys: 0, anchors: 0, aliases: 0 };
    const count = (kind: keyof typeof counts) => {
      counts[kind] += 1;
      if (counts[kind] > most[kind]) {
        refuse(`has more than ${most[kind]} ${kind}`);
      }
    };
    const parser = new library.Parser();
    for (const lexeme of new library.Lexer().lex(text)) {
      count('tokens');
      const type = CST.tokenType(lexeme);
      if (type === 'map-value-ind') {
        count('keys');
      } else if (type === 'anchor') {
        count('anchors');
      } else if (type === 'alias') {
        count('aliases');
      }
      let failed = false;
      for (const token of parser.next(lexeme)) {
        failed ||= token.type === 'error';
        yield token;
      }
      if (parser.stack.length > most.nesting) {
        refuse(tooDeep);
      }
      if (failed) {
        // The rest would only fail again.
        break;
      }
    }
    yield* parser.end();
  }

  /** Resolves aliases and finds their problems. The library would search the document for each. */
  function resolveAliases(document: Document) {
    const anchors = new Map<string, Node>();
    const targets = new Map<Alias, Node>();
    const faults: YamlFault[] = [];
    visit(document, {
      Node(_, node, ancestors) {
        if (!isAlias(node)) {
          if ('anchor' in node && node.anchor) {
            anchors.set(node.anchor, node);
          }
          return;
        }
        const offset = node.range?.[0] ?? 0;
        const target = anchors.get(node.source);
        if (!target) {
          faults.push({
            offset,
            message: `Unresolved alias (the anchor must be set before the alias): ${node.source}`,
          });
        } else if (ancestors.includes(target)) {
          faults.push({
            offset,
            message: `*${node.source} refers to a part that contains it`,
          });
        } else {
          targets.set(node, target);
        }
      },
    });
    return { targets, faults };
  }

  /** The library also finds duplicate keys, but in quadratic time. */
  function findRepeatedKeys(document: Document): YamlFault[] {
    const repeated: YamlFault[] = [];
    visit(document, {
      Map(_, { items }) {
        const seen = new Set<unknown>();
        for (const { key } of items) {
          const name = isScalar(key) ? key.value : key;
          if (seen.has(name)) {
            repeated.push({
              offset: (isNode(key) && key.range?.[0]) || 0,
              message: `Map keys must be unique, ${String(name)} is already in this map`,
            });
          }
          seen.add(name);
        }
      },
    });
    return repeated;
  }

  /** A part without a position, such as a merged one, gets the position of its parent. */
  function collectStarts(
    value: unknown,
    node: unknown,
    around: number,
    targets: Map<Alias, Node>,
    starts: number[],
  ): void {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    const target = isAlias(node) ? targets.get(node) : node;
    const items = isSeq(target) ? target.items : [];
    const pairs = new Map(
      isMap(target)
        ? target.items.map(pair => [
            isScalar(pair.key) ? String(pair.key.value) : pair.key,
            pair,
          ])
        : [],
    );
    for (const [key, part] of Object.entries(value)) {
      const pair = pairs.get(key);
      const inside = pair ? pair.value : items[Number(key)];
      const marked = pair ? pair.key : inside;
      const start = (isNode(marked) && marked.range?.[0]) || around;
      starts.push(start);
      collectStarts(part, inside, start, targets, starts);
    }
  }

  function read(document: Document.Parsed): YamlDocument {
    const start = document.contents?.range?.[0] ?? 0;
    const where = { offset: document.range[0], start };
    const failed = (faults: YamlFault[]): YamlDocument => ({
      ...where,
      faults: faults.slice(0, most.faults) as [YamlFault, ...YamlFault[]],
    });
    try {
      const { targets, faults } = resolveAliases(document);
      const all = [
        ...document.errors.map(({ pos, message }) => ({
          offset: pos[0],
          message,
        })),
        ...(uniqueKeys ? findRepeatedKeys(document) : []),
        ...faults,
      ];
      if (all.length > 0) {
        return failed(all);
      }
      // Refuses exponential aliases.
      const json = JSON.stringify(document.toJS() ?? null);
      bytes += json.length;
      if (bytes > most.bytes) {
        refuse(`stands for more than ${most.bytes} bytes`);
      }
      const starts: number[] = [];
      if (places) {
        collectStarts(JSON.parse(json), document.contents, 0, targets, starts);
      }
      return { ...where, json, starts };
    } catch (error) {
      return failed([toFault(error, start)]);
    }
  }

  const documents: YamlDocument[] = [];
  try {
    if (text.length > most.characters) {
      refuse(`has more than ${most.characters} characters`);
    }
    const composer = new library.Composer({
      merge,
      prettyErrors: false,
      uniqueKeys: false,
      // Without this, it would log parts of the text.
      logLevel: 'error',
    });
    for (const document of composer.compose(tokens())) {
      if (documents.length === most.documents) {
        refuse(`has more than ${most.documents} documents`);
      }
      documents.push(read(document as Document.Parsed));
    }
    const [error] = composer.streamInfo().errors;
    if (documents.length === 0 && error) {
      refuse(error.message);
    }
    return documents;
  } catch (error) {
    return [{ offset: 0, start: 0, faults: [toFault(error, 0)] }];
  }
}
