import {
  advise,
  describeModel,
  estimateAnswerGains,
} from '@paved-road/plugin-paved-road-common/advisor';
import { adviceRequestSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { startPavedRoad } from '../__testUtils__/startPavedRoad';

describe('the decision model over HTTP', () => {
  let user: ReturnType<Awaited<ReturnType<typeof startPavedRoad>>['asUser']>;

  beforeAll(async () => {
    const backend = await startPavedRoad([]);
    user = backend.asUser('user:default/eve');
  });

  it('describes the model', async () => {
    const { body } = await user.get('/model').expect(200);
    expect(body).toEqual(JSON.parse(JSON.stringify(describeModel())));
  });

  it('gives the advice of the core, and stores nothing', async () => {
    const request = {
      profile: { team: { devopsMaturity: 4 }, workload: { traffic: 'spiky' } },
      weights: { 'idle-cost': 5 },
      platform: 'knative',
      decision: 'monolith',
    };
    const { body } = await user.post('/advice', request).expect(200);
    expect(body).toMatchObject({ platform: 'knative' });
    expect((await user.post('/advice', request)).body).toEqual(body);
    expect((await user.post('/advice', { profile: {} })).body).toEqual(
      JSON.parse(JSON.stringify(advise({ profile: {} as never }))),
    );
    expect((await user.post('/advice/answer-gains', request)).body).toEqual(
      estimateAnswerGains(adviceRequestSchema.parse(request)),
    );
    expect((await user.get('/assessments')).body.totalItems).toBe(0);
  });

  it.each([
    [
      { profile: { llm: { callsPerTask: 0 } } },
      /profile\.llm\.callsPerTask: 0 is too small, use at least 1/,
    ],
    [
      { profile: {}, decision: { pattern: 'monolith', placement: 'cpu' } },
      /decision\.placement: "cpu" is a placement of a language model/,
    ],
    [
      { profile: { team: { teamSize: 0 } } },
      /profile\.team\.teamSize: 0 is too small, use at least 1/,
    ],
    [{ profile: {}, assumptions: { luck: 1 } }, /luck/],
    [{}, /profile/],
  ])('refuses %j and says why', async (body, message) => {
    const answer = await user.post('/advice', body).expect(400);
    expect(answer.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a body that is too large', async () => {
    await expect(
      user.post('/advice', { profile: 'x'.repeat(100_001) }),
    ).resolves.toMatchObject({ status: 413 });
  });
});
