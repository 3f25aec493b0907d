import { Assessment, Pattern } from '@paved-road/plugin-paved-road-common';
import { announcedPattern } from '../advisor';

/** The pattern decided, or recommended while nothing is decided; undefined where neither is. */
export const patternOf = ({
  decision,
  advice,
}: Pick<Assessment, 'decision' | 'advice'>): Pattern | undefined =>
  decision?.pattern ?? announcedPattern(advice);
