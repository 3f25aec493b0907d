import { JsonObject } from '@backstage/types';
import {
  capabilities,
  Operation,
} from '@paved-road/plugin-paved-road-common/schemas';
import { z } from 'zod';
import { version } from '../../package.json';
import { entityParamsSchema } from '../http/createRoutes';
import { describeMessages, MessageSchemas } from './messageSchemas';

const descriptions = {
  400: 'A field is unknown, missing or out of range; the message names each of them',
  401: 'There is no valid token',
  403: 'The caller may not do this',
  404: 'It does not exist, or the caller may not see it',
  406: 'There is no rendering of the type in `Accept`',
  409: 'The state does not allow it',
  412: '`If-Match` names another version than the stored one',
  413: 'The body is too large',
  415: 'The content type of the body is not supported',
  428: 'There is no `If-Match`',
  503: 'The database is away; `Retry-After` says when to ask again',
};

/** The errors that an operation has besides the errors of its service. */
function listErrorStatuses(operation: Operation): number[] {
  const { route, callers, query, body, ifMatch, renderings } = operation;
  const isOfEntity = route.includes(':kind');
  const conditions: Record<keyof typeof descriptions, boolean> = {
    400: Boolean(query || body || ifMatch || isOfEntity),
    401: callers !== 'anyone',
    403: callers !== 'anyone',
    404: route.includes(':'),
    406: Boolean(renderings),
    409: false,
    412: Boolean(ifMatch),
    413: Boolean(body),
    415: Boolean(body),
    428: ifMatch === 'required',
    503: true,
  };
  return Object.entries(conditions)
    .map(([status, applies]) => ({ status: Number(status), applies }))
    .filter(
      ({ status, applies }) => applies || operation.errors?.includes(status),
    )
    .map(({ status }) => status);
}

/** The answers with these statuses, for the components of the document. */
const errorResponses: Record<
  string,
  { description: string; headers?: JsonObject; content: JsonObject }
> = Object.fromEntries(
  Object.entries(descriptions).map(([status, description]) => [
    status,
    {
      description,
      ...(status === '503' && {
        headers: {
          'Retry-After': {
            description: 'Seconds',
            required: true,
            schema: { type: 'string' },
          },
        },
      }),
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/Error' } },
      },
    },
  ]),
);

/** The OpenAPI 3.1 document of the REST API. */
export function createOpenApiDocument(): JsonObject {
  const messages = describeMessages();
  const paths: Record<string, JsonObject> = {};
  for (const { title, operations } of capabilities) {
    for (const [operationId, operation] of Object.entries(operations)) {
      const [method, path] = operation.route.split(' ');
      const item = (paths[path.replace(/:(\w+)/g, '{$1}')] ??= {});
      item[method.toLowerCase()] = {
        operationId,
        tags: [title],
        summary: operation.summary,
        description: whoMayCall(operation),
        ...(operation.callers === 'anyone' && { security: [] }),
        parameters: [
          ...pathParameters(path),
          ...queryParameters(operation, messages),
          ...headerParameters(operation),
        ],
        ...(operation.body && {
          requestBody: {
            required: !operation.body.safeParse({}).success,
            content: {
              'application/json': { schema: messages.sent(operation.body) },
              ...Object.assign({}, ...(operation.accepts ?? []).map(rendering)),
            },
          },
        }),
        responses: {
          ...successes(operation, messages),
          ...failures(operation),
        },
      };
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Paved Road',
      version,
      description:
        'Assessments and scorecards of AI services in a Backstage catalog. Made from the code; docs/reference/rest-api.md explains it.',
      license: {
        name: 'Apache 2.0',
        url: 'https://www.apache.org/licenses/LICENSE-2.0',
      },
    },
    servers: [
      {
        url: '/api/paved-road',
        description: 'The plugin, on the back end of a portal',
      },
    ],
    security: [{ backstage: [] }],
    tags: capabilities.map(({ title, description }) => ({
      name: title,
      description,
    })),
    paths,
    components: {
      securitySchemes: {
        backstage: {
          type: 'http',
          scheme: 'bearer',
          description: 'The Backstage token of a user or a service',
        },
      },
      responses: errorResponses,
      schemas: messages.components,
    },
  };
}

