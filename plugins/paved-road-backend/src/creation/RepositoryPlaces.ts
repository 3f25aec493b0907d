import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { assertError, toError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
  ScmIntegrations,
} from '@backstage/integration';
import {
  forges,
  NewRepository,
  RepositoryPlace,
} from '@paved-road/plugin-paved-road-common';
import {
  readForgeIntegrations,
  rejectWhenAborted,
  RepositoryPlacesExtensionPoint,
  RepositoryPlaceSource,
} from '@paved-road/plugin-paved-road-node';
import { ScaffolderActions } from './ScaffolderActions';

const TIMEOUT_MILLISECONDS = 5_000;
const PLACES = 'pavedRoad.templates.places';

/** Why nothing can be published there. */
export type RepositoryRefusal =
  | { kind: 'no-place' }
  /** `forges`: forges with credentials but without an action. */
  | { kind: 'nowhere'; forges: string[] }
  | { kind: 'no-action'; forge: string; place: string }
  | { kind: 'no-answer'; place: string; reason: string }
  | { kind: 'unknown-place'; place: string }
  | { kind: 'no-integration'; host: string }
  | { kind: 'no-url'; place: string }
  | { kind: 'taken'; repository: string };

/** A forge that the portal has credentials for. */
interface Forge extends RepositoryPlace {
  host: string;
  /** What its API answers 200 where the repository exists. */
  request(repository: {
    owner: string;
    repo: string;
  }): Promise<{ url: string; headers?: Record<string, string> }>;
}

export class RepositoryPlaceRegistry implements RepositoryPlacesExtensionPoint {
  readonly #places = new Map<string, RepositoryPlaceSource>();

  addRepositoryPlace(place: RepositoryPlaceSource): void {
    const { id } = place;
    if (forges.some(forge => forge === id) || this.#places.has(id)) {
      throw new Error(
        `Repository place ${JSON.stringify(id)}: this id is taken; use another one`,
      );
    }
    this.#places.set(id, place);
  }

  list(): RepositoryPlaceSource[] {
    return [...this.#places.values()];
  }
}

export function formatPublishActionId(forge: string): string {
  return `publish:${forge}`;
}

/** Where templates can publish, and whether a repository already exists. */
export class RepositoryPlaces {
  readonly #forges: Forge[];
  /** Places to which templates of the portal publish with custom actions. */
  readonly #declared: readonly string[];

  constructor(
    private readonly options: {
      config: Config;
      logger: LoggerService;
      /** Places that modules added. */
      places: RepositoryPlaceSource[];
      actions: ScaffolderActions;
    },
  ) {
    this.#forges = readForges(options.config);
    this.#declared = options.config.getOptionalStringArray(PLACES) ?? [];
  }

  /** Forges with credentials and an action that publishes to them, and the places of modules. */
  async list(): Promise<RepositoryPlace[]> {
    const lacking = await this.#withoutAction();
    return [
      ...this.#forges
        .filter(({ id }) => !lacking.includes(id))
        .map(({ id, host, title }) => ({ id, host, title })),
      ...this.options.places.map(({ id, title }) => ({ id, title })),
    ];
  }

  /**
   * Why a repository cannot be made. A forge that gives no answer refuses nothing: a run publishes nothing there
   * either.
   *
   * @param name - of the repository, for a place that identifies it by name only
   * @returns undefined when it can be made
   */
  async refusalOf(
    repository: NewRepository,
    name: string | undefined,
  ): Promise<RepositoryRefusal | undefined> {
    const { url } = repository;
    // If a URL is set without a place, a run would publish neither to a forge nor to the default.
    const place =
      repository.place ??
      (url === undefined ? this.options.places[0]?.id : undefined);
    if (!place) {
      return (await this.list()).length > 0
        ? { kind: 'no-place' }
        : { kind: 'nowhere', forges: await this.#withoutAction() };
    }
    if (forges.some(forge => forge === place)) {
      return await this.#refusalOfForge(place, url);
    }
    const other = this.options.places.find(({ id }) => id === place);
    if (!other) {
      return { kind: 'unknown-place', place };
    }
    try {
      return name && (await this.#ask(place, async () => other.has(name)))
        ? { kind: 'taken', repository: name }
        : undefined;
    } catch (error) {
      assertError(error);
      return { kind: 'no-answer', place, reason: error.message };
    }
  }

  async #refusalOfForge(
    place: string,
    url: string | undefined,
  ): Promise<RepositoryRefusal | undefined> {
    const target = parseRepositoryUrl(url);
    if (!target) {
      return { kind: 'no-url', place };
    }
    const { host, owner, repo } = target;
    const forge = this.#forges.find(
      known => known.id === place && known.host === host,
    );
    if (!forge) {
      return { kind: 'no-integration', host };
    }
    if ((await this.#withoutAction()).includes(place)) {
      return { kind: 'no-action', forge: place, place: forge.title };
    }
    const isThere = await this.#ask(host, signal =>
      exists(forge, { owner, repo }, signal),
    );
    return isThere
      ? { kind: 'taken', repository: `${host}/${owner}/${repo}` }
      : undefined;
  }

