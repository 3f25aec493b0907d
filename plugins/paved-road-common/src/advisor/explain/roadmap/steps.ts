import { RoadmapStep, RoadmapTrigger } from './schemas';

/** A trigger of a planned step; each is due above its threshold. */
export interface PlannedTrigger {
  text: string;
  measure: string;
  threshold: number;
  unit: string;
}

export type PlannedStep = Omit<RoadmapStep, 'state' | 'triggers'> & {
  triggers: PlannedTrigger[];
};

/**
 * The triggers of a step that are not met yet: a met one is no signal for a later step.
 *
 * @param read - the answer for a measure; undefined if it is open or no question asks for it
 */
export const listOpenTriggers = (
  { triggers }: PlannedStep,
  read: (measure: string) => string | number | undefined,
): RoadmapStep['triggers'] =>
  triggers
    .filter(({ measure, threshold }) => {
      const value = read(measure);
      return typeof value !== 'number' || value <= threshold;
    })
    .map(({ text, measure, ...limit }): RoadmapTrigger => ({
      text,
      measure,
      comparison: 'above',
      ...limit,
    }));
