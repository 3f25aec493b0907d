import { Percentiles } from './measures';
import { PlacementLatency } from './schemas';

/** What a latency requirement refers to, with its percentiles in seconds. @public */
export interface ComparedLatency extends Percentiles {
  kind: 'first-token' | 'short-answer' | 'response';
}

/** The latency that the requirement refers to; the first token without one. @public */
export function getComparedLatency({
  requirement,
  compared,
  firstToken,
  response,
}: Pick<
  Extract<PlacementLatency, { status: 'estimated' }>,
  'requirement' | 'compared' | 'firstToken' | 'response'
>): ComparedLatency {
  if (requirement?.of !== 'response') {
    return { kind: 'first-token', ...firstToken };
  }
  return requirement.tokens !== undefined && compared
    ? { kind: 'short-answer', ...compared }
    : { kind: 'response', ...response };
}
