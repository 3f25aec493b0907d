import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import {
  getGitLabRequestOptions,
  GitLabIntegrationConfig,
  ScmIntegrations,
} from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import {
  HostedRepository,
  RepositoryAnnotation,
  findRepository,
  requestJson,
  SourceError,
  SourceLimitedError,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** A hundred merge requests with their descriptions. */
const LARGEST_ANSWER = 10_000_000;

/** The fields of a project that every fact uses. */
const projectSchema = z.object({
  id: z.int(),
  path_with_namespace: z.string(),
  web_url: z.string(),
  default_branch: z.string().nullish(),
  visibility: z.enum(['public', 'private', 'internal']),
  archived: z.boolean(),
  last_activity_at: z.string().nullish(),
  only_allow_merge_if_pipeline_succeeds: z.boolean().nullish(),
  only_allow_merge_if_all_discussions_are_resolved: z.boolean().nullish(),
});

/** A project with requests for its data. */
export interface GitlabProject extends z.output<typeof projectSchema> {
  /** Path in the annotation. */
  named: string;
  /**
   * Lists items of the project.
   *
   * @param mostPages - of `per_page` items
   * @returns `more` if there are further items
   */
  list<T>(
    path: string,
    item: z.ZodType<T>,
    mostPages?: number,
  ): Promise<{ items: T[]; more: boolean }>;
  /** Reads an object of the project. */
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** Sends a GraphQL query with the variable `path`. */
  query<T>(query: string, schema: z.ZodType<T>): Promise<T>;
}

/** Client of GitLab that uses the integrations of the portal and at most a share of the rate limits. */
export class GitlabApi {
  readonly annotation: RepositoryAnnotation;
  readonly #configs: Map<string, GitLabIntegrationConfig>;
  readonly #pauses = new Map<string, SourceLimitedError>();

  /** @param reserve - share of the limits to leave for others, 0..1 */
  constructor(
    integrations: ScmIntegrations,
    private readonly reserve: number,
  ) {
    this.#configs = new Map(
      integrations.gitlab
        .list()
        .map(({ config }) => [config.baseUrl.replace(/\/$/, ''), config]),
    );
    this.annotation = {
      annotation: 'gitlab.com/project-slug',
      hosts: [...this.#configs.keys()],
    };
  }

  /** The host, because each has its own limits. */
  sourceOf(entity: Entity): string {
    return findRepository(entity, this.annotation).host;
  }

  /** @throws NotFoundError if the entity names no project, or the token has no access to it */
  async projectOf(entity: Entity, signal: AbortSignal): Promise<GitlabProject> {
    const repository = findRepository(entity, this.annotation);
    const { path } = repository;
    const ask = (url: string, query?: JsonObject) =>
      this.#request(repository, url, signal, query);
    const config = this.#configs.get(repository.host)!;
    const url = `${config.apiBaseUrl}/projects/${encodeURIComponent(path)}`;
    const { body } = await ask(url).catch(error => {
      throw toError(error).name === 'NotFoundError'
        ? new NotFoundError(
            `${repository.host} has no project ${path} for this token: correct the annotation ${this.annotation.annotation}, or give the token access`,
          )
        : error;
    });
    return {
      ...parsed(projectSchema, body),
      named: path,
      async list(below, item, mostPages = 1) {
        const items = [];
        let next: string | undefined = `${url}/${below}`;
        for (let page = 0; next && page < mostPages; page += 1) {
          const answer: Awaited<ReturnType<typeof ask>> = await ask(next);
          items.push(...parsed(z.array(item), answer.body));
          next = answer.links.next;
          if (next && new URL(next).origin !== new URL(url).origin) {
            throw new NotAllowedError(
              `${below} goes on at ${new URL(next).origin}, which gets no token: correct the external_url of GitLab, or the apiBaseUrl of the integration`,
            );
          }
        }
        return { items, more: next !== undefined };
      },
      async get(below, schema) {
        return parsed(schema, (await ask(`${url}/${below}`)).body);
      },
      async query(query, schema) {
        const answer = await ask(`${repository.host}/api/graphql`, {
          query,
          variables: { path },
        });
        const { data, errors } = parsed(
          z.object({
            data: schema.nullish(),
            errors: z.array(z.object({ message: z.string() })).optional(),
          }),
          answer.body,
        );
        if (!data) {
          throw new Error(errors?.[0]?.message ?? 'GitLab has not answered');
        }
        return data;
      },
    };
  }

  async #request(
    { host }: HostedRepository,
    url: string,
    signal: AbortSignal,
    query?: JsonObject,
  ) {
    const pause = this.#pauses.get(host);
    if (pause && pause.retryAt.getTime() > Date.now()) {
      throw pause;
    }
    try {
      const response = await requestJson(url, {
        signal,
        headers: getGitLabRequestOptions(this.#configs.get(host)!).headers,
        ...(query && { method: 'POST', body: query }),
        largestBody: LARGEST_ANSWER,
      });
      this.#note(host, response.headers);
      return response;
    } catch (error) {
      const { status, message } = error as SourceError;
      throw status === 401
        ? new NotAllowedError(
            `${message}. The token of ${host} has expired or was revoked: renew it in integrations.gitlab`,
          )
        : error;
    }
  }

  #note(host: string, headers: Record<string, string>): void {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(
      name => Number(headers[`ratelimit-${name}`] ?? NaN),
    );
    if (reset && remaining <= limit * this.reserve) {
      this.#pauses.set(
        host,
        new SourceLimitedError(
          `GitLab's requests: ${remaining} of ${limit} are left for now, which others may need`,
          new Date(reset * 1_000),
        ),
      );
    }
  }
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data, error } = schema.safeParse(body);
  if (error) {
    throw new Error(
      `GitLab returned an unexpected answer: ${z.prettifyError(error)}`,
    );
  }
  return data as T;
}
