import {
  Pattern,
  patternDescriptions,
} from '@paved-road/plugin-paved-road-common';

/** What a pattern is called. */
export const patternTitle = (pattern: Pattern): string =>
  patternDescriptions[pattern].title;
