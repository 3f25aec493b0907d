import { AdvisorApi, createAdvisorApi } from './advisorApi';
import { AssessmentsApi, createAssessmentsApi } from './assessmentsApi';
import { BadgesApi, createBadgesApi } from './badgesApi';
import { CampaignsApi, createCampaignsApi } from './campaignsApi';
import { CreationApi, createCreationApi } from './creationApi';
import { createEvaluationsApi, EvaluationsApi } from './evaluationsApi';
import { HttpClient, PavedRoadConnection } from './HttpClient';
import { createInboxApi, InboxApi } from './inboxApi';
import { createRulesApi, RulesApi } from './rulesApi';
import { createScorecardsApi, ScorecardsApi } from './scorecardsApi';
import { createWaiversApi, WaiversApi } from './waiversApi';

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
    BadgesApi {}

/**
 * PavedRoadApi over HTTP, for the browser and for other backend plugins.
 *
 * @public
 */
export function createPavedRoadApi(
  connection: PavedRoadConnection,
): PavedRoadApi {
  const http = new HttpClient(connection);
  return {
    ...createAdvisorApi(http),
    ...createAssessmentsApi(http),
    ...createScorecardsApi(http),
    ...createEvaluationsApi(http),
    ...createRulesApi(http),
    ...createWaiversApi(http),
    ...createCampaignsApi(http),
    ...createCreationApi(http),
    ...createInboxApi(http),
    ...createBadgesApi(http),
  };
}
