/**
 * Why the model is wrong on a case that was left out of what it was fitted to, by the id of the case.
 * The command fails while one is missing.
 */
export const reasons: Readonly<Record<string, string>> = {};
