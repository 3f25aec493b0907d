import {
  Entity,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import {
  CatalogFacts,
  CatalogModel,
} from '@paved-road/plugin-paved-road-common';
import { placementDescriptions } from '@paved-road/plugin-paved-road-common/advisor';
import { listTargetRefs } from './catalogSnapshot';
import { Team } from './readTeam';

export interface Surroundings {
  entity: Entity;
  /** The models that it uses; for a system, the models of its components. */
  models: CatalogModel[];
  /** Titles of the MCP servers whose tools it calls; for a system, of all its components. */
  toolServers: string[];
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
    languageModel(around),
    agent(around),
    residency(around),
    ownModel(around),
    switching(around),
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
      listTargetRefs(component, RELATION_OWNED_BY).slice(0, 1),
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
  const apis = listTargetRefs(entity, RELATION_PROVIDES_API);
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
  return used.length > 0
    ? {
        path: 'growth.models',
        value: used.length,
        provenance: `${dependent(entity)} on ${counted(used.length, 'model')}: ${used
          .map(({ entityRef }) => parseEntityRef(entityRef).name)
          .join(', ')}`,
      }
    : undefined;
}

/** That one is used at all: the questions about it are asked only then. */
function languageModel(around: Surroundings): SuggestedAnswer | undefined {
  const { entity } = around;
  const used = filterLanguageModels(around);
  const path = 'llm';
  if (used.length > 0) {
    return {
      path,
      value: 'used',
      provenance: `${dependent(entity)} on ${counted(used.length, 'language model')}: ${used
        .map(describe)
        .join(', ')}`,
    };
  }
  return entity.metadata.tags?.includes('llm')
    ? { path, value: 'used', provenance: 'It has the tag llm' }
    : undefined;
}

/** Only a language model calls the tools of an MCP server. */
function agent({
  entity,
  toolServers,
}: Surroundings): SuggestedAnswer | undefined {
  const user =
    entity.kind === 'System' ? 'Its components call' : 'The component calls';
  return toolServers.length > 0
    ? {
        path: 'llm.use',
        value: 'agent',
        provenance: `${user} the tools of ${counted(toolServers.length, 'MCP server')}: ${toolServers.join(', ')}`,
      }
    : undefined;
}

/** Where the data may go, if all its language models that declare a residency agree. */
function residency(around: Surroundings): SuggestedAnswer | undefined {
  const declared = filterLanguageModels(around).filter(
    model => model.residency,
  );
  const places = new Set(declared.map(model => model.residency));
  const [place] = places;
  return place && places.size === 1
    ? {
        path: 'llm.residency',
        value: place,
        provenance: `Declared in the catalog for ${declared.map(({ title }) => title).join(', ')}`,
      }
    : undefined;
}

/** Whether one of its language models is tuned or trained here. */
function ownModel(around: Surroundings): SuggestedAnswer | undefined {
  const declared = filterLanguageModels(around).filter(model => model.training);
  const [own] = (['own', 'tuned', 'none'] as const).flatMap(training =>
    declared.filter(model => model.training === training),
  );
  return own?.training
    ? {
        path: 'llm.ownModel',
        value: own.training,
        provenance: `Declared in the catalog for ${own.title}`,
      }
    : undefined;
}

/** Several language models at once are an answer to how often models change: `often`. */
function switching(around: Surroundings): SuggestedAnswer | undefined {
  const used = filterLanguageModels(around);
  return used.length > 1
    ? {
        path: 'llm.switching',
        value: 'often',
        provenance: `${dependent(around.entity)} on several language models: ${used
          .map(({ title }) => title)
          .join(', ')}`,
      }
    : undefined;
}

function filterLanguageModels({ models: used }: Surroundings): CatalogModel[] {
  return used.filter(({ isLanguageModel }) => isLanguageModel);
}

function describe({ title, provider, placement }: CatalogModel): string {
  const details = [
    provider,
    placement && placementDescriptions[placement].title,
  ].filter(detail => detail !== undefined);
  return details.length > 0 ? `${title} (${details.join(', ')})` : title;
}

function dependent({ kind }: Entity): string {
  return kind === 'System' ? 'Its components depend' : 'The component depends';
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
