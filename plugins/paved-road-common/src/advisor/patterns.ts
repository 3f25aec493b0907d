import { z } from 'zod';

/**
 * The plain architecture patterns, in display order.
 *
 * @public
 */
export const plainPatterns = [
  'monolith',
  'microservices',
  'serverless',
] as const;

/** @public */
export type PlainPattern = (typeof plainPatterns)[number];

/**
 * All patterns: the plain ones, and `hybrid`, a composition of two of them.
 *
 * @public
 */
export const patterns = [...plainPatterns, 'hybrid'] as const;

/** @public */
export type Pattern = (typeof patterns)[number];

/** @public */
export const plainPatternSchema = z.enum(plainPatterns);

/** @public */
export const patternSchema = z.enum(patterns);
