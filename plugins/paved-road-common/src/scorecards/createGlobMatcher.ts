import { compileGlob } from './expressions/glob';

/**
 * Tells which paths match one of several globs, in the same way as `glob` does in expressions.
 *
 * @throws Error that explains the problem with a glob
 * @public
 */
export function createGlobMatcher(globs: string[]): (path: string) => boolean {
  const compiled = globs.map(compileGlob);
  return path => compiled.some(glob => glob.test(path));
}
