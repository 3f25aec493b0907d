import { AuthService } from '@backstage/backend-plugin-api';
import {
  CompoundEntityRef,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CreationCheck,
  CreationCheckRequest,
  CreationOwners,
  CreationProblem,
  NewRepository,
  RepositoryPlace,
} from '@paved-road/plugin-paved-road-common';
import { findTitle } from '../catalog/readTitles';
import { Caller } from '../http/Caller';
import { CreationAccess, CreationRights } from './CreationAccess';
import {
  formatPublishActionId,
  RepositoryPlaces,
  RepositoryRefusal,
} from './RepositoryPlaces';

const GROUPS_PER_PAGE = 500;
/* In an organisation with more groups, people search. */
const MOST_PAGES = 10;
/* The name of a part shortens a longer name of the service, so that its ending has room in 63 characters. */
const MOST_KEPT = 40;

/** Checks before a template runs whether it would fail. */
export class CreationService {
  constructor(
    private readonly options: {
      access: CreationAccess;
      places: RepositoryPlaces;
      catalog: CatalogService;
      auth: AuthService;
    },
  ) {}

  async listPlaces(): Promise<RepositoryPlace[]> {
    return await this.options.places.list();
  }

  /**
   * Problems are in the order of the form.
   *
   * @throws InputError if the entities do not belong to a service of that name
   */
  async check(
    request: CreationCheckRequest,
    caller: Caller,
  ): Promise<CreationCheck> {
    const { name, entityRefs, owner, repository } = request;
    const refs = toEntityRefs(name, entityRefs);
    const rights = await this.options.access.rightsOf(caller.credentials);
    const problems = await Promise.all([
      // Callers who may not register anything need no details.
      name !== undefined && rights.mayRegister
        ? this.#nameProblem(name, refs)
        : undefined,
      owner === undefined
        ? undefined
        : this.#ownerProblem(owner, rights, caller),
      repository && rights.mayRegister
        ? this.#repositoryProblem(repository, name)
        : undefined,
    ]);
    return { problems: problems.filter(problem => problem !== undefined) };
  }

  /** Visible groups for which a template would succeed. */
  async listOwners(
    { q, limit }: { q?: string; limit: number },
    { credentials }: Caller,
  ): Promise<CreationOwners> {
    const { mayRegister, anyOwner, mayAssess } =
      await this.options.access.rightsOf(credentials);
    if (!mayRegister || anyOwner === false) {
      return { items: [], refused: true, more: false };
    }
    const items: CreationOwners['items'] = [];
    let refused = false;
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { items: groups, pageInfo } =
        await this.options.catalog.queryEntities(
          {
            ...(cursor
              ? { cursor }
              : {
                  filter: { kind: 'Group' },
                  orderFields: { field: 'metadata.name', order: 'asc' },
                  fullTextFilter: q
                    ? {
                        term: q,
                        fields: [
                          'metadata.name',
                          'metadata.title',
                          'spec.profile.displayName',
                        ],
                      }
                    : undefined,
                }),
            fields: [
              'kind',
              'metadata.namespace',
              'metadata.name',
              'metadata.title',
              'spec.profile',
            ],
            limit: anyOwner ? limit + 1 : GROUPS_PER_PAGE,
          },
          { credentials },
        );
      for (const group of groups) {
        if (!mayAssess(stringifyEntityRef(group))) {
          refused = true;
        } else if (items.length === limit) {
          return { items, refused, more: true };
        } else {
          items.push(toOwner(group));
        }
      }
      cursor = pageInfo.nextCursor;
      if (!cursor || items.length === limit) {
        return { items, refused, more: cursor !== undefined };
      }
    }
    return { items, refused, more: true };
  }

  async #nameProblem(
    name: string,
    entityRefs: string[],
  ): Promise<CreationProblem | undefined> {
    // Hidden entities count as well; the caller learns only that the name is taken.
    const { items } = await this.options.catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind'] },
      { credentials: await this.options.auth.getOwnServiceCredentials() },
    );
    return items.some(item => item)
      ? {
          field: 'name',
          value: name,
          message: 'This name is taken',
          remedy: 'If your earlier run failed, retry it instead',
        }
      : undefined;
  }

  async #ownerProblem(
    owner: string,
    rights: CreationRights,
    { credentials }: Caller,
  ): Promise<CreationProblem | undefined> {
    const problem = (message: string, remedy: string): CreationProblem => ({
      field: 'owner',
      value: owner,
      message,
      remedy,
    });
    if (!rights.mayRegister) {
      return problem(
        'You may not register services in the catalog',
        'Ask the platform team for the permission, or a colleague to create the service',
      );
    }
    const ref = parseOwner(owner);
    const entity =
      ref && (await this.options.catalog.getEntityByRef(ref, { credentials }));
    if (!ref || !entity) {
      return problem(
        `${owner} is not in the catalog, or you may not see it`,
        'Choose a group from the catalog',
      );
    }
    return rights.mayAssess(ref)
      ? undefined
      : problem(
          `You may not create services for ${findTitle(entity) ?? entity.metadata.name}`,
          'Choose a group that you are a member of, or ask one of its members to create the service',
        );
  }

  async #repositoryProblem(
    repository: NewRepository,
    name: string | undefined,
  ): Promise<CreationProblem | undefined> {
    const refusal = await this.options.places.refusalOf(repository, name);
    return (
      refusal && {
        field: 'repository',
        value: repository.url ?? repository.place ?? name ?? '',
        ...explain(refusal),
      }
    );
  }
}

