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
  RepositoryAnnotation,
  repositoryOf,
  requestJson,
  SourceError,
  SourceLimitedError,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';

/** A hundred repositories with their lists, or a hundred alerts. */
const LARGEST_ANSWER = 10_000_000;
/** GitHub asks to wait a minute after a secondary limit that says nothing else. */
const SECONDARY_PAUSE_MS = 60_000;

/** A repository on a host of the integrations. */
export interface GithubRepository {
  /** Such as `https://github.com`. */
  host: string;
  owner: string;
  name: string;
}

/** A part of a query that is about one repository. */
interface RepositoryQuestion {
  repository: GithubRepository;
  /** Of fields of Repository. */
  selection: string;
}

/** What all questions of a query share. */
export interface SharedQuery<T> {
  /** Of the answer to each question. */
  schema: z.ZodType<T>;
  /** Declarations such as `$since: GitTimestamp!`. */
  declarations?: string[];
  variables?: JsonObject;
  fragments?: string;
}

/** What GitHub says of a repository. */
export interface RepositoryAnswer<T> {
  data: T;
  /** Fields that could not be read, by their names, with the messages. */
  failed: Map<string, string>;
}

interface Access {
  apiBaseUrl: string;
  token: string;
}

/** What has limits of its own: points for GraphQL, requests for REST. */
type Kind = 'graphql' | 'core';

const errorSchema = z.object({
  type: z.string().optional(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).optional(),
});

const answerSchema = z.object({
  data: z
    .looseObject({
      rateLimit: z
        .object({
          limit: z.number(),
          remaining: z.number(),
          resetAt: z.iso.datetime(),
        })
        .nullish(),
    })
    .nullish(),
  errors: z.array(errorSchema).optional(),
});

/** GitHub, with the integrations of the portal, and never more than a share of its limits. */
export class GithubApi {
  readonly annotation: RepositoryAnnotation;
  readonly #integrations: Map<string, GithubIntegration>;
  readonly #credentials: GithubCredentialsProvider;
  /** The limits that each token has reached, whatever organisation it asked about. */
  readonly #reached = new Map<string, SourceLimitedError>();

  /** @param reserve - share of each limit that is left for others, 0..1 */
  constructor(
    integrations: ScmIntegrations,
    private readonly reserve: number,
  ) {
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
  repositoryOf(entity: Entity): GithubRepository {
    const { host, path } = repositoryOf(entity, this.annotation);
    const [owner, name, ...rest] = path.split('/');
    if (rest.length > 0) {
      throw new NotFoundError(
        `${path} is no repository of GitHub: correct the annotation ${this.annotation.annotation} to owner/name`,
      );
    }
    return { host, owner, name };
  }

  /** What has limits of its own: an organisation, where an app has a token for each. */
  sourceOf(entity: Entity): string {
    const { host, owner } = this.repositoryOf(entity);
    return `${host}/${owner}`;
  }

  /** The repository of each entity, or why it has none. */
  repositoriesOf(
    contexts: Pick<FactCollectorContext, 'entity'>[],
  ): Array<GithubRepository | Error> {
    return contexts.map(({ entity }) => {
      try {
        return this.repositoryOf(entity);
      } catch (error) {
        return toError(error);
      }
    });
  }

  /**
   * Asks all questions at once, in one query for each token.
   *
   * @returns an answer or an error for each, in their order
   * @throws SourceLimitedError if none can be asked for now
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
        const key = keyOf('graphql', access);
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
   * All items of a list of the REST API, page by page.
   *
   * @param path - such as `/orgs/acme/repos`
   * @param mostPages - of 100 items; more are an error
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
          `${path} goes on at ${new URL(url).origin}, which gets no token: correct the apiBaseUrl of the integration`,
        );
      }
    }
  }

  /** The first item of a list of the REST API, if there is one. */
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

  /** GitHub gives up queries of more than 10 seconds, so what fails is asked in two parts once more. */
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
      query: queryOf(questions, shared),
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
    const { data, errors = [] } = answerSchema.parse(body);
    if (data?.rateLimit) {
      const { limit, remaining, resetAt } = data.rateLimit;
      this.#note('graphql', access, limit, remaining, new Date(resetAt));
    }
    const refusal = errors.find(
      ({ type, message }) =>
        type?.startsWith('RATE_LIMIT') || isSecondary(message),
    );
    if (refusal) {
      const known = this.#limitOf('graphql', access);
      throw this.#reach(
        'graphql',
        access,
        `GitHub's points: ${refusal.message}`,
        known?.retryAt,
      );
    }
    const whole = errors.find(({ path }) => !path);
    if (!data || whole) {
      throw new Error(
        `GitHub has not answered: ${whole?.message ?? errors[0]?.message ?? 'no data'}`,
      );
    }
    return questions.map(({ repository }, index) => {
      const own = errors.filter(({ path }) => path?.[0] === `r${index}`);
      const answer = data[`r${index}`];
      if (!answer) {
        return refusalOf(repository, own[0]);
      }
      const { data: known, error } = shared.schema.safeParse(answer);
      const failed = own.map(({ path = [], message }): [string, string] => [
        String(path.findLast(part => typeof part === 'string')),
        message,
      ]);
      return error
        ? new Error(
            `GitHub answered something else than expected: ${z.prettifyError(error)}`,
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
    const limit = this.#limitOf(kind, access);
    if (limit) {
      throw limit;
    }
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
      const [total, remaining, reset] = ['limit', 'remaining', 'reset'].map(
        name => Number(response.headers[`x-ratelimit-${name}`] ?? NaN),
      );
      if (Number.isFinite(total + remaining + reset)) {
        this.#note(kind, access, total, remaining, new Date(reset * 1_000));
      }
      return response;
    } catch (error) {
      throw this.#explained(kind, access, toError(error), new URL(url).host);
    }
  }

  #limitOf(kind: Kind, access: Access): SourceLimitedError | undefined {
    const limit = this.#reached.get(keyOf(kind, access));
    return limit && limit.retryAt.getTime() > Date.now() ? limit : undefined;
  }

