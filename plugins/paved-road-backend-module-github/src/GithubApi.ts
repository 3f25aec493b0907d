import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  GithubIntegration,
  ScmIntegrations,
} from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import {
  FactCollectorContext,
  findRepository,
  RepositoryAnnotation,
  requestJson,
  SourceError,
  SourceLimitedError,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import {
  Access,
  GithubLimits,
  isSecondary,
  Kind,
  limitKey,
} from './GithubLimits';
import {
  GithubRepository,
  buildSharedQuery,
  RepositoryQuestion,
  responseSchema,
  SharedQuery,
  toRepositoryError,
} from './githubQuery';

/** A hundred repositories with their lists, or a hundred alerts. */
const LARGEST_ANSWER = 10_000_000;

export interface RepositoryAnswer<T> {
  data: T;
  /** Messages by the names of fields that could not be read. */
  failed: Map<string, string>;
}

/** Client of GitHub that uses the integrations of the portal and at most a share of the rate limits. */
export class GithubApi {
  readonly annotation: RepositoryAnnotation;
  readonly #integrations: Map<string, GithubIntegration>;
  readonly #credentials: GithubCredentialsProvider;
  readonly #limits: GithubLimits;

  /** @param reserve - share of each limit to leave for others, 0..1 */
  constructor(integrations: ScmIntegrations, reserve: number) {
    this.#limits = new GithubLimits(reserve);
    this.#integrations = new Map(
      integrations.github
        .list()
        .map(integration => [
          `https://${integration.config.host}`,
          integration,
        ]),
    );
    this.annotation = {
      annotation: 'github.com/project-slug',
      hosts: [...this.#integrations.keys()],
    };
    this.#credentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  }

  /** @throws NotFoundError if the entity names none */
  findRepository(entity: Entity): GithubRepository {
    const { host, path } = findRepository(entity, this.annotation);
    const [owner, name, ...rest] = path.split('/');
    if (rest.length > 0) {
      throw new NotFoundError(
        `${path} is not a repository of GitHub: correct the annotation ${this.annotation.annotation} to owner/name`,
      );
    }
    return { host, owner, name };
  }

  /** The organisation, because an app has a token with its own limits for each. */
  sourceOf(entity: Entity): string {
    const { host, owner } = this.findRepository(entity);
    return `${host}/${owner}`;
  }

  /** @returns the repository of each entity, or an error if it names none */
  findRepositories(
    contexts: Pick<FactCollectorContext, 'entity'>[],
  ): Array<GithubRepository | Error> {
    return contexts.map(({ entity }) => {
      try {
        return this.findRepository(entity);
      } catch (error) {
        return toError(error);
      }
    });
  }

  /**
   * Sends one query for each token.
   *
   * @returns an answer or an error for each question, in the same order
   * @throws SourceLimitedError if all are rate-limited
   */
  async ask<T>(
    questions: RepositoryQuestion[],
    shared: SharedQuery<T>,
    signal: AbortSignal,
  ): Promise<Array<RepositoryAnswer<T> | Error>> {
    const answers = new Map<RepositoryQuestion, RepositoryAnswer<T> | Error>();
    const groups = new Map<string, [Access, RepositoryQuestion[]]>();
    for (const question of questions) {
      try {
        const access = await this.#accessTo(question.repository);
        const key = limitKey('graphql', access);
        const [, group] = groups.get(key) ?? [access, []];
        groups.set(key, [access, [...group, question]]);
      } catch (error) {
        answers.set(question, toError(error));
      }
    }
    for (const [access, group] of groups.values()) {
      const found = await this.#askInHalves(access, group, shared, signal);
      group.forEach((question, index) => answers.set(question, found[index]));
    }
    const inOrder = questions.map(question => answers.get(question)!);
    const limited = inOrder.filter(
      answer => answer instanceof SourceLimitedError,
    );
    if (limited.length > 0 && limited.length === inOrder.length) {
      throw limited[0];
    }
    return inOrder;
  }

  /**
   * Yields all items of a list of the REST API.
   *
   * @param path - such as `/orgs/acme/repos`
   * @throws Error if there are more than `mostPages` pages of 100 items
   */
  async *list<T>(
    repository: GithubRepository,
    path: string,
    item: z.ZodType<T>,
    mostPages: number,
    signal: AbortSignal,
  ): AsyncGenerator<T> {
    const access = await this.#accessTo(repository);
    let url: string | undefined = `${access.apiBaseUrl}${path}`;
    for (let page = 0; url; page += 1) {
      if (page === mostPages) {
        throw new Error(`${path} has more than ${mostPages * 100} items`);
      }
      const { body, links } = await this.#request('core', access, signal, url);
      yield* z.array(item).parse(body);
      url = links.next;
      if (url && new URL(url).origin !== new URL(access.apiBaseUrl).origin) {
        throw new NotAllowedError(
          `The next page of ${path} is at ${new URL(url).origin}, which gets no token: correct the apiBaseUrl of the integration`,
        );
      }
    }
  }

  /** @returns the first item of a list of the REST API, if any */
  async first<T>(
    repository: GithubRepository,
    path: string,
    item: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    const access = await this.#accessTo(repository);
    const url = `${access.apiBaseUrl}${path}?per_page=1`;
    const { body } = await this.#request('core', access, signal, url);
    return z.array(item).parse(body)[0];
  }

  async #accessTo({ host, owner, name }: GithubRepository): Promise<Access> {
    const { token } = await this.#credentials.getCredentials({
      url: `${host}/${owner}/${name}`,
    });
    const { apiBaseUrl } = this.#integrations.get(host)!.config;
    if (!token || !apiBaseUrl) {
      throw new NotAllowedError(
        `The integration of ${host} has no token or app for ${owner}/${name}: add one to integrations.github`,
      );
    }
    return { apiBaseUrl, token };
  }

  /** GitHub aborts queries after 10 seconds, so a failed query is repeated once in two halves. */
  async #askInHalves<T>(
    access: Access,
    questions: RepositoryQuestion[],
    shared: SharedQuery<T>,
    signal: AbortSignal,
  ): Promise<Array<RepositoryAnswer<T> | Error>> {
    const askPart = (part: RepositoryQuestion[]) =>
      this.#askTogether(access, part, shared, signal);
    try {
      return await askPart(questions);
    } catch (error) {
      const isFinal = ['NotAllowedError', 'SourceLimitedError'].includes(
        toError(error).name,
      );
      if (isFinal || signal.aborted || questions.length === 1) {
        return questions.map(() => toError(error));
      }
    }
    const middle = Math.ceil(questions.length / 2);
    const found = [];
    for (const part of [questions.slice(0, middle), questions.slice(middle)]) {
      found.push(
        ...(await askPart(part).catch(error => part.map(() => toError(error)))),
      );
    }
    return found;
  }

  async #askTogether<T>(
    access: Access,
    questions: RepositoryQuestion[],
    shared: SharedQuery<T>,
    signal: AbortSignal,
  ): Promise<Array<RepositoryAnswer<T> | Error>> {
    // https://ghe.example.com/api/v3 has GraphQL at /api/graphql, https://api.github.com at /graphql.
    const url = `${access.apiBaseUrl.replace(/\/v3\/?$/, '')}/graphql`;
    const { body } = await this.#request('graphql', access, signal, url, {
      query: buildSharedQuery(questions, shared),
      variables: {
        ...shared.variables,
        ...Object.fromEntries(
          questions.flatMap(({ repository: { owner, name } }, index) => [
            [`owner${index}`, owner],
            [`name${index}`, name],
          ]),
        ),
      },
    });
    const { data, errors = [] } = responseSchema.parse(body);
    if (data?.rateLimit) {
      this.#limits.update('graphql', access, {
        ...data.rateLimit,
        resetAt: new Date(data.rateLimit.resetAt),
      });
    }
    const refusal = errors.find(
      ({ type, message }) =>
        type?.startsWith('RATE_LIMIT') || isSecondary(message),
    );
    if (refusal) {
      throw this.#limits.add(
        'graphql',
        access,
        `GitHub's points: ${refusal.message}`,
        this.#limits.find('graphql', access)?.retryAt,
      );
    }
    const whole = errors.find(({ path }) => !path);
    if (!data || whole) {
      throw new Error(
        `GitHub returned no data: ${whole?.message ?? errors[0]?.message ?? 'no data'}`,
      );
    }
    return questions.map(({ repository }, index) => {
      const own = errors.filter(({ path }) => path?.[0] === `r${index}`);
      const answer = data[`r${index}`];
      if (!answer) {
        return toRepositoryError(repository, own[0]);
      }
      const { data: known, error } = shared.schema.safeParse(answer);
      const failed = own.map(({ path = [], message }): [string, string] => [
        String(path.findLast(part => typeof part === 'string')),
        message,
      ]);
      return error
        ? new Error(
            `GitHub returned an unexpected answer: ${z.prettifyError(error)}`,
          )
        : { data: known as T, failed: new Map(failed) };
    });
  }

  async #request(
    kind: Kind,
    access: Access,
    signal: AbortSignal,
    url: string,
    query?: JsonObject,
  ) {
    this.#limits.check(kind, access);
    try {
      const response = await requestJson(url, {
        signal,
        headers: {
          authorization: `Bearer ${access.token}`,
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
        },
        ...(query && { method: 'POST', body: query }),
        largestBody: LARGEST_ANSWER,
      });
      const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map(
        name => Number(response.headers[`x-ratelimit-${name}`] ?? NaN),
      );
      if (Number.isFinite(limit + remaining + reset)) {
        const resetAt = new Date(reset * 1_000);
        this.#limits.update(kind, access, { limit, remaining, resetAt });
      }
      return response;
    } catch (error) {
      throw this.#explain(kind, access, toError(error), new URL(url).host);
    }
  }

  #explain(kind: Kind, access: Access, error: Error, host: string): Error {
    if (error instanceof SourceLimitedError) {
      return this.#limits.add(kind, access, error.message, error.retryAt);
    }
    if (error.name !== 'NotAllowedError') {
      return error;
    }
    if (isSecondary(error.message)) {
      return this.#limits.add(kind, access, error.message);
    }
    return (error as SourceError).status === 401
      ? new NotAllowedError(
          `${error.message}. The token of ${host} has expired or was revoked: renew it in integrations.github`,
        )
      : error;
  }
}
