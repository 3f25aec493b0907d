import { compileProgram, RegularExpression } from './regularExpression';

const maxLength = 200;

/** Compiled globs: every entity uses the same few. */
const compiled = new Map<string, RegularExpression>();
const maxCompiled = 1000;

const escape = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The replacement of a part of a pattern, and the length of the part. */
type Translation = { length: number; expression: string };

function translateStars(pattern: string, start: number): Translation {
  const [stars] = /^\*+/.exec(pattern.slice(start))!;
  const end = start + stars.length;
  const opens = start === 0 || pattern[start - 1] === '/';
  if (stars.length === 2 && opens && end === pattern.length) {
    return { length: 2, expression: '.*' };
  }
  if (stars.length === 2 && opens && pattern[end] === '/') {
    return { length: 3, expression: '(?:.*/)?' };
  }
  return { length: stars.length, expression: '[^/]*' };
}

function translateClass(pattern: string, start: number): Translation {
  const found = /^\[([!^]?)([^\]/\\]+)\]/.exec(pattern.slice(start));
  if (!found) {
    throw new Error('a [ needs a ], with characters or ranges between them');
  }
  const [{ length }, negation, characters] = found;
  const content = characters.replace(/[[^&]/g, '\\$&');
  return {
    length,
    expression: negation ? `[^/${content}]` : `[${content}]`,
  };
}

function translate(pattern: string): string {
  let expression = '';
  let commas: boolean[] = [];
  for (let index = 0; index < pattern.length;) {
    const character = pattern[index];
    const part: Translation = { length: 1, expression: escape(character) };
    if ('*?+@!'.includes(character) && pattern[index + 1] === '(') {
      throw new Error(`${character}(...) is not supported, use {a,b}`);
    } else if (character === '*') {
      Object.assign(part, translateStars(pattern, index));
    } else if (character === '?') {
      part.expression = '[^/]';
    } else if (character === '[') {
      Object.assign(part, translateClass(pattern, index));
    } else if (character === '\\' && index + 1 < pattern.length) {
      part.length = 2;
      part.expression = escape(pattern[index + 1]);
    } else if (character === '{') {
      commas.push(false);
      part.expression = '(?:';
    } else if (character === ',' && commas.length) {
      commas[commas.length - 1] = true;
      part.expression = '|';
    } else if (character === '}' && commas.length) {
      if (!commas[commas.length - 1]) {
        throw new Error('braces need a comma, as in {a,b}');
      }
      commas = commas.slice(0, -1);
      part.expression = ')';
    }
    expression += part.expression;
    index += part.length;
  }
  if (commas.length) {
    throw new Error('a { needs a }');
  }
  return expression;
}

/**
 * Compiles a glob over paths with `/`: `*`, `**`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` and `\` before a
 * character that stands for itself. Names that start with a dot match like others.
 *
 * The glob becomes a regular expression for an engine that takes linear time. Glob libraries target the JavaScript
 * engine, where a pattern with several stars takes very long on crafted names; and names come from owners of
 * repositories. For the same reason braces become a choice instead of being expanded.
 *
 * @throws Error that explains the problem of the pattern
 */
export function compileGlob(pattern: string): RegularExpression {
  const known = compiled.get(pattern);
  if (known) {
    return known;
  }
  if (compiled.size >= maxCompiled) {
    compiled.clear();
  }
  const glob = compile(pattern);
  compiled.set(pattern, glob);
  return glob;
}

function compile(pattern: string): RegularExpression {
  if (pattern.length > maxLength) {
    throw new Error(
      `the glob has ${pattern.length} characters, use at most ${maxLength}`,
    );
  }
  if (pattern === '' || pattern.startsWith('!') || pattern.startsWith('/')) {
    throw new Error(
      `not a glob: "${pattern}", use a relative path with *, **, ?, [] and {}`,
    );
  }
  try {
    return compileProgram(`(?s)^(?:${translate(pattern)})$`);
  } catch (error) {
    throw new Error(
      `not a glob: "${pattern}", ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** The problem with a glob; undefined if valid. */
export function globProblem(pattern: string): string | undefined {
  try {
    compileGlob(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Creates a function that returns whether a path matches one of several globs, like `glob` in expressions.
 *
 * @throws Error that explains the problem of a glob
 * @public
 */
export function createGlobMatcher(globs: string[]): (path: string) => boolean {
  const matchers = globs.map(compileGlob);
  return path => matchers.some(glob => glob.test(path));
}
