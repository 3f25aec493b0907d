import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import { CatalogFacts } from '@paved-road/plugin-paved-road-common';
import { targetsOf } from './catalogSnapshot';
import { Team } from './readTeam';

/** The catalog data of an entity and its surroundings. */
export interface Surroundings {
  entity: Entity;
  /** References of the models that it uses; those of its components for a system. */
  models: string[];
  /**
   * The components of a system; none if there are too many. Does not include siblings of a component, because other
   * people may work on them.
   */
  components: Entity[];
  /** The group that owns it, if one does. */
  team?: Team;
}

type SuggestedAnswer = CatalogFacts['answers'][number];

/** Answers that follow from the catalog. All others are left to the person. */
export function suggestAnswers(around: Surroundings): SuggestedAnswer[] {
  return [
    teamSize(around),
    parallelTeams(around),
    invocation(around),
    models(around),
  ].filter(answer => answer !== undefined);
}

function teamSize(around: Surroundings): SuggestedAnswer | undefined {
  const { team } = around;
  // If the owner has fewer members than teams, others work on it, too.
  const teams = Number(parallelTeams(around)?.value ?? 1);
  return team && team.members >= teams
    ? {
        path: 'team.teamSize',
        value: team.members,
        provenance: `${team.title}, the owner, has ${counted(team.members, 'member')}`,
      }
    : undefined;
}

function parallelTeams({
  team,
  components,
}: Surroundings): SuggestedAnswer | undefined {
  const path = 'team.parallelTeams';
  if (team && team.childTeams > 0) {
    return {
      path,
      value: team.childTeams,
      provenance: `${team.title}, the owner, has ${counted(team.childTeams, 'team')}`,
    };
  }
  const owners = new Set(
    components.flatMap(component =>
      targetsOf(component, RELATION_OWNED_BY).slice(0, 1),
    ),
  );
  return owners.size > 0
    ? {
        path,
        value: owners.size,
        provenance: `The ${counted(components.length, 'component')} of the system ${
          components.length === 1 ? 'has' : 'have'
        } ${counted(owners.size, 'owner')}`,
      }
    : undefined;
}

function invocation({ entity }: Surroundings): SuggestedAnswer | undefined {
  const apis = targetsOf(entity, RELATION_PROVIDES_API);
  return entity.kind === 'Component' && apis.length > 0
    ? {
        path: 'workload.invocation',
        value: 'api',
        provenance: `The component provides ${counted(apis.length, 'API')}`,
      }
    : undefined;
}

function models({
  entity,
  models: used,
}: Surroundings): SuggestedAnswer | undefined {
  const user =
    entity.kind === 'System'
      ? 'Its components depend'
      : 'The component depends';
  return used.length > 0
    ? {
        path: 'growth.models',
        value: used.length,
        provenance: `${user} on ${counted(used.length, 'model')}: ${used
          .map(ref => parseEntityRef(ref).name)
          .join(', ')}`,
      }
    : undefined;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
