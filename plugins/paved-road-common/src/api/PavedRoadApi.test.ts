import { createPavedRoadApi, PavedRoadApi } from './PavedRoadApi';

const id = 'f2f4a1f6-36c0-4f3f-8d0e-3a3d3b1d6a7e';

/** What the service gets of a call, and what the caller gets of an answer. */
async function callOf(
  use: (api: PavedRoadApi) => Promise<unknown>,
  answer: Response = Response.json({ etag: '"2"' }),
) {
  const sent: unknown[] = [];
  const api = createPavedRoadApi({
    discoveryApi: { getBaseUrl: async plugin => `http://portal/${plugin}` },
    fetchApi: {
      async fetch(url, { method, headers, body } = {}) {
        sent.push([`${method} ${url}`, headers, body]);
        return answer;
      },
    },
  });
  const got = await use(api);
  return { sent, got };
}

const json = { 'Content-Type': 'application/json' };
const etag = { 'If-Match': '"1"' };

const described = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'search' },
};

describe('createPavedRoadApi', () => {
  it.each<
    [
      request: string,
      (api: PavedRoadApi) => Promise<unknown>,
      headers: object,
      body?: string,
    ]
  >([
    ['GET /model', api => api.getModel(), {}],
    [
      'GET /entities/component/default/search/scorecard',
      api => api.getScorecard('Component:Default/Search'),
      {},
    ],
    [
      'GET /entities/component/default/a%3Fb%23c%24%26/scorecard',
      api => api.getScorecard('component:default/a?b#c$&'),
      {},
    ],
    ['GET /assessments/..%2Fmodel', api => api.getAssessment('../model'), {}],
    ['GET /assessments', api => api.listAssessments(), {}],
    [
      'GET /assessments?stale=true',
      api => api.listAssessments({ stale: true, owner: '', author: undefined }),
      {},
    ],
    [
      'GET /checks/owner-set/results?state=fail&limit=5',
      api => api.listCheckResults('owner-set', { state: 'fail', limit: 5 }),
      {},
    ],
    [
      'GET /scorecards?refs=component%3Adefault%2Fa%2Capi%3Ab',
      api => api.listScorecards({ refs: ['component:default/a', 'api:b'] }),
      {},
    ],
    [
      `PATCH /assessments/${id}`,
      api => api.updateAssessment(id, '"1"', { decision: null }),
      { ...json, ...etag },
      '{"decision":null}',
    ],
    [
      `POST /waivers/${id}/approve`,
      api => api.approveWaiver(id, '"1"', 'Fine'),
      { ...json, ...etag },
      '{"comment":"Fine"}',
    ],
    [
      `POST /assessments/${id}/submit`,
      api => api.submitAssessment(id, '"1"'),
      { ...json, ...etag },
      '{}',
    ],
    [
      `POST /assessments/${id}/request-changes`,
      api => api.requestAssessmentChanges(id, '"1"', 'Say why'),
      { ...json, ...etag },
      '{"comment":"Say why"}',
    ],
    [`POST /campaigns/${id}/end`, api => api.endCampaign(id, '"1"'), etag],
    [
      'POST /gate',
      api => api.checkGate({ entity: described }),
      json,
      JSON.stringify({ entity: described }),
    ],
  ])('sends %s', async (request, use, headers, ...[body]) => {
    const [method, path] = request.split(' ');
    const { sent } = await callOf(use);
    expect(sent).toEqual([
      [`${method} http://portal/paved-road${path}`, headers, body],
    ]);
  });

  it('reads JSON, text, files and nothing', async () => {
    const gotOf = async (
      use: (api: PavedRoadApi) => Promise<unknown>,
      answer: Response,
    ) => (await callOf(use, answer)).got;
    expect(
      await gotOf(api => api.getWaiver(id), Response.json({ id })),
    ).toEqual({ id });
    expect(
      await gotOf(api => api.getDecisionRecord(id), new Response('# Record')),
    ).toBe('# Record');
    const file = await gotOf(
      api => api.exportScorecards(),
      new Response('entity,level'),
    );
    expect(await (file as Blob).text()).toBe('entity,level');
    expect(
      await gotOf(
        api => api.deleteAssessment(id, '"1"'),
        new Response(undefined, { status: 204 }),
      ),
    ).toBeUndefined();
  });

  it("rejects with the service's message", async () => {
    const refusal = Response.json(
      {
        error: { name: 'NotFoundError', message: 'No waiver' },
        response: { statusCode: 404 },
      },
      { status: 404 },
    );
    await expect(
      callOf(api => api.getWaiver(id), refusal),
    ).rejects.toMatchObject({
      cause: { name: 'NotFoundError', message: 'No waiver' },
    });
  });
});
