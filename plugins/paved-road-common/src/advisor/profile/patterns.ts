import { z } from 'zod';

/** The plain architecture patterns, in display order. @public */
export const plainPatterns = [
  'monolith',
  'microservices',
  'serverless',
] as const;

/** @public */
export type PlainPattern = (typeof plainPatterns)[number];

/** All patterns: the plain ones, and `hybrid`, a composition of two of them. @public */
export const patterns = [...plainPatterns, 'hybrid'] as const;

/** @public */
export type Pattern = (typeof patterns)[number];

/** @public */
export const plainPatternSchema = z.enum(plainPatterns);

/** @public */
export const patternSchema = z.enum(patterns);

/**
 * The pattern of the core path. A hybrid chosen against the advice combines functions with an always-on core.
 *
 * @param ranking - highest fit first
 * @public
 */
export function getCorePattern(
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
