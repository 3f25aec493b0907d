import {
  AssessmentFacts,
  Rules,
  WaiverFacts,
} from '@paved-road/plugin-paved-road-common';
import { FleetTarget } from '../rules/readFleetTarget';

export interface AssessmentFactsSource {
  /**
   * The counting assessment of each entity: the approved one, else the submitted one, else the newest. Entities without
   * one are absent. One query.
   */
  factsFor(entityRefs: string[]): Promise<Map<string, AssessmentFacts>>;
}

export interface WaiverFactsSource {
  /** The waivers in force of each entity. Entities without one are absent. One query. */
  inForce(entityRefs: string[]): Promise<Map<string, WaiverFacts[]>>;
}

export interface CurrentTarget extends FleetTarget {
  campaign?: { id: string; title: string };
}

/** Supplies what the fleet should reach. */
export interface TargetSource {
  /** @param kind - of the services in question, or all kinds */
  read(
    kind: string | undefined,
    rules: Pick<Rules, 'levels'>,
  ): Promise<CurrentTarget | undefined>;
}
