import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  FeedbackService,
  feedbackModule,
  InMemoryFeedbackRepository,
} from '../../src/modules/feedback/index.js';
import type { FeedbackTarget } from '../../src/modules/feedback/index.js';
import { moduleServer } from './moduleServer.js';

/** The module with a few tickets, which somebody else has, and with what it tells of them. */
async function setUp(
  targets: Record<string, FeedbackTarget>,
  options: { capacity: number } = { capacity: 100 },
) {
  const corrections: [string, string][] = [];
  const service = new FeedbackService(
    {
      labels: () => ['account', 'billing', 'technical'],
      find: async ticketId => targets[ticketId],
      correct: async (ticketId, label) => {
        corrections.push([ticketId, label]);
      },
    },
    new InMemoryFeedbackRepository(options),
  );
  const app = await moduleServer(feedbackModule(service));
  return {
    app,
    corrections,
    give: (ticketId: string, label: string) =>
      app.inject({ method: 'POST', url: '/v1/feedback', body: { ticketId, label } }),
    report: async (query = '') => (await app.inject(`/v1/feedback/report${query}`)).json<unknown>(),
  };
}

const predicted = (label: string, modelVersion = '1.0.0') => ({ predicted: label, modelVersion });

describe('feedback', () => {
  it('takes in what a person says, and passes the label on to whoever has the ticket', async () => {
    const { give, corrections } = await setUp({ t1: predicted('billing') });
    const response = await give('t1', 'technical');
    assert.equal(response.statusCode, 201, response.body);
    const { at, ...said } = response.json<{ at: string }>();
    assert.ok(Date.now() - Date.parse(at) < 10_000);
    assert.deepEqual(said, {
      ticketId: 't1',
      label: 'technical',
      predicted: 'billing',
      modelVersion: '1.0.0',
    });
    assert.deepEqual(corrections, [['t1', 'technical']]);
  });

  it('refuses labels that no model gives and tickets that nobody knows', async () => {
    const { give, corrections, report } = await setUp({ t1: predicted('billing') });
    const wrongLabel = await give('t1', 'gardening');
    assert.equal(wrongLabel.statusCode, 400);
    assert.equal(
      wrongLabel.json<{ message: string }>().message,
      'label: there is no "gardening"; choose one of account, billing, technical',
    );
    const wrongTicket = await give('t2', 'billing');
    assert.equal(wrongTicket.statusCode, 404);
    assert.equal(wrongTicket.json<{ message: string }>().message, 'There is no ticket t2');
    assert.deepEqual(corrections, []);
    assert.deepEqual(await report(), { judged: 0, confirmed: 0, labels: [], mistakes: [] });
  });

  it('reports by the label of the model how often people agree, and what is mistaken for what', async () => {
    const { give, report } = await setUp({
      t1: predicted('billing'),
      t2: predicted('billing'),
      t3: predicted('billing'),
      t4: predicted('billing'),
      t5: predicted('account'),
      t6: predicted('account'),
    });
    await give('t1', 'billing');
    await give('t2', 'technical');
    await give('t3', 'technical');
    await give('t4', 'account');
    await give('t5', 'account');
    assert.deepEqual(await report(), {
      judged: 5,
      confirmed: 2,
      accuracy: 0.4,
      labels: [
        { label: 'account', judged: 1, confirmed: 1, accuracy: 1 },
        { label: 'billing', judged: 4, confirmed: 1, accuracy: 0.25 },
      ],
      mistakes: [
        { predicted: 'billing', label: 'technical', count: 2 },
        { predicted: 'billing', label: 'account', count: 1 },
      ],
    });
  });

  it('counts the newest word on a ticket', async () => {
    const { give, report } = await setUp({ t1: predicted('billing') });
    await give('t1', 'technical');
    await give('t1', 'billing');
    assert.deepEqual(await report(), {
      judged: 1,
      confirmed: 1,
      accuracy: 1,
      labels: [{ label: 'billing', judged: 1, confirmed: 1, accuracy: 1 }],
      mistakes: [],
    });
  });

  it('tells versions of the model apart', async () => {
    const { give, report } = await setUp({
      t1: predicted('billing', '1.0.0'),
      t2: predicted('billing', '2.0.0'),
    });
    await give('t1', 'technical');
    await give('t2', 'billing');
    assert.deepEqual(await report('?modelVersion=2.0.0'), {
      judged: 1,
      confirmed: 1,
      accuracy: 1,
      labels: [{ label: 'billing', judged: 1, confirmed: 1, accuracy: 1 }],
      mistakes: [],
    });
  });

  it('forgets the oldest feedback first', async () => {
    const { give, report } = await setUp(
      { t1: predicted('billing'), t2: predicted('account'), t3: predicted('technical') },
      { capacity: 2 },
    );
    await give('t1', 'billing');
    await give('t2', 'account');
    await give('t1', 'billing');
    await give('t3', 'technical');
    const { labels } = (await report()) as { labels: { label: string }[] };
    assert.deepEqual(
      labels.map(({ label }) => label),
      ['billing', 'technical'],
    );
  });

  it('counts agreement for the dashboard', async () => {
    const { app, give } = await setUp({ t1: predicted('billing'), t2: predicted('billing') });
    await give('t1', 'billing');
    await give('t2', 'technical');
    const metrics = (await app.inject('/metrics')).body;
    assert.match(metrics, /feedback_total\{predicted="billing",confirmed="true"\} 1/);
    assert.match(metrics, /feedback_total\{predicted="billing",confirmed="false"\} 1/);
  });
});