function whoMayCall({ permission, callers }: Operation): string {
  if (callers === 'anyone') {
    return 'Needs no token.';
  }
  const who = callers === 'users' ? 'a user' : 'a user or a service';
  return permission
    ? `For ${who} with the permission \`${permission.name}\`.`
    : `For ${who}.`;
}

const pathDescriptions: Record<string, string> = {
  kind: 'Kind of the entity',
  namespace: 'Namespace of the entity',
  name: 'Name of the entity, or of the rule pack',
  fact: 'Name of the fact',
  id: 'Id, as a list has it',
  token: 'The secret part of an address that was issued',
};

function pathParameters(path: string): JsonObject[] {
  const { properties } = z.toJSONSchema(entityParamsSchema);
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    description: pathDescriptions[name],
    schema: (properties?.[name] as JsonObject | undefined) ?? {
      type: 'string',
    },
  }));
}

function queryParameters(
  { query }: Operation,
  messages: MessageSchemas,
): JsonObject[] {
  if (!query) {
    return [];
  }
  const { properties = {}, required = [] } = messages.query(query);
  return Object.entries(properties).map(
    ([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      ...(required.includes(name) && { required: true }),
      description,
      schema,
    }),
  );
}

function headerParameters({ ifMatch, wait }: Operation): JsonObject[] {
  return [
    ...(ifMatch
      ? [
          {
            name: 'If-Match',
            in: 'header',
            required: ifMatch === 'required',
            description:
              'The `ETag` of the version that the request is based on; 412 if there is a newer one',
            schema: { type: 'string' },
          },
        ]
      : []),
    ...(wait
      ? [
          {
            name: 'Prefer',
            in: 'header',
            required: false,
            description:
              '`wait=N`: answer after N seconds at the latest (RFC 7240)',
            schema: { type: 'string' },
          },
        ]
      : []),
  ];
}

function successes(
  { answer, renderings = [], etag, wait, statuses }: Operation,
  messages: MessageSchemas,
): Record<string, JsonObject> {
  if (!answer) {
    return { 204: { description: 'Done, no content' } };
  }
  const headers = {
    ...(etag && { ETag: header('The version, for `If-Match`') }),
    ...(statuses && { Location: header('Where to get it again') }),
    ...(wait && {
      'Preference-Applied': header('For how long the service waited'),
    }),
  };
  const response = {
    ...(Object.keys(headers).length > 0 && { headers }),
    content: {
      ...(typeof answer === 'string'
        ? rendering(answer)
        : { 'application/json': { schema: messages.answered(answer) } }),
      ...Object.assign({}, ...renderings.map(rendering)),
    },
  };
  const meanings: Record<number, string> = {
    200: statuses?.includes(201)
      ? 'An earlier request has created it'
      : 'The answer',
    201: 'It is created',
    202: 'It is still running',
  };
  return Object.fromEntries(
    (statuses ?? [200]).map(status => [
      String(status),
      { description: meanings[status], ...response },
    ]),
  );
}

function failures(operation: Operation): Record<string, JsonObject> {
  return Object.fromEntries(
    listErrorStatuses(operation).map(status => [
      String(status),
      status === 404 && operation.answer === 'image/svg+xml'
        ? // Where an image is shown, nobody reads an error.
          {
            description: 'An image that states this, or an error',
            content: {
              ...rendering('image/svg+xml'),
              ...errorResponses[404].content,
            },
          }
        : { $ref: `#/components/responses/${status}` },
    ]),
  );
}

function header(description: string): JsonObject {
  return { description, required: true, schema: { type: 'string' } };
}

function rendering(mediaType: string): JsonObject {
  const type = /[/+]json$/.test(mediaType) ? 'object' : 'string';
  return { [mediaType]: { schema: { type } } };
}
