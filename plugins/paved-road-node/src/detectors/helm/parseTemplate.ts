/** A value in an action. */
export interface Term {
  literal?: unknown;
  /** A variable with `$`; `$` alone is the root. */
  variable?: string;
  /** A function. */
  call?: string;
  pipeline?: Pipeline;
  /** Fields read from it, or from the current value if there is nothing else. */
  fields: string[];
}

/** Commands whose results are the last argument of the next. */
export type Pipeline = Term[][];

export type TemplateNode = { line: number } & (
  | { type: 'text'; text: string }
  | { type: 'output'; pipeline: Pipeline }
  | { type: 'assign'; name: string; declares: boolean; pipeline: Pipeline }
  | {
      type: 'if' | 'with' | 'range';
      names: string[];
      pipeline: Pipeline;
      then: TemplateNode[];
      otherwise: TemplateNode[];
    }
  | { type: 'define'; name: string; body: TemplateNode[] }
);

const countLines = (text: string) => text.split('\n').length - 1;

const token =
  /\s*(?:("(?:[^"\\\n]|\\.)*")|`([^`]*)`|(-?\d[\w.]*)|(\$\w*|[A-Za-z_]\w*)|(\.\w*)|(:=|[|(),=]))/y;

interface Token {
  text: string;
  type: 'string' | 'number' | 'name' | 'field' | 'sign';
  isSpaced: boolean;
}

const escapes: Record<string, string> = { n: '\n', t: '\t' };

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const { length } = text.trimEnd();
  while (token.lastIndex < length) {
    const start = token.lastIndex;
    const match = token.exec(text);
    if (!match) {
      throw new Error(`${text.slice(start, start + 20)} cannot be read`);
    }
    const [, quoted, raw, number, name, field, sign] = match;
    const isSpaced = start === 0 || /\s/.test(text[start]);
    if (quoted !== undefined || raw !== undefined) {
      const value =
        raw ??
        quoted
          .slice(1, -1)
          .replace(/\\(.)/g, (_, c: string) => escapes[c] ?? c);
      tokens.push({ type: 'string', text: value, isSpaced });
    } else {
      const [type, value] = [
        ['number', number],
        ['name', name],
        ['field', field],
        ['sign', sign],
      ].find(([, found]) => found !== undefined) as [Token['type'], string];
      tokens.push({ type, text: value, isSpaced });
    }
  }
  return tokens;
}

class ActionParser {
  #next = 0;
  #depth = 0;

  constructor(private readonly tokens: Token[]) {}

  get #token(): Token | undefined {
    return this.tokens[this.#next];
  }

  takeSign(text: string): boolean {
    const found = this.#token?.type === 'sign' && this.#token.text === text;
    this.#next += found ? 1 : 0;
    return found;
  }