  /** Forges that have credentials, while no action publishes to them. */
  async #withoutAction(): Promise<string[]> {
    const actions = await this.options.actions.ids();
    const known = new Set(this.#forges.map(({ id }) => id));
    return [...known].filter(
      id =>
        actions &&
        !actions.has(formatPublishActionId(id)) &&
        !this.#declared.includes(id),
    );
  }

  /**
   * @param target - what is asked
   * @returns false when it gives no answer in time
   * @throws InputError when it refuses the question
   */
  async #ask(
    target: string,
    question: (signal: AbortSignal) => Promise<boolean>,
  ): Promise<boolean> {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    try {
      return await Promise.race([question(signal), rejectWhenAborted(signal)]);
    } catch (error) {
      const cause = toError(error);
      if (cause.name === 'InputError') {
        throw cause;
      }
      this.options.logger.warn(
        `Could not find out whether ${target} has the repository: ${cause.message}`,
      );
      return false;
    }
  }
}

async function exists(
  forge: Forge,
  repository: { owner: string; repo: string },
  signal: AbortSignal,
): Promise<boolean> {
  const { url, headers } = await forge.request(repository);
  const { status, body } = await fetch(url, { headers, signal });
  await body?.cancel();
  return status === 200;
}

function readForges(config: Config): Forge[] {
  const { github, gitlab, gitea } = readForgeIntegrations(config);
  const githubCredentials = DefaultGithubCredentialsProvider.fromIntegrations(
    ScmIntegrations.fromConfig(config),
  );
  const formatRepositoryPath = ({
    owner,
    repo,
  }: {
    owner: string;
    repo: string;
  }) => `${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
  return [
    ...github.map(({ host, apiBaseUrl }): Forge => ({
      id: 'github',
      host,
      title: formatForgeTitle('GitHub', host, 'github.com'),
      request: async repository => {
        const { headers } = await githubCredentials.getCredentials({
          url: `https://${host}/${formatRepositoryPath(repository)}`,
        });
        return {
          url: `${apiBaseUrl}/repos/${formatRepositoryPath(repository)}`,
          headers,
        };
      },
    })),
    ...gitlab.map((integration): Forge => ({
      id: 'gitlab',
      host: integration.host,
      title: formatForgeTitle('GitLab', integration.host, 'gitlab.com'),
      request: async ({ owner, repo }) => ({
        url: `${integration.apiBaseUrl}/projects/${encodeURIComponent(`${owner}/${repo}`)}`,
        headers: getGitLabRequestOptions(integration).headers,
      }),
    })),
    ...gitea.map((integration): Forge => ({
      id: 'gitea',
      host: integration.host,
      title: formatForgeTitle('Gitea', integration.host),
      request: async repository => ({
        url: `${integration.baseUrl ?? `https://${integration.host}`}/api/v1/repos/${formatRepositoryPath(repository)}`,
        headers: getGiteaRequestOptions(integration).headers,
      }),
    })),
  ];
}

/** With the host unless it is the public one. */
function formatForgeTitle(
  forge: string,
  host: string,
  publicHost?: string,
): string {
  return host === publicHost ? forge : `${forge}, ${host}`;
}

/** The parts of `github.com?owner=acme&repo=ticket-triage`; undefined if one is missing. */
function parseRepositoryUrl(
  url: string | undefined,
): { host: string; owner: string; repo: string } | undefined {
  if (!url || !URL.canParse(`https://${url}`)) {
    return undefined;
  }
  const { host, searchParams } = new URL(`https://${url}`);
  const owner = searchParams.get('owner');
  const repo = searchParams.get('repo');
  return isSegment(owner) && isSegment(repo)
    ? { host, owner, repo }
    : undefined;
}

/** A segment of dots would request another resource. */
function isSegment(text: string | null): text is string {
  return text !== null && !text.split('/').some(part => /^\.{0,2}$/.test(part));
}
