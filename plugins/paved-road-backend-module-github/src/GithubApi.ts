import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  GithubCredentialsProvider,
  GithubIntegration,
  ScmIntegrations,
} from '@backstage/integration';
import {
  findRepository,
  JsonRequest,
  RepositoryAnnotation,
  requestJson,
  requestPages,
  SourceLimitedError,
  SourceLimits,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
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
/** GitHub's advice after a secondary limit without another time. */
const SECONDARY_PAUSE_MS = 60_000;

/** GraphQL has a limit of points, REST a limit of requests. */
const kinds = { graphql: "GitHub's points", core: "GitHub's requests" };
type Kind = keyof typeof kinds;

interface Access {
  apiBaseUrl: string;
  token: string;
}

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
  readonly #limits: SourceLimits;

  /** @param reserve - share of each limit to leave for others, 0..1 */
  constructor(integrations: ScmIntegrations, reserve: number) {
    this.#limits = new SourceLimits(reserve);
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
    const pages = requestPages(`${access.apiBaseUrl}${path}`, url =>
      this.#request('core', access, { signal, schema: z.array(item) }, url),
    );
    let page = 0;
    for await (const { body, more } of pages) {
      yield* body;
      page += 1;
      if (more && page === mostPages) {
        throw new Error(`${path} has more than ${mostPages * 100} items`);
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
    const request = { signal, schema: z.array(item) };
    return (await this.#request('core', access, request, url)).body[0];
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
    const body = {
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
    };
    const {
      body: { data, errors = [] },
    } = await this.#request(
      'graphql',
      access,
      { signal, method: 'POST', body, schema: responseSchema },
      url,
    );
    const key = limitKey('graphql', access);
    if (data?.rateLimit) {
      this.#limits.update(key, kinds.graphql, data.rateLimit);
    }
    const refusal = errors.find(
      ({ type, message }) =>
        type?.startsWith('RATE_LIMIT') || isSecondary(message),
    );
    if (refusal) {
      throw this.#addLimit(
        'graphql',
        access,
        `${kinds.graphql}: ${refusal.message}`,
        this.#limits.find(key)?.retryAt,
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
      const failed = own.map(({ path = [], message }): [string, string] => [
        String(path.findLast(part => typeof part === 'string')),
        message,
      ]);
      const { data: known, error } = shared.schema.safeParse(answer);
      return error
        ? new Error(`Invalid answer of GitHub: ${z.prettifyError(error)}`)
        : { data: known as T, failed: new Map(failed) };
    });
  }

  async #request<T>(
    kind: Kind,
    access: Access,
    request: JsonRequest<T>,
    url: string,
  ) {
    const send = () =>
      requestJson(url, {
        ...request,
        tokenKey: 'integrations.github',
        headers: {
          authorization: `Bearer ${access.token}`,
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
        },
        largestBody: LARGEST_ANSWER,
      });
    try {
      return await this.#limits.run(limitKey(kind, access), send, {
        prefix: 'x-ratelimit',
        name: kinds[kind],
      });
    } catch (error) {
      const { message, retryAt } = error as SourceLimitedError;
      throw isSecondary(message)
        ? this.#addLimit(kind, access, message, retryAt)
        : error;
    }
  }

  /** A secondary limit applies to both kinds. */
  #addLimit(
    kind: Kind,
    access: Access,
    message: string,
    retryAt = new Date(Date.now() + SECONDARY_PAUSE_MS),
  ): SourceLimitedError {
    const error = new SourceLimitedError(message, retryAt);
    const both: Kind[] = ['graphql', 'core'];
    for (const each of isSecondary(message) ? both : [kind]) {
      this.#limits.add(limitKey(each, access), error);
    }
    return error;
  }
}

function isSecondary(message: string): boolean {
  return /secondary rate limit/i.test(message);
}

function limitKey(kind: Kind, { apiBaseUrl, token }: Access): string {
  return `${kind} ${apiBaseUrl} ${token}`;
}
