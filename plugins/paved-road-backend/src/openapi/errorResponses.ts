import { JsonObject } from '@backstage/types';
import { Operation } from '@paved-road/plugin-paved-road-common/schemas';

const descriptions = {
  400: 'A field is unknown, missing or out of range; the message names each of them',
  401: 'There is no valid token',
  403: 'The caller may not do this',
  404: 'It does not exist, or the caller may not see it',
  406: 'There is no rendering of the type in `Accept`',
  409: 'The state does not allow it',
  412: '`If-Match` names another version than the stored one',
  413: 'The body is too large',
  415: 'The body is not `application/json`',
  428: 'There is no `If-Match`',
  503: 'The database is away; `Retry-After` says when to ask again',
};

/** The errors that an operation can answer, whatever its service does. */
export function errorsOf(operation: Operation): number[] {
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
export const errorResponses: Record<
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
