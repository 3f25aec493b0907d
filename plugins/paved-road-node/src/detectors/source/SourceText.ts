import { RepositoryFile } from '../RepositoryFile';

export interface TextLiteral {
  value: string;
  /** Position of the opening quote in the file. */
  start: number;
}

/** Source code or configuration with blanked comments. Positions are positions in the file. */
export interface SourceText {
  file: RepositoryFile;
  code: string;
  literals: TextLiteral[];
}

const block = '"""[^]*?(?:"""|$)|\'\'\'[^]*?(?:\'\'\'|$)';
/** Closing quotes are optional, so that each position is read once. */
const quoted =
  '"(?:[^"\\\\\\n]|\\\\[^])*"?|\'(?:[^\'\\\\\\n]|\\\\[^])*\'?|`(?:[^`\\\\]|\\\\[^])*`?';
const hashTokens = new RegExp(`#[^\\n]*|${block}|${quoted}`, 'g');
const slashTokens = new RegExp(
  `\\/\\*[^]*?(?:\\*\\/|$)|<!--[^]*?(?:-->|$)|(?<!:)\\/\\/[^\\n]*|${block}|${quoted}`,
  'g',
);
const hashLanguages =
  /\.(py|rb|ya?ml|toml|tf|tfvars|env|cfg|ini)$|(^|\/)\.(env|importlinter)[^/]*$/;
const comment = /^(#|\/\*|\/\/|<!--)/;

/** Whether a text is worth keeping: a name with a number, or sentences. */
const isTelling = (value: string) =>
  value.length >= 30 || (value.length > 1 && /[\d-]|^You are/.test(value));

const read = new WeakMap<RepositoryFile, SourceText>();

/** Whether a text at the beginning of a line is a separate statement: documentation in Python. */
function isDocumentation(text: string, start: number): boolean {
  let index = start - 1;
  while (index >= 0 && ' \t\r'.includes(text[index])) {
    index -= 1;
  }
  if (index < 0) {
    return true;
  }
  if (text[index] !== '\n') {
    return false;
  }
  while (index >= 0 && ' \t\r\n'.includes(text[index])) {
    index -= 1;
  }
  return index < 0 || !'=([{,+\\'.includes(text[index]);
}

/** Whether a tool has written or compressed the file. */
function isGenerated(text: string): boolean {
  const lines = text.split('\n').length;
  return (
    (text.length > 5_000 && text.length / lines > 300) ||
    /@generated|\bDO NOT EDIT\b/.test(text.slice(0, 500))
  );
}

function tokenise(file: RepositoryFile): SourceText {
  const { text } = file;
  if (isGenerated(text)) {
    return { file, code: '', literals: [] };
  }
  const literals: TextLiteral[] = [];
  const isHash = hashLanguages.test(file.path);
  const code = text.replace(
    isHash ? hashTokens : slashTokens,
    (token: string, start: number) => {
      const isBlock = /^("""|''')/.test(token);
      const marks = isBlock ? 3 : 1;
      if (
        comment.test(token) ||
        (isBlock && isHash && isDocumentation(text, start))
      ) {
        return token.replace(/[^\n]/g, ' ');
      }
      const value = token.slice(marks, -marks);
      if (
        token.length >= 2 * marks &&
        token.endsWith(token[0]) &&
        isTelling(value)
      ) {
        literals.push({ value, start });
      }
      return token;
    },
  );
  return { file, code, literals };
}

export function readSource(file: RepositoryFile): SourceText {
  let source = read.get(file);
  if (!source) {
    source = tokenise(file);
    read.set(file, source);
  }
  return source;
}

/** The code of the line before a position, and the line above it if that is empty. */
export function readBefore({ code }: SourceText, position: number): string {
  const before = code.slice(Math.max(0, position - 300), position);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return line.trim() === ''
    ? before.trimEnd().slice(before.trimEnd().lastIndexOf('\n') + 1)
    : line;
}

/** The arguments of a call up to its closing parenthesis, at most 3,000 characters. */
export function readArguments({ code }: SourceText, open: number): string {
  let depth = 0;
  const end = Math.min(code.length, open + 3_000);
  for (let index = open; index < end; index += 1) {
    if ('([{'.includes(code[index])) {
      depth += 1;
    } else if (')]}'.includes(code[index])) {
      depth -= 1;
      if (depth === 0) {
        return code.slice(open + 1, index);
      }
    }
  }
  return code.slice(open + 1, end);
}

/** Whether a text reads like sentences. */
export function isProse(text: string, words: number): boolean {
  return (
    (text.slice(0, 2_000).match(/[A-Za-z]{2,}/g) ?? []).length >= words &&
    / [a-z]+ [a-z]+/.test(text.slice(0, 2_000))
  );
}

/** The place of a finding in a text that is searched, not evaluated. */
export function placeAt(
  { file }: SourceText,
  position: number,
  subject: string,
) {
  return {
    subject,
    file: file.path,
    line: file.lineAt(position),
    source: 'seen' as const,
  };
}
