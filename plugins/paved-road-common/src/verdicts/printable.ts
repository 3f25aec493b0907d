/*
 * Characters that move the cursor, start a terminal command, change the writing direction, are invisible, or are not
 * characters at all.
 */
const UNPRINTABLE =
  /[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Turns any text into one line that is safe for terminals, logs and reports. @public */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(UNPRINTABLE, '\ufffd').trim();
}
