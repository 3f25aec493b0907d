import { createMockDirectory } from '@backstage/backend-test-utils';
import { DemoPortal, Person, pipelineToken } from './__testUtils__/DemoPortal';

/* A portal has to start and read its catalog. */

const facts = '/api/paved-road/entities/component/default/fraud-scoring/facts';

describe('the token of pipelines, which is restricted to reading and pushing', () => {
  let pipeline: Person;

  const coverage = (value: number) => ({
    value,
    observedAt: new Date().toISOString(),
    source: 'https://ci.example/1',
  });

  beforeAll(async () => {
    const portal = await DemoPortal.start({
      repositories: createMockDirectory().path,
      workingDirectory: createMockDirectory().path,
    });
    pipeline = portal.with(pipelineToken);
  });

  it('pushes a fact and reads it again', async () => {
    expect(
      await pipeline.send('PUT', `${facts}/coverage`, {
        content: coverage(87.5),
      }),
    ).toMatchObject({ status: 200, body: { result: 'stored' } });
    expect(await pipeline.get(`${facts}/coverage`)).toMatchObject({
      status: 200,
      body: { status: 'known', value: 87.5 },
    });
    expect(await pipeline.get(`${facts}/coverage/history`)).toMatchObject({
      status: 200,
      body: { series: [{ field: '', points: [{ value: 87.5 }] }] },
    });
  });

  it('pushes a batch, and hears of each item', async () => {
    const { status, body } = await pipeline.post('/api/paved-road/facts', {
      items: [
        {
          entityRef: 'component:default/fraud-scoring',
          fact: 'coverage',
          ...coverage(88),
        },
        {
          entityRef: 'component:default/nothing',
          fact: 'coverage',
          ...coverage(88),
        },
      ],
    });
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { result: 'stored' },
      { result: 'refused', problem: expect.stringContaining('No entity') },
    ]);
  });

  it('sees the lists of the fleet', async () => {
    for (const list of ['scorecards', 'predictions', 'assessments']) {
      const { status } = await pipeline.get(`/api/paved-road/${list}`);
      expect({ list, status }).toEqual({ list, status: 200 });
    }
  });

  it('does nothing else', async () => {
    const { status } = await pipeline.post(
      '/api/paved-road/entities/component/default/fraud-scoring/scorecard',
      {},
    );
    expect(status).toBe(403);
  });
});
