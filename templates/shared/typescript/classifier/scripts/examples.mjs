/**
 * Reads labelled texts from CSV with the columns label and text.
 *
 * @param csv - one example a line below the heading; a text may hold commas, and is not quoted
 * @throws Error that names the line which is not such
 */
export function parseExamples(csv) {
  const [heading, ...lines] = csv.trimEnd().split(/\r?\n/);
  if (heading !== 'label,text') {
    throw new Error(`line 1: the heading is "${heading}", not "label,text"`);
  }
  return lines.map((line, index) => {
    const [, label, text] = /^([^,]+),(.*\S.*)$/.exec(line) ?? [];
    if (label === undefined) {
      throw new Error(`line ${index + 2}: "${line}" is no label and text`);
    }
    return { label, text };
  });
}
