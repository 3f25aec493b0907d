import {
  Advice,
  Assessment,
  Pattern,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { coreOf } from '@paved-road/plugin-paved-road-common/advisor';
import {
  announcedPattern,
  announcementOf,
  useAnnouncementText,
} from '../advisor';
import { useTitles } from '../model';
import { EntityAssessments } from './useEntityAssessments';

/** What an assessment says: which pattern, and how that stands to the recommendation. */
export type Answer =
  /** Nothing is decided, and there are not enough answers to recommend a pattern. */
  | { kind: 'open' }
  | {
      /**
       * `close`: another pattern can be defended as well. `override`: decided against the
       * recommendation. `unsupported`: decided without one.
       */
      kind: 'clear' | 'close' | 'override' | 'unsupported';
      pattern: Pattern;
      /** How the core path of the pattern runs. */
      core: PlainPattern;
      /** What speaks for and against is told against this one; absent where there is no other. */
      other?: PlainPattern;
      isDecided: boolean;
    };

export function answerOf({
  decision,
  advice,
}: Pick<Assessment, 'decision' | 'advice'>): Answer {
  const { recommendation, ranking } = advice;
  const { runnerUp } = recommendation;
  const { kind } = announcementOf(advice);
  if (!decision) {
    return kind === 'none'
      ? { kind: 'open' }
      : {
          kind: kind === 'either' ? 'close' : 'clear',
          pattern: recommendation.pattern,
          core: recommendation.core,
          other: runnerUp,
          isDecided: false,
        };
  }
  const { pattern } = decision;
  const core = coreOf(pattern, recommendation, ranking);
  const decided = { pattern, core, isDecided: true };
  const ahead = core === recommendation.core ? runnerUp : recommendation.core;
  if (kind === 'none') {
    return { ...decided, kind: 'unsupported', other: ahead };
  }
  if (pattern === recommendation.pattern) {
    return {
      ...decided,
      kind: kind === 'either' ? 'close' : 'clear',
      other: runnerUp,
    };
  }
  return {
    ...decided,
    kind: kind === 'either' && pattern === runnerUp ? 'close' : 'override',
    other: ahead,
  };
}

/** The place of a pattern, 1 for the best. */
export const rankOf = ({ ranking }: Advice, core: PlainPattern): number =>
  ranking.findIndex(({ pattern }) => pattern === core) + 1;

export const fitOf = ({ ranking }: Advice, core: PlainPattern): number =>
  ranking.find(({ pattern }) => pattern === core)?.fit ?? 0;

/** The pattern decided, or recommended while nothing is decided; undefined where neither is. */
export const patternOf = ({
  decision,
  advice,
}: Pick<Assessment, 'decision' | 'advice'>): Pattern | undefined =>
  decision?.pattern ?? announcedPattern(advice);

/** What an assessment comes to in a few words: what is decided, or what is recommended until then. */
export function useOutcomeText(): (
  assessment: Pick<Assessment, 'decision' | 'advice'>,
) => string {
  const titles = useTitles();
  const announcementText = useAnnouncementText();
  return ({ decision, advice }) =>
    decision ? titles.pattern(decision.pattern) : announcementText(advice);
}

/** What is decided can be assessed again, unless that has already begun. */
export function isReassessable(
  { id, status }: Assessment,
  { assessments, counting }: EntityAssessments,
): boolean {
  const newest = assessments[0];
  const isNewest = id === newest?.id;
  if (status === 'rejected') {
    return isNewest;
  }
  return (
    status === 'approved' &&
    id === counting?.id &&
    (isNewest || newest?.status === 'rejected')
  );
}
