import { Entity } from '@backstage/catalog-model';
import { GateResult, Probe } from '@paved-road/plugin-paved-road-common';
import {
  deriveRelations,
  RepositoryValue,
} from '@paved-road/plugin-paved-road-node';

/** An entity of a checkout with its facts. */
export interface Candidate {
  entity: Entity;
  /** Other entities of the same file. */
  companions: Entity[];
  /** Absent for entities without code. */
  repository?: RepositoryValue;
}

/** Decides the verdict: a portal, or rules in files. */
export interface Judge {
  probes: Probe[];
  /** Notes about its verdicts, for people. */
  notesOn(results: GateResult[]): string[];
  /** Whether its rules apply to an entity in a file with others. */
  selects(entity: Entity, companions: Entity[]): boolean;
  /** Why its rules apply to none of these entities, with a remedy. */
  explain(entities: Entity[]): string;
  /** @throws Error if it cannot decide */
  judge(candidate: Candidate, minLevel?: string): Promise<GateResult>;
}

/** An entity with the relations in its file, which filters of rules can read. */
export function withRelations(entity: Entity, companions: Entity[]): Entity {
  return {
    ...entity,
    relations: deriveRelations(entity, companions, undefined),
  };
}
