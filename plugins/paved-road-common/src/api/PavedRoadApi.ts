import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { AdvisorApi } from './advisorApi';
import { AssessmentsApi } from './assessmentsApi';
import { BadgesApi } from './badgesApi';
import { CampaignsApi } from './campaignsApi';
import { CreationApi } from './creationApi';
import { EvaluationsApi } from './evaluationsApi';
import { FactsApi } from './factsApi';
import { InboxApi } from './inboxApi';
import { MeasuredApi } from './measuredApi';
import { Operation } from './Operation';
import { Client, operations } from './operations';
import { OrphansApi } from './orphansApi';
import { RulesApi } from './rulesApi';
import { ScorecardsApi } from './scorecardsApi';
import { WaiversApi } from './waiversApi';

/**
 * The Paved Road API for front ends and other plugins. Failed calls reject with a ResponseError that has the message of
 * the service.
 *
 * @public
 */
export interface PavedRoadApi
  extends
    AdvisorApi,
    AssessmentsApi,
    ScorecardsApi,
    FactsApi,
    MeasuredApi,
    EvaluationsApi,
    RulesApi,
    WaiversApi,
    CampaignsApi,
    CreationApi,
    InboxApi,
    BadgesApi,
    OrphansApi {}

/** PavedRoadApi over HTTP, for the browser and for other backend plugins. @public */
export function createPavedRoadApi(
  connection: PavedRoadConnection,
): PavedRoadApi {
  const client = createClient(connection);
  return {
    ...client,
    submitAssessment: withComment(client.submitAssessment),
    withdrawAssessment: withComment(client.withdrawAssessment),
    approveAssessment: withComment(client.approveAssessment),
    requestAssessmentChanges: (id, etag, comment) =>
      client.requestAssessmentChanges(id, etag, { comment }),
    rejectAssessment: withComment(client.rejectAssessment),
    addReviewComment: (id, comment) => client.addReviewComment(id, { comment }),
    approveWaiver: withComment(client.approveWaiver),
    rejectWaiver: withComment(client.rejectWaiver),
    revokeWaiver: withComment(client.revokeWaiver),
  };
}

/** Requests whose body is only a comment. */
function withComment<T>(
  send: (id: string, etag: string, body: { comment?: string }) => Promise<T>,
) {
  return (id: string, etag: string, comment?: string) =>
    send(id, etag, { comment });
}

/** The connection to the back end. @public */
export interface PavedRoadConnection {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the credentials of the caller. */
  fetchApi: { fetch: typeof fetch };
}

function createClient(connection: PavedRoadConnection): Client {
  return Object.fromEntries(
    Object.entries<Operation>({ ...operations }).map(([name, operation]) => [
      name,
      (...args: unknown[]) => call(connection, operation, args),
    ]),
  ) as Client;
}

async function call(
  { discoveryApi, fetchApi }: PavedRoadConnection,
  { route, ifMatch, body, query, answer }: Operation,
  args: unknown[],
): Promise<unknown> {
  const rest = [...args];
  const [method, pattern] = route.split(' ');
  const entityPath = pattern.includes(':')
    ? fill(pattern, rest.shift() as string)
    : pattern;
  const path = entityPath.includes('/:fact')
    ? entityPath.replace(':fact', () =>
        encodeURIComponent(String(rest.shift())),
      )
    : entityPath;
  const etag = ifMatch && (rest.shift() as string);
  const [sent] = rest;

  const baseUrl = await discoveryApi.getBaseUrl('paved-road');
  const response = await fetchApi.fetch(
    `${baseUrl}${path}${query && !body ? search(sent as object) : ''}`,
    {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(etag !== undefined && { 'If-Match': etag }),
      },
      body: body && JSON.stringify(sent),
    },
  );
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  if (answer === undefined) {
    return undefined;
  }
  if (typeof answer === 'object') {
    return await response.json();
  }
  return answer === 'text/csv' ? await response.blob() : await response.text();
}

/** The path of an entity, or of an item with an id. */
function fill(pattern: string, subject: string): string {
  if (!pattern.includes('/:kind/:namespace/:name')) {
    return pattern.replace(/:\w+/, () => encodeURIComponent(subject));
  }
  const { kind, namespace, name } = parseEntityRef(subject);
  const parts = [kind, namespace, name].map(part =>
    encodeURIComponent(part.toLocaleLowerCase('en-US')),
  );
  return pattern.replace(':kind/:namespace/:name', () => parts.join('/'));
}

/** The query string, without undefined parameters. */
function search(query: object = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}
