/**
 * Tells the line and column of characters of a text, both from 1.
 *
 * @returns them for a number of characters from the start of the text
 * @public
 */
export function createPlaceOf(
  text: string,
): (offset: number) => { line: number; column: number } {
  const starts = [0];
  /** Only as far as needed: a text can be all lines. */
  const findLinesTo = (offset: number) => {
    for (
      let end = text.indexOf('\n', starts.at(-1));
      end !== -1 && end < offset;
      end = text.indexOf('\n', end + 1)
    ) {
      starts.push(end + 1);
    }
  };
  return offset => {
    findLinesTo(offset);
    let line = 0;
    for (let beyond = starts.length; beyond - line > 1;) {
      const middle = Math.floor((line + beyond) / 2);
      if (starts[middle] <= offset) {
        line = middle;
      } else {
        beyond = middle;
      }
    }
    return { line: line + 1, column: offset - starts[line] + 1 };
  };
}
