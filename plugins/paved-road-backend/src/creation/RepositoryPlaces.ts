import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { toError } from '@backstage/errors';
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
  RepositoryPlacesExtensionPoint,
  RepositoryPlaceSource,
} from '@paved-road/plugin-paved-road-node';

const TIMEOUT_MILLISECONDS = 5_000;

/** Why nothing can be published there. */
export type RepositoryRefusal =
  | { kind: 'no-place' }
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

/** Takes places from modules. */
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

/** Where templates can publish, and whether a repository is there already. */
export class RepositoryPlaces {
  readonly #forges: Forge[];
  readonly #others: RepositoryPlaceSource[];
  readonly #logger: LoggerService;

  constructor(options: {
    config: Config;
    logger: LoggerService;
    /** Those that modules added. */
    places: RepositoryPlaceSource[];
  }) {
    this.#forges = readForges(options.config);
    this.#others = options.places;
    this.#logger = options.logger;
  }

  list(): RepositoryPlace[] {
    return [
      ...this.#forges.map(({ id, host, title }) => ({ id, host, title })),
      ...this.#others.map(({ id, title }) => ({ id, title })),
    ];
  }

  /**
   * Why a repository cannot be made. A forge that gives no answer refuses nothing: a run publishes nothing there
   * either.
   *
   * @param name - of the repository, at a place that knows it by its name alone
   * @returns undefined when it can be made
   */
  async refusalOf(
    repository: NewRepository,
    name: string | undefined,
  ): Promise<RepositoryRefusal | undefined> {
    const { url } = repository;
    const place = repository.place ?? this.#others[0]?.id;
    if (!place) {
      return { kind: 'no-place' };
    }
    if (forges.some(forge => forge === place)) {
      return await this.#refusalOfForge(place, url);
    }
    const other = this.#others.find(({ id }) => id === place);
    if (!other) {
      return { kind: 'unknown-place', place };
    }
    return name && (await other.has(name))
      ? { kind: 'taken', repository: name }
      : undefined;
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
    return (await this.#exists(forge, { owner, repo }))
      ? { kind: 'taken', repository: `${host}/${owner}/${repo}` }
      : undefined;
  }

  async #exists(
    forge: Forge,
    repository: { owner: string; repo: string },
  ): Promise<boolean> {
    try {
      const { url, headers } = await forge.request(repository);
      const { status } = await fetch(url, {
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      return status === 200;
    } catch (error) {
      this.#logger.warn(
        `${forge.host} does not tell whether it has a repository: ${toError(error).message}`,
      );
      return false;
    }
  }
}

function readForges(config: Config): Forge[] {
  const integrations = ScmIntegrations.fromConfig(config);
  const githubCredentials =
    DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const pathOf = ({ owner, repo }: { owner: string; repo: string }) =>
    `${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
  const github = integrations.github
    .list()
    .filter(({ config: { token, apps = [] } }) => token || apps.length > 0)
    .map(({ config: { host, apiBaseUrl } }): Forge => ({
      id: 'github',
      host,
      title: titleOf('GitHub', host, 'github.com'),
      request: async repository => {
        const { headers } = await githubCredentials.getCredentials({
          url: `https://${host}/${pathOf(repository)}`,
        });
        return { url: `${apiBaseUrl}/repos/${pathOf(repository)}`, headers };
      },
    }));
  const gitlab = integrations.gitlab
    .list()
    .filter(({ config: { token } }) => token)
    .map(({ config: gitlabConfig }): Forge => ({
      id: 'gitlab',
      host: gitlabConfig.host,
      title: titleOf('GitLab', gitlabConfig.host, 'gitlab.com'),
      request: async ({ owner, repo }) => ({
        url: `${gitlabConfig.apiBaseUrl}/projects/${encodeURIComponent(`${owner}/${repo}`)}`,
        headers: getGitLabRequestOptions(gitlabConfig).headers,
      }),
    }));
  const gitea = integrations.gitea
    .list()
    .filter(({ config: { password } }) => password)
    .map(({ config: giteaConfig }): Forge => ({
      id: 'gitea',
      host: giteaConfig.host,
      title: titleOf('Gitea', giteaConfig.host),
      request: async repository => ({
        url: `${giteaConfig.baseUrl ?? `https://${giteaConfig.host}`}/api/v1/repos/${pathOf(repository)}`,
        headers: getGiteaRequestOptions(giteaConfig).headers,
      }),
    }));
  return [...github, ...gitlab, ...gitea];
}

/** With its host where it is not the public one. */
function titleOf(forge: string, host: string, publicHost?: string): string {
  return host === publicHost ? forge : `${forge}, ${host}`;
}

/** The parts of `github.com?owner=acme&repo=ticket-triage`; undefined where one is not there. */
function parseRepositoryUrl(
  url: string | undefined,
): { host: string; owner: string; repo: string } | undefined {
  if (!url || !URL.canParse(`https://${url}`)) {
    return undefined;
  }
  const { host, searchParams } = new URL(`https://${url}`);
  const owner = searchParams.get('owner');
  const repo = searchParams.get('repo');
  return owner && repo ? { host, owner, repo } : undefined;
}
