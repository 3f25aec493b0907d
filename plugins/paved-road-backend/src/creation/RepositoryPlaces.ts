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
  RepositoryPlacesExtensionPoint,
  RepositoryPlaceSource,
} from '@paved-road/plugin-paved-road-node';
import { once } from 'node:events';

const TIMEOUT_MILLISECONDS = 5_000;

/** Why nothing can be published there. */
export type RepositoryRefusal =
  | { kind: 'no-place' }
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
    // With an address and no place, a run would publish neither to a forge nor to the default.
    const place =
      repository.place ?? (url === undefined ? this.#others[0]?.id : undefined);
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
    const isThere = await this.#ask(host, signal =>
      exists(forge, { owner, repo }, signal),
    );
    return isThere
      ? { kind: 'taken', repository: `${host}/${owner}/${repo}` }
      : undefined;
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
      return await Promise.race([
        question(signal),
        once(signal, 'abort').then(() => {
          throw signal.reason;
        }),
      ]);
    } catch (error) {
      const cause = toError(error);
      if (cause.name === 'InputError') {
        throw cause;
      }
      this.#logger.warn(
        `${target} does not tell whether it has a repository: ${cause.message}`,
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
  return isSegment(owner) && isSegment(repo)
    ? { host, owner, repo }
    : undefined;
}

/** A path with dots for a segment would ask a forge for something else. */
function isSegment(text: string | null): text is string {
  return text !== null && !text.split('/').some(part => /^\.{0,2}$/.test(part));
}
