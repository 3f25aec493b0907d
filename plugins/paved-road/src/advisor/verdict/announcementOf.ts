import {
  Advice,
  Pattern,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';

/** What a result says aloud. */
export type Announcement =
  | { kind: 'one'; pattern: Pattern }
  /** Two that can both be defended; the first is ahead. */
  | { kind: 'either'; patterns: [Pattern, PlainPattern] }
  /** No pattern: the open answers decide. */
  | { kind: 'none' };

/** Results of model 1 announce one pattern, also where they say that it is too close to call. */
export function announcementOf({
  recommendation: { verdict, pattern, runnerUp },
}: Pick<Advice, 'recommendation'>): Announcement {
  if (verdict === 'not-enough-answers') {
    return { kind: 'none' };
  }
  return verdict === 'close' && runnerUp
    ? { kind: 'either', patterns: [pattern, runnerUp] }
    : { kind: 'one', pattern };
}

/** The pattern that is recommended, or ahead in a close call; undefined where none is announced. */
export function announcedPattern(
  advice: Pick<Advice, 'recommendation'>,
): Pattern | undefined {
  return announcementOf(advice).kind === 'none'
    ? undefined
    : advice.recommendation.pattern;
}

/** Whether the core of what is announced, or of one of two in a close call, runs as a pattern. */
export function isAnnouncedCore(
  advice: Pick<Advice, 'recommendation'>,
  pattern: PlainPattern,
): boolean {
  const { core, runnerUp } = advice.recommendation;
  const { kind } = announcementOf(advice);
  return (
    (kind !== 'none' && pattern === core) ||
    (kind === 'either' && pattern === runnerUp)
  );
}
