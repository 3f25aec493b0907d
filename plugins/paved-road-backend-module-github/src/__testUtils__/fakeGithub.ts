import { existsSync, readFileSync } from 'node:fs';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
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

/** Answers in place of GraphQL or REST. */
export type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
};

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
  readonly rest = new Map<string, Answer>();
  /** Comes before everything else. */
  interceptor?: (path: string, body?: { query: string }) => Answer | undefined;
  queries: string[] = [];
  requests: string[] = [];
  points = 0;
  limit = 5_000;
  readonly resetAt = '2100-01-01T00:00:00Z';
  readonly #documents = new Map<string, DocumentNode>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(error =>
      response.writeHead(500).end(String(error)),
    );
  });

  async start(reserve = 0.1): Promise<GithubApi> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return new GithubApi(
      ScmIntegrations.fromConfig(
        mockServices.rootConfig({
          data: {
            integrations: {
              github: [
                {
                  host: 'ghe.example.com',
                  apiBaseUrl: `${this.url}/api/v3`,
                  token: 'some-token',
                },
              ],
            },
          },
        }),
      ),
      reserve,
    );
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const body = text ? JSON.parse(text) : undefined;
    const path = request.url!;
    if (request.headers.authorization !== 'Bearer some-token') {
      throw new Error('no token');
    }
    const answer =
      this.interceptor?.(path, body) ??
      (path === '/api/graphql' ? await this.#graphql(body) : this.#rest(path));
    response
      .writeHead(answer.status ?? 200, {
        'content-type': 'application/json; charset=utf-8',
        ...answer.headers,
      })
      .end(JSON.stringify(answer.body));
  }

  #rest(path: string): Answer {
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
  }): Promise<Answer> {
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

export const entityOf = (slug: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: slug.replace('/', '-'),
    annotations: { 'github.com/project-slug': slug },
  },
});

export const contextsOf = (
  slugs: string[],
  signal = new AbortController().signal,
) => slugs.map(slug => ({ entity: entityOf(slug), signal }));

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
