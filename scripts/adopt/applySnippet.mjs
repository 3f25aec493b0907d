import { isDeepStrictEqual } from 'node:util';

/**
 * Applies a snippet to a file.
 *
 * Lines that start with `@@` separate the hunks of a diff. The lines of a hunk that start with a blank or a minus must occur
 * once in the file, in this order. Text after `@@` names a line; the hunk is then the first match after it.
 * JSON is merged into the file's.
 *
 * @returns the new content, and the number of non-empty lines that the snippet adds
 * @throws Error with the place of the snippet, if it does not match
 */
export function applySnippet(content, snippet) {
  const at = `${snippet.page}:${snippet.line}`;
  if (snippet.language === 'json') {
    const added = JSON.parse(snippet.text);
    return {
      content: `${JSON.stringify(merge(JSON.parse(content), added), undefined, 2)}\n`,
      lines: leaves(added),
    };
  }
  let lines = content.split('\n');
  let count = 0;
  for (const hunk of parseHunks(snippet.text, at)) {
    const start = findLineIndex(hunk, lines, `${at}: ${snippet.file}`);
    lines = lines.toSpliced(start, hunk.old.length, ...hunk.new);
    count += hunk.added.filter(line => line.trim()).length;
  }
  return { content: lines.join('\n'), lines: count };
}

function parseHunks(diff, at) {
  const hunks = [];
  for (const line of diff.split('\n')) {
    if (hunks.length === 0 || line.startsWith('@@')) {
      hunks.push({
        section: line.startsWith('@@') ? line.slice(2).trim() : '',
        old: [],
        new: [],
        added: [],
      });
      if (line.startsWith('@@')) {
        continue;
      }
    }
    const hunk = hunks.at(-1);
    const [sign, text] = [line[0] ?? ' ', line.slice(1)];
    if (!' +-'.includes(sign)) {
      throw new Error(
        `${at}: a line of a diff starts with a blank, "+", "-" or "@@", and not with "${sign}"`,
      );
    }
    if (sign !== '+') {
      hunk.old.push(text);
    }
    if (sign !== '-') {
      hunk.new.push(text);
    }
    if (sign === '+') {
      hunk.added.push(text);
    }
  }
  return hunks;
}

function findLineIndex({ section, old }, lines, at) {
  const from = section ? lines.findIndex(line => line.trim() === section) : 0;
  if (from < 0) {
    throw new Error(`${at} has no line "${section}"`);
  }
  const places = lines
    .keys()
    .filter(
      start =>
        start >= from &&
        isDeepStrictEqual(lines.slice(start, start + old.length), old),
    )
    .toArray();
  if (old.length === 0 || places.length === 0) {
    throw new Error(`${at} does not have these lines:\n${old.join('\n')}`);
  }
  if (!section && places.length > 1) {
    throw new Error(
      `${at} has these lines ${places.length} times; say in the diff after which line, as "@@ <line>":\n${old.join('\n')}`,
    );
  }
  return places[0];
}

function merge(into, from) {
  if (!isObject(into) || !isObject(from)) {
    return from;
  }
  const merged = { ...into };
  for (const [key, value] of Object.entries(from)) {
    merged[key] = key in into ? merge(into[key], value) : value;
  }
  return merged;
}

function leaves(value) {
  return isObject(value)
    ? Object.values(value).reduce((sum, child) => sum + leaves(child), 0)
    : 1;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
