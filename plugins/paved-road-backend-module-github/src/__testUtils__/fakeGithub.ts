import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import {
  createComponent,
  FakeAnswer,
  FakeRequest,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import {
  buildSchema,
  DocumentNode,
  execute,
  GraphQLError,
  GraphQLSchema,
  Kind,
  OperationDefinitionNode,
  parse,
  SelectionSetNode,
  validate,
} from 'graphql';
import { z } from 'zod';
import { GithubApi } from '../GithubApi';

/* The package exports nothing that is no ES module, and Jest cannot load those. */
const schemaFile = require.resolve
  .paths('@octokit/graphql-schema')!
  .map(folder => join(folder, '@octokit/graphql-schema/schema.graphql'))
  .find(existsSync)!;

/** As GitHub publishes it, which defines two fields of EnterpriseOwnerInfo twice. */
const githubSchema: GraphQLSchema = buildSchema(
  readFileSync(schemaFile, 'utf8'),
  { assumeValidSDL: true },
);

/**
 * Points of a query by the formula that GitHub publishes: the requests that each connection takes, if all parents have as
 * many nodes as they may, divided by 100 and rounded; at least 1.
 */
export function pointsOf(document: DocumentNode): number {
  const fragments = new Map(
    document.definitions.flatMap(definition =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[definition.name.value, definition.selectionSet]]
        : [],
    ),
  );
  const requestsOf = (set: SelectionSetNode, parents: number): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        return sum + requestsOf(fragments.get(selection.name.value)!, parents);
      }
      const nodes =
        selection.kind === Kind.FIELD &&
        selection.arguments?.find(({ name }) =>
          ['first', 'last'].includes(name.value),
        );
      const size =
        nodes && nodes.value.kind === Kind.INT ? Number(nodes.value.value) : 0;
      const below = selection.selectionSet
        ? requestsOf(selection.selectionSet, parents * (size || 1))
        : 0;
      return sum + (size ? parents : 0) + below;
    }, 0);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION,
  )!;
  return Math.max(1, Math.round(requestsOf(operation.selectionSet, 1) / 100));
}

/** An error as GitHub makes one of it. */
export class GithubError extends GraphQLError {
  constructor(type: string, message: string) {
    super(message, { extensions: { type } });
  }
}

/**
 * A server that executes queries over GitHub's own schema, so that neither a query nor an answer can differ from it, and
 * counts points.
 */
export class FakeGithub {
  /** By owner/name: fields of Repository, and functions of their arguments. */
  readonly repositories = new Map<string, object | Error>();
  /** By path with query, of REST. */
  readonly rest = new Map<string, FakeAnswer>();
  /** Comes before everything else. */
  interceptor?: (
    path: string,
    body?: { query: string },
  ) => FakeAnswer | undefined;
  queries: string[] = [];
  requests: string[] = [];
  points = 0;
  limit = 5_000;
  readonly resetAt = '2100-01-01T00:00:00Z';
  readonly #documents = new Map<string, DocumentNode>();
  api!: GithubApi;
  url!: string;

  static async start(): Promise<FakeGithub> {
    const github = new FakeGithub();
    const { url, requests } = await startFakeServer(request => {
      // Those of a fleet would take much memory.
      requests.length = 0;
      return github.#answer(request);
    });
    github.url = url;
    github.api = new GithubApi(
      ScmIntegrations.fromConfig(
        mockServices.rootConfig({
          data: {
            integrations: {
              github: [
                {
                  host: 'ghe.example.com',
                  apiBaseUrl: `${url}/api/v3`,
                  token: 'some-token',
                },
              ],
            },
          },
        }),
      ),
      0.1,
    );
    return github;
  }

  async #answer({
    url,
    headers,
    body: text,
  }: FakeRequest): Promise<FakeAnswer> {
    const body = text ? JSON.parse(text) : undefined;
    if (headers.authorization !== 'Bearer some-token') {
      throw new Error('no token');
    }
    return (
      this.interceptor?.(url, body) ??
      (url === '/api/graphql' ? await this.#graphql(body) : this.#rest(url))
    );
  }

  #rest(path: string): FakeAnswer {
    this.requests.push(path);
    return (
      this.rest.get(path.replace('/api/v3', '')) ?? {
        status: 404,
        body: { message: 'Not Found' },
      }
    );
  }

  async #graphql({
    query,
    variables,
  }: {
    query: string;
    variables?: Record<string, unknown>;
  }): Promise<FakeAnswer> {
    this.queries.push(query);
    const document = this.#documents.get(query) ?? parse(query);
    if (!this.#documents.has(query)) {
      const problems = validate(githubSchema, document);
      if (problems.length > 0) {
        throw problems[0];
      }
      this.#documents.clear();
      this.#documents.set(query, document);
    }
    const cost = pointsOf(document);
    this.points += cost;
    const result = await execute({
      schema: githubSchema,
      document,
      variableValues: variables,
      rootValue: {
        rateLimit: {
          cost,
          limit: this.limit,
          remaining: this.limit - this.points,
          resetAt: this.resetAt,
        },
        repository: ({ owner, name }: { owner: string; name: string }) => {
          const found =
            this.repositories.get(`${owner}/${name}`) ??
            new GithubError(
              'NOT_FOUND',
              `Could not resolve to a Repository with the name '${owner}/${name}'.`,
            );
          if (found instanceof Error) {
            throw found;
          }
          return found;
        },
      },
    });
    return {
      body: {
        data: result.data,
        errors: result.errors?.map(({ message, path, extensions }) => ({
          type: extensions.type,
          message,
          path,
        })),
      },
    };
  }
}

export const contextsOf = (
  slugs: string[],
  signal = new AbortController().signal,
) =>
  slugs.map(slug => ({
    entity: createComponent({ 'github.com/project-slug': slug }),
    signal,
  }));

/** What a batch finds out of each repository: the value, or the error as text. */
export async function collectBatch<T>(
  fact: FactCollector<T>,
  slugs: string[],
): Promise<unknown[]> {
  const results = await fact.batch!.collect(contextsOf(slugs));
  return results.map(result => {
    if (result instanceof Error) {
      return String(result);
    }
    return result.status === 'known'
      ? fact.schema(z).parse(JSON.parse(JSON.stringify(result.value)))
      : result;
  });
}

/** A list of a connection, in pages. The cursor is the position. */
export const connection =
  <T>(nodes: T[]) =>
  ({ first, after }: { first: number; after?: string }) => {
    const start = Number(after ?? 0);
    const end = start + first;
    return {
      totalCount: nodes.length,
      nodes: nodes.slice(start, end),
      pageInfo: { hasNextPage: end < nodes.length, endCursor: String(end) },
    };
  };