  takeName(): string | undefined {
    return this.#token?.type === 'name'
      ? this.tokens[this.#next++].text
      : undefined;
  }

  /** The names before `:=` or `=`, such as `$key, $value :=`. */
  takeTargets(): { names: string[]; declares: boolean } | undefined {
    const start = this.#next;
    const names: string[] = [];
    while (this.#token?.text.startsWith('$') && this.#token.type === 'name') {
      names.push(this.tokens[this.#next++].text);
      this.takeSign(',');
    }
    const declares = this.takeSign(':=');
    if (names.length > 0 && (declares || this.takeSign('='))) {
      return { names, declares };
    }
    this.#next = start;
    return undefined;
  }

  readPipeline(): Pipeline {
    const commands: Pipeline = [[]];
    this.#depth += 1;
    if (this.#depth > 50) {
      throw new Error('has an expression that is nested too deep');
    }
    for (;;) {
      if (this.takeSign('|')) {
        commands.push([]);
        continue;
      }
      const term = this.#readTerm();
      if (!term) {
        this.#depth -= 1;
        return commands;
      }
      commands[commands.length - 1].push(term);
    }
  }

  #readTerm(): Term | undefined {
    const current = this.#token;
    if (!current) {
      return undefined;
    }
    let term: Term;
    if (current.type === 'sign') {
      if (!this.takeSign('(')) {
        return undefined;
      }
      term = { pipeline: this.readPipeline(), fields: [] };
      this.takeSign(')');
    } else {
      this.#next += 1;
      term = toTerm(current);
    }
    while (this.#token?.type === 'field' && !this.#token.isSpaced) {
      term.fields.push(this.tokens[this.#next++].text.slice(1));
    }
    return term;
  }
}

const words: Record<string, unknown> = {
  true: true,
  false: false,
  nil: null,
};

function toTerm({ type, text }: Token): Term {
  if (type === 'string') {
    return { literal: text, fields: [] };
  }
  if (type === 'number') {
    return { literal: Number(text), fields: [] };
  }
  if (type === 'field') {
    return { fields: text === '.' ? [] : [text.slice(1)] };
  }
  if (text.startsWith('$')) {
    return { variable: text, fields: [] };
  }
  return Object.hasOwn(words, text)
    ? { literal: words[text], fields: [] }
    : { call: text, fields: [] };
}

interface Block {
  nodes: TemplateNode[];
  /** Where the next nodes go. */
  open: TemplateNode[];
  /** Blocks of `else if`, which end together. */
  nested: boolean;
  node?: TemplateNode & { otherwise?: TemplateNode[] };
}

/**
 * Parses a template of Go, as far as charts of Helm use them.
 *
 * @throws Error if it cannot be read
 */
export function parseTemplate(text: string): TemplateNode[] {
  const root: TemplateNode[] = [];
  const blocks: Block[] = [{ nodes: root, open: root, nested: false }];
  let line = 1;
  let position = 0;
  let trims = false;
  const current = () => blocks[blocks.length - 1];
  const pushText = (end: number, trimsEnd: boolean) => {
    let piece = text.slice(position, end);
    const size = piece.length;
    piece = trims ? piece.trimStart() : piece;
    const skipped = countLines(
      text.slice(position, position + size - piece.length),
    );
    piece = trimsEnd ? piece.trimEnd() : piece;
    if (piece) {
      current().open.push({ type: 'text', text: piece, line: line + skipped });
    }
    line += countLines(text.slice(position, end));
    position = end;
  };
  for (;;) {
    const start = text.indexOf('{{', position);
    if (start < 0) {
      pushText(text.length, false);
      break;
    }
    const isComment = /^\{\{-?\s{0,9}\/\*/.test(text.slice(start, start + 15));
    const end = isComment ? findCommentEnd(text, start) : findEnd(text, start);
    if (end < 0) {
      throw new Error(`line ${line} has an action without an end`);
    }
    const trimsBefore = /^-\s/.test(text.slice(start + 2, start + 4));
    const trimsAfter = text[end - 1] === '-' && /\s/.test(text[end - 2]);
    pushText(start, trimsBefore);
    const action = text.slice(
      start + (trimsBefore ? 3 : 2),
      end - (trimsAfter ? 1 : 0),
    );
    if (!isComment) {
      addAction(action, line, blocks);
    }
    line += countLines(text.slice(start, end));
    position = end + 2;
    trims = trimsAfter;
  }
  if (blocks.length > 1) {
    throw new Error('has a block without an end');
  }
  return root;
}

function findCommentEnd(text: string, start: number): number {
  const mark = text.indexOf('*/', start);
  return mark < 0 ? -1 : text.indexOf('}}', mark);
}

/** The end of an action, outside quoted text. */
function findEnd(text: string, start: number): number {
  let quote = '';
  for (let at = start + 2; at < text.length; at += 1) {
    const character = text[at];
    if (quote) {
      if (character === '\\' && quote === '"') {
        at += 1;
      } else if (character === quote) {
        quote = '';
      }
    } else if (character === '"' || character === '`') {
      quote = character;
    } else if (character === '}' && text[at + 1] === '}') {
      return at;
    }
  }
  return -1;
}

function addAction(action: string, line: number, blocks: Block[]): void {
  const block = blocks[blocks.length - 1];
  const [, keyword = '', rest = ''] =
    /^\s*(if|with|range|else|end|define|block|template|break|continue)\b([^]*)$/.exec(
      action,
    ) ?? [];
  const parser = new ActionParser(tokenize(keyword ? rest : action));
  const open = (type: 'if' | 'with' | 'range', nested: boolean) => {
    const targets = parser.takeTargets();
    const node: TemplateNode = {
      type,
      line,
      names: targets?.names ?? [],
      pipeline: parser.readPipeline(),
      then: [],
      otherwise: [],
    };
    blocks[blocks.length - 1].open.push(node);
    blocks.push({ nodes: node.then, open: node.then, nested, node });
  };
  if (blocks.length > 100) {
    throw new Error('has blocks that are nested too deep');
  }
  switch (keyword) {
    case 'if':
    case 'with':
    case 'range':
      open(keyword, false);
      break;
    case 'define':
    case 'block': {
      const name = String(parser.readPipeline()[0][0]?.literal);
      const node: TemplateNode = { type: 'define', name, body: [], line };
      block.open.push(node);
      blocks.push({ nodes: node.body, open: node.body, nested: false });
      break;
    }
    case 'else': {
      const { otherwise } = block.node ?? {};
      if (!otherwise) {
        throw new Error(`line ${line} has an else without a block`);
      }
      block.open = otherwise;
      const next = parser.takeName();
      if (next === 'if' || next === 'with') {
        open(next, true);
      }
      break;
    }
    case 'end':
      while (blocks.length > 1 && blocks.pop()!.nested);
      break;
    case 'template':
      block.open.push({
        type: 'output',
        line,
        pipeline: [
          [{ call: 'include', fields: [] }, ...parser.readPipeline()[0]],
        ],
      });
      break;
    case 'break':
    case 'continue':
      break;
    default: {
      const targets = parser.takeTargets();
      const pipeline = parser.readPipeline();
      block.open.push(
        targets
          ? {
              type: 'assign',
              line,
              name: targets.names[0],
              declares: targets.declares,
              pipeline,
            }
          : { type: 'output', line, pipeline },
      );
    }
  }
}
