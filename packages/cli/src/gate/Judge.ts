import { Entity } from '@backstage/catalog-model';
import { GateResult, Probe } from '@paved-road/plugin-paved-road-common';
import {
  deriveRelations,
  RepositoryValue,
} from '@paved-road/plugin-paved-road-node';

/** An entity of a checkout, with its facts from there. */
export interface Candidate {
  entity: Entity;
  /** Other entities of the same file. */
  companions: Entity[];
  /** Absent for entities without code. */
  repository?: RepositoryValue;
}

/** Decides the verdict: a portal, or rules in files. */
export interface Judge {
  /** The probes of its rules. */
  probes: Probe[];
  /** Notes about its verdicts, for people. */
  notesOn(results: GateResult[]): string[];
  /** Whether its rules apply to an entity, which stands in a file with others. */
  selects(entity: Entity, companions: Entity[]): boolean;
  /** Why they apply to none of these entities, and how to choose others. */
  explain(entities: Entity[]): string;
  /** @throws Error if it cannot decide */
  judge(candidate: Candidate, minLevel?: string): Promise<GateResult>;
}

/** An entity with the relations that its file declares, since filters of rules can read them. */
export function withRelations(entity: Entity, companions: Entity[]): Entity {
  return {
    ...entity,
    relations: deriveRelations(entity, companions, undefined),
  };
}
