import {
  AssessmentFacts,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';

/** Where the evaluation of scorecards gets the assessments of entities from. */
export interface AssessmentFactsSource {
  /**
   * The assessment that counts for each entity: the approved one, else the submitted one, else the newest. Entities without
   * one are absent from the map. One query for all of them; a page of the sync has up to 500.
   */
  factsFor(entityRefs: string[]): Promise<Map<string, AssessmentFacts>>;
}

/** Where evaluations get the waivers of entities from. */
export interface WaiverFactsSource {
  /**
   * The waivers of each entity that are in force now, by the id of their check. Entities without one are absent from
   * the map. One query for all of them.
   */
  inForce(entityRefs: string[]): Promise<Map<string, WaiverFacts[]>>;
}
