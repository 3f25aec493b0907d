/*
 * CommonMark and the Python Markdown of TechDocs unescape the first group. Python Markdown does not unescape the rest,
 * so these become character references.
 */
const SPECIAL = /[\\`*_{}[\]]|[<>~]|&(?=#?\w+;)/g;
const BACKSLASHED = /[\\`*_{}[\]]/;

const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * Escapes text for one line of Markdown, so that it contains no markup and no HTML, and starts no heading, list or
 * fence.
 */
export function markdownLine(text: string): string {
  return escapeLine(text.split(LINE_BREAKS).join(' ').replace(/\s+/g, ' '));
}

/** Like {@link markdownLine}, but keeps line breaks and paragraphs. */
export function markdownParagraphs(text: string): string {
  return text
    .split(LINE_BREAKS)
    .map(escapeLine)
    .join('\n')
    .split(/\n{2,}/)
    .filter(paragraph => paragraph !== '')
    .map(paragraph => paragraph.trim().replaceAll('\n', '  \n'))
    .join('\n\n');
}

/** Like {@link markdownLine}, for a cell of a table, where no block can start. */
export function markdownCell(text: string): string {
  const line = text.split(LINE_BREAKS).join(' ').replace(/\s+/g, ' ').trim();
  return escapeInline(line).replaceAll('|', reference('|'));
}

function escapeLine(line: string): string {
  const text = line.trim();
  // Blocks open with punctuation or a list number.
  if (/^[!-/:-@[-`{-~]/.test(text)) {
    return reference(text[0]) + escapeInline(text.slice(1));
  }
  return escapeInline(text).replace(/^(\d+)([.)])/, '$1\\$2');
}

function escapeInline(text: string): string {
  return text.replace(SPECIAL, character =>
    BACKSLASHED.test(character) ? `\\${character}` : reference(character),
  );
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
