/** Lines that announce content instead of giving it. */
const placeholder =
  /\b(todo|tbd|fixme|placeholder|lorem ipsum|coming soon|to be (written|done|defined)|fill (this )?in)\b|\bthis is a stub\b/i;

/** Fewest sentences or list items of a document. */
const fewestStatements = 3;

/**
 * Whether a text has at least three sentences or list items of at least four words. Headings, code, tables of contents
 * and lines that only announce content do not count.
 */
export function hasContent(text: string): boolean {
  if (/\bthis is a stub\b/i.test(text)) {
    return false;
  }
  let statements = 0;
  let isCode = false;
  for (const written of text.slice(0, 100_000).split('\n')) {
    const line = written.trim();
    if (/^(```|~~~)/.test(line)) {
      isCode = !isCode;
    } else if (!isCode && !/^(#|=|-{3}|\||<!--)/.test(line)) {
      if (
        !placeholder.test(line) &&
        !/^[-*\d.]* ?\[[^\]]*\]\([^)]*\)$/.test(line)
      ) {
        const sentences = line.split(/[.!?:](?:\s|$)/);
        statements += sentences.filter(
          sentence =>
            sentence.split(/\s+/).filter(word => /[\p{L}\d]/u.test(word))
              .length >= 4,
        ).length;
      }
    }
    if (statements >= fewestStatements) {
      return true;
    }
  }
  return false;
}
