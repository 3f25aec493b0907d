import { Entity } from '@backstage/catalog-model';
import { NotFoundError, toError } from '@backstage/errors';
import {
  getGitLabRequestOptions,
  GitLabIntegrationConfig,
  ScmIntegrations,
} from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import {
  RepositoryAnnotation,
  findRepository,
  requestJson,
  requestPages,
  SourceLimits,
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
  readonly #limits: SourceLimits;

  /** @param reserve - share of the limits to leave for others, 0..1 */
  constructor(integrations: ScmIntegrations, reserve: number) {
    this.#limits = new SourceLimits(reserve);
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
    const { host, path } = findRepository(entity, this.annotation);
    const config = this.#configs.get(host)!;
    const ask = <T>(address: string, schema: z.ZodType<T>, body?: JsonObject) =>
      this.#limits.run(
        host,
        () =>
          requestJson(address, {
            signal,
            schema,
            headers: getGitLabRequestOptions(config).headers,
            tokenKey: 'integrations.gitlab',
            ...(body && { method: 'POST', body }),
            largestBody: LARGEST_ANSWER,
          }),
        { prefix: 'ratelimit', name: "GitLab's requests" },
      );
    const url = `${config.apiBaseUrl}/projects/${encodeURIComponent(path)}`;
    const project = await ask(url, projectSchema).catch(error => {
      throw toError(error).name === 'NotFoundError'
        ? new NotFoundError(
            `${host} has no project ${path} for this token: correct the annotation ${this.annotation.annotation}, or give the token access`,
          )
        : error;
    });
    return {
      ...project.body,
      named: path,
      async list(below, item, mostPages = 1) {
        const items = [];
        let pages = 0;
        for await (const { body, more } of requestPages(
          `${url}/${below}`,
          page => ask(page, z.array(item)),
        )) {
          items.push(...body);
          pages += 1;
          if (pages === mostPages) {
            return { items, more };
          }
        }
        return { items, more: false };
      },
      async get(below, schema) {
        return (await ask(`${url}/${below}`, schema)).body;
      },
      async query(query, schema) {
        const { body } = await ask(
          `${host}/api/graphql`,
          z.object({
            data: schema.nullish(),
            errors: z.array(z.object({ message: z.string() })).optional(),
          }),
          { query, variables: { path } },
        );
        if (!body.data) {
          throw new Error(
            body.errors?.[0]?.message ?? 'GitLab has not answered',
          );
        }
        return body.data;
      },
    };
  }
}
