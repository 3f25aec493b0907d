import { AdvisorApi } from './advisorApi';
import { AssessmentsApi } from './assessmentsApi';
import { BadgesApi } from './badgesApi';
import { CampaignsApi } from './campaignsApi';
import { createClient, PavedRoadConnection } from './createClient';
import { CreationApi } from './creationApi';
import { EvaluationsApi } from './evaluationsApi';
import { InboxApi } from './inboxApi';
import { OrphansApi } from './orphansApi';
import { RulesApi } from './rulesApi';
import { ScorecardsApi } from './scorecardsApi';
import { WaiversApi } from './waiversApi';

/**
 * The Paved Road API, as the front end and other plugins use it. All calls reject with a
 * ResponseError that carries the service's message.
 *
 * @public
 */
export interface PavedRoadApi
  extends
    AdvisorApi,
    AssessmentsApi,
    ScorecardsApi,
    EvaluationsApi,
    RulesApi,
    WaiversApi,
    CampaignsApi,
    CreationApi,
    InboxApi,
    BadgesApi,
    OrphansApi {}

/**
 * PavedRoadApi over HTTP, for the browser and for other backend plugins.
 *
 * @public
 */
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
    approveWaiver: withComment(client.approveWaiver),
    rejectWaiver: withComment(client.rejectWaiver),
    revokeWaiver: withComment(client.revokeWaiver),
  };
}

/** All that is sent with these is a comment. */
function withComment<T>(
  send: (id: string, etag: string, body: { comment?: string }) => Promise<T>,
) {
  return (id: string, etag: string, comment?: string) =>
    send(id, etag, { comment });
}