function toOwner(group: Entity): CreationOwners['items'][number] {
  return {
    entityRef: stringifyEntityRef(group),
    title: findTitle(group) ?? group.metadata.name,
  };
}

/**
 * A template registers entities named after the service; checking other names would only reveal what exists.
 *
 * @throws InputError when a reference is of something else
 */
function toEntityRefs(
  name: string = '',
  entityRefs: string[] | undefined,
): string[] {
  if (!entityRefs) {
    return [stringifyEntityRef({ kind: 'component', name })];
  }
  return entityRefs.map(text => {
    const ref = parseRef(text, 'component');
    if (!ref || !belongsToService(ref, name)) {
      throw new InputError(
        `entityRefs: ${text} is no component, API or resource named ${name}, or ${name}- and something; use such references`,
      );
    }
    return stringifyEntityRef(ref);
  });
}

function belongsToService(ref: CompoundEntityRef, name: string): boolean {
  const part = ref.name.toLocaleLowerCase('en-US');
  const service = name.toLocaleLowerCase('en-US');
  return (
    ['component', 'api', 'resource'].includes(
      ref.kind.toLocaleLowerCase('en-US'),
    ) &&
    (part === service ||
      part.startsWith(`${service}-`) ||
      (service.length > MOST_KEPT &&
        part.startsWith(service.slice(0, MOST_KEPT))))
  );
}

function parseRef(
  text: string,
  defaultKind: string,
): CompoundEntityRef | undefined {
  try {
    return parseEntityRef(text, { defaultKind, defaultNamespace: 'default' });
  } catch {
    return undefined;
  }
}

/** @returns undefined when it is no reference of a group or a person */
function parseOwner(owner: string): string | undefined {
  const ref = parseRef(owner, 'group');
  const full = ref && stringifyEntityRef(ref);
  return full && /^(group|user):/.test(full) ? full : undefined;
}

/** The package with the action that publishes to a forge. */
function formatModuleName(forge: string): string {
  return `@backstage/plugin-scaffolder-backend-module-${forge}`;
}

function explain(
  refusal: RepositoryRefusal,
): Pick<CreationProblem, 'message' | 'remedy'> {
  switch (refusal.kind) {
    case 'no-place':
      return {
        message: 'This portal has nowhere to publish a repository by default',
        remedy: 'Choose where to publish',
      };
    case 'nowhere':
      return {
        message: 'This portal has nowhere to publish a repository',
        remedy:
          refusal.forges.length > 0
            ? `Ask the platform team to add ${refusal.forges.map(formatModuleName).join(' or ')} to the back end`
            : 'Ask the platform team to set credentials under integrations.github, integrations.gitlab or integrations.gitea in the config, and to add the scaffolder module of that host to the back end',
      };
    case 'no-action':
      return {
        message: `This portal has no action ${formatPublishActionId(refusal.forge)}, so that it cannot publish to ${refusal.place}`,
        remedy: `Choose another place for the repository, or ask the platform team to add ${formatModuleName(refusal.forge)} to the back end`,
      };
    case 'no-answer':
      return {
        message: `${refusal.place} refuses the repository: ${refusal.reason}`,
        remedy: 'Choose another name or another place for the repository',
      };
    case 'unknown-place':
      return {
        message: `This portal cannot publish to ${refusal.place}`,
        remedy: 'Choose another place for the repository',
      };
    case 'no-integration':
      return {
        message: `This portal has no credentials for ${refusal.host}`,
        remedy:
          'Choose another place for the repository, or ask the platform team to configure the integration',
      };
    case 'no-url':
      return {
        message: `The repository on ${refusal.place} is not complete`,
        remedy: 'Enter the organisation and the name of the repository',
      };
    default:
      return {
        message: `The repository ${refusal.repository} exists already`,
        remedy: 'Choose another name for it',
      };
  }
}
