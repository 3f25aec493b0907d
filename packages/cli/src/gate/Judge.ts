import { Entity } from '@backstage/catalog-model';
import { GateResult, Probe } from '@paved-road/plugin-paved-road-common';
import { RepositoryValue } from '@paved-road/plugin-paved-road-node';

/** An entity of a checkout, and what is known of it there. */
export interface Candidate {
  entity: Entity;
  /** What the same file describes beside it. */
  companions: Entity[];
  /** Absent for entities that have no code of their own. */
  repository?: RepositoryValue;
}

/** Who decides: a portal, or rules in files. */
export interface Judge {
  /** Files that its rules look into. */
  probes: Probe[];
  /** What people should know of its verdicts. */
  notesOn(results: GateResult[]): string[];
  /** Whether its rules are about an entity. */
  selects(entity: Entity): boolean;
  /** @throws Error when it cannot decide */
  judge(candidate: Candidate, minLevel?: string): Promise<GateResult>;
}
