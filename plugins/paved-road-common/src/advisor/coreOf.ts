import { Pattern, PlainPattern, plainPatterns } from './patterns';

/**
 * How the core path of a pattern runs. Choosing a hybrid against the advice puts functions beside
 * a core that is always on.
 *
 * @param ranking - highest fit first
 * @public
 */
export function coreOf(
  pattern: Pattern,
  recommended: { pattern: Pattern; core: PlainPattern },
  ranking: readonly { pattern: PlainPattern }[],
): PlainPattern {
  if (pattern !== 'hybrid') {
    return pattern;
  }
  if (recommended.pattern === 'hybrid') {
    return recommended.core;
  }
  return (
    ranking.find(ranked => ranked.pattern !== 'serverless')?.pattern ??
    plainPatterns[0]
  );
}
