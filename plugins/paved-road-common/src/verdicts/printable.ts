/*
 * What moves the cursor, starts a command of a terminal, changes the direction of writing, cannot be seen, or is no
 * character at all.
 */
const UNPRINTABLE =
  /[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Text from anywhere as one line that a terminal, a log and every reader of reports show as it is. @public */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNPRINTABLE, '\ufffd').trim();
}
