import {
  AssessmentFacts,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';

/** Supplies assessments to evaluations. */
export interface AssessmentFactsSource {
  /**
   * The counting assessment of each entity: the approved one, else the submitted one, else the newest. Entities without
   * one are absent. One query.
   */
  factsFor(entityRefs: string[]): Promise<Map<string, AssessmentFacts>>;
}

/** Supplies waivers to evaluations. */
export interface WaiverFactsSource {
  /** The waivers in force of each entity. Entities without one are absent. One query. */
  inForce(entityRefs: string[]): Promise<Map<string, WaiverFacts[]>>;
}