  #note(
    kind: Kind,
    access: Access,
    limit: number,
    remaining: number,
    resetAt: Date,
  ): void {
    if (remaining <= limit * this.reserve) {
      this.#reach(
        kind,
        access,
        `GitHub's ${kind === 'core' ? 'requests' : 'points'}: ${remaining} of ${limit} are left in this hour, which others may need`,
        resetAt,
      );
    }
  }

  /** Lets the token rest, for both kinds where GitHub says that it asks too fast. */
  #reach(
    kind: Kind,
    access: Access,
    message: string,
    retryAt = new Date(Date.now() + SECONDARY_PAUSE_MS),
  ): SourceLimitedError {
    // Tokens of apps live for an hour, and so does what is known of them.
    for (const [key, limit] of this.#reached) {
      if (limit.retryAt.getTime() <= Date.now()) {
        this.#reached.delete(key);
      }
    }
    const error = new SourceLimitedError(message, retryAt);
    const kinds: Kind[] = isSecondary(message) ? ['graphql', 'core'] : [kind];
    for (const each of kinds) {
      const known = this.#limitOf(each, access);
      if (!known || known.retryAt < retryAt) {
        this.#reached.set(keyOf(each, access), error);
      }
    }
    return error;
  }

  #explained(kind: Kind, access: Access, error: Error, host: string): Error {
    if (error instanceof SourceLimitedError) {
      return this.#reach(kind, access, error.message, error.retryAt);
    }
    if (error.name !== 'NotAllowedError') {
      return error;
    }
    if (isSecondary(error.message)) {
      return this.#reach(kind, access, error.message);
    }
    return (error as SourceError).status === 401
      ? new NotAllowedError(
          `${error.message}. The token of ${host} has expired or was revoked: renew it in integrations.github`,
        )
      : error;
  }
}

function isSecondary(message: string): boolean {
  return /secondary rate limit/i.test(message);
}

function keyOf(kind: Kind, { apiBaseUrl, token }: Access): string {
  return `${kind} ${apiBaseUrl} ${token}`;
}

function queryOf(
  questions: RepositoryQuestion[],
  { declarations = [], fragments = '' }: SharedQuery<unknown>,
): string {
  const variables = questions.map(
    (_, index) => `$owner${index}: String!, $name${index}: String!`,
  );
  const parts = questions.map(
    ({ selection }, index) =>
      `r${index}: repository(owner: $owner${index}, name: $name${index}) { ${selection} }`,
  );
  return `query (${[...variables, ...declarations].join(', ')}) {
  ${parts.join('\n  ')}
  rateLimit { cost limit remaining resetAt }
}
${fragments}`;
}

function refusalOf(
  { host, owner, name }: GithubRepository,
  error: z.output<typeof errorSchema> | undefined,
): Error {
  const slug = `${owner}/${name}`;
  // A field that GitHub never leaves out takes the whole repository with it.
  const field = error?.path?.slice(1).join('.');
  switch (error?.type) {
    case undefined:
      return new Error(
        `${host} has not answered about ${slug}: ${error?.message ?? 'no data'}`,
      );
    case 'NOT_FOUND':
      return new NotFoundError(
        `${host} has no repository ${slug} for this token: correct the annotation github.com/project-slug, or give the token access`,
      );
    default:
      return new NotAllowedError(
        `${host} ${slug}${field ? `, ${field}` : ''}: ${error!.message}`,
      );
  }
}
