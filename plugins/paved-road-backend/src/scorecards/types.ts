import {
  AssessmentFacts,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';

/** Supplies assessments to evaluations. */
export interface AssessmentFactsSource {
  /**
   * The assessment that counts for each entity: the approved one, else the submitted one, else the newest. Entities
   * without one are absent. One query for all; a page of the sync has up to 500.
   */
  factsFor(entityRefs: string[]): Promise<Map<string, AssessmentFacts>>;
}

/** Supplies waivers to evaluations. */
export interface WaiverFactsSource {
  /** The active waivers of each entity, by check id. Entities without one are absent. One query for all. */
  inForce(entityRefs: string[]): Promise<Map<string, WaiverFacts[]>>;
}
