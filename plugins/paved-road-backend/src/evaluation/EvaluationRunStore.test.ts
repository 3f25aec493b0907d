import { EvaluationRun } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import { toEntityRecord } from '../catalog/entityRecord';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { DueEntityStore } from './DueEntityStore';
import { EvaluationRunStore } from './EvaluationRunStore';

const databases = createTestDatabases();
const ada = 'user:default/ada';
const names = ['a', 'b', 'c'];
const refs = names.map(name => `component:default/${name}`);

describe.each(testDatabaseIds)('EvaluationRunStore on %s', databaseId => {
  let runs: EvaluationRunStore;
  let due: DueEntityStore;

  /** Three entities in the index. */
  beforeEach(async () => {
    const knex = await databases.init(databaseId);
    runs = new EvaluationRunStore(knex);
    due = new DueEntityStore(knex);
    await new EntityIndexStore(knex).upsert(
      names.map(name =>
        toEntityRecord({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name },
        }),
      ),
    );
  });

  const claim = () => {
    const now = new Date();
    return due.claim({
      limit: 2,
      now,
      expiresAt: DateTime.fromJSDate(now).plus({ minutes: 1 }).toJSDate(),
    });
  };
  const stateOf = async ({ id }: EvaluationRun) => (await runs.get(id))?.state;

  it('follows a run that its caller carries out', async () => {
    const run = await runs.start({ trigger: 'schedule', total: 2 });
    expect(run).toEqual({
      id: expect.any(String),
      trigger: 'schedule',
      state: 'running',
      startedAt: expect.any(String),
      total: 2,
      done: 0,
      changed: 0,
    });
    await expect(runs.advance(run.id, { done: 2, changed: 1 })).resolves.toBe(
      'running',
    );
    await runs.advance(run.id, { done: 1, changed: 0 });
    await expect(runs.get(run.id)).resolves.toMatchObject({
      total: 3,
      done: 3,
      changed: 1,
    });
    await runs.finishIdle();
    expect(await stateOf(run)).toBe('running');

    await expect(runs.end(run.id, { state: 'finished' })).resolves.toBe(true);
    await expect(
      runs.end(run.id, { state: 'failed', problem: 'No.' }),
    ).resolves.toBe(false);
    await expect(runs.advance(run.id, { done: 1, changed: 0 })).resolves.toBe(
      'finished',
    );
    await expect(runs.get(run.id)).resolves.toMatchObject({
      state: 'finished',
      finishedAt: expect.any(String),
      done: 3,
    });
  });

  it('counts what was under way when it was cancelled', async () => {
    const run = await runs.start({ trigger: 'schedule', total: 4 });
    await runs.end(run.id, { state: 'cancelled' });
    await expect(runs.advance(run.id, { done: 2, changed: 1 })).resolves.toBe(
      'cancelled',
    );
    await expect(runs.get(run.id)).resolves.toMatchObject({
      state: 'cancelled',
      done: 2,
      changed: 1,
    });
  });

  it('says of fewer entities than expected that they were all', async () => {
    const run = await runs.start({ trigger: 'schedule', total: 10 });
    await runs.advance(run.id, { done: 4, changed: 0 });
    await runs.end(run.id, { state: 'finished' });
    await expect(runs.get(run.id)).resolves.toMatchObject({
      total: 4,
      done: 4,
    });
  });

  it('knows only its own runs', async () => {
    await expect(runs.get('unknown')).resolves.toBeUndefined();
    await expect(
      runs.advance('unknown', { done: 1, changed: 0 }),
    ).resolves.toBeUndefined();
    await expect(runs.end('unknown', { state: 'cancelled' })).resolves.toBe(
      false,
    );
  });

  it('makes everything due for a run, and finishes it when nothing is any more', async () => {
    const run = await runs.startForAll({
      trigger: 'request',
      requestedBy: ada,
    });
    expect(run).toMatchObject({ total: 3, requestedBy: ada });

    const first = await claim();
    expect(first).toHaveLength(2);
    expect(first[0].runId).toBe(run.id);
    await due.complete(first);
    await runs.finishIdle();
    expect(await stateOf(run)).toBe('running');

    const second = await claim();
    expect(second).toHaveLength(1);
    await due.complete(second);
    await runs.finishIdle();
    expect(await stateOf(run)).toBe('finished');
  });

  it('lets what changed go before what a run waits for', async () => {
    await runs.startForAll({ trigger: 'rules' });
    await due.mark([refs[2], 'component:default/new'], { dueAt: new Date() });
    const claimed = await claim();
    expect(claimed.map(({ entityRef }) => entityRef).sort()).toEqual([
      refs[2],
      'component:default/new',
    ]);
    expect(claimed.filter(({ runId }) => runId)).toHaveLength(1);
  });

  it('has one requested run at a time, whoever asks', async () => {
    const started = await Promise.allSettled(
      [1, 2, 3].map(() =>
        runs.startForAll({ trigger: 'request', requestedBy: ada }),
      ),
    );
    const [first] = started.flatMap(result =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    const refusals = started.flatMap(result =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) {
      expect(refusal).toMatchObject({
        name: 'ConflictError',
        message: `Run ${first.id} is still running; wait until it ends, or cancel it`,
      });
    }
    await runs.startForAll({ trigger: 'rules' });
    await runs.end(first.id, { state: 'cancelled' });
    await runs.startForAll({ trigger: 'request', requestedBy: ada });
  });

  it('does not wait any more for what a later run waits for', async () => {
    const earlier = await runs.startForAll({ trigger: 'rules' });
    const later = await runs.startForAll({ trigger: 'rules' });
    await runs.finishIdle();
    expect([await stateOf(earlier), await stateOf(later)]).toEqual([
      'finished',
      'running',
    ]);
  });

  it('cancels what only that run waits for', async () => {
    const run = await runs.startForAll({ trigger: 'rules' });
    await due.mark([refs[1]], { dueAt: new Date() });
    await due.cancel(run.id);
    await expect(claim()).resolves.toMatchObject([
      { entityRef: refs[1], runId: undefined },
    ]);
  });

  it('does not count an entity twice that changes while it is evaluated for a run', async () => {
    await runs.startForAll({ trigger: 'rules' });
    const [claimed] = await claim();
    await due.mark([claimed.entityRef], { dueAt: new Date() });
    const again = await claim();
    expect(
      again.find(({ entityRef }) => entityRef === claimed.entityRef),
    ).toMatchObject({ runId: undefined });
  });

  it('fails the run that a killed back end left behind', async () => {
    const scheduled = await runs.start({ trigger: 'schedule', total: 3 });
    const shared = await runs.startForAll({ trigger: 'rules' });
    await runs.start({ trigger: 'schedule', total: 3 });
    await expect(runs.get(scheduled.id)).resolves.toMatchObject({
      state: 'failed',
      problem: 'The back end stopped before the run had finished.',
      total: 3,
    });
    expect(await stateOf(shared)).toBe('running');
  });

  it('lists the newest first, page by page', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      const { id } = await runs.start({ trigger: 'schedule', total: index });
      ids.push(id);
    }
    const listed: EvaluationRun[] = [];
    let cursor: string | undefined;
    do {
      const page = await runs.list({ limit: 2, cursor });
      listed.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(listed.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const times = listed.map(({ startedAt }) => startedAt);
    expect(times).toEqual([...times].sort().reverse());
    await expect(runs.list({ limit: 5 })).resolves.not.toHaveProperty(
      'nextCursor',
      expect.anything(),
    );
    await expect(runs.list({ limit: 2, cursor: 'x' })).rejects.toThrow(
      'cursor: not a cursor of this list',
    );
  });

  it('forgets old runs, and scheduled ones that found nothing beyond a bounded number', async () => {
    const changed = await runs.start({ trigger: 'schedule', total: 1 });
    await runs.advance(changed.id, { done: 1, changed: 1 });
    await runs.end(changed.id, { state: 'finished' });
    for (let index = 0; index < 200; index++) {
      const { id } = await runs.start({ trigger: 'schedule', total: 1 });
      await runs.end(id, { state: 'finished' });
    }
    const running = await runs.start({ trigger: 'schedule', total: 1 });

    await runs.purge(new Date(0));
    const { items } = await runs.list({ limit: 500 });
    expect(items).toHaveLength(152);
    expect(items.map(({ id }) => id)).toContain(changed.id);

    await runs.purge(DateTime.now().plus({ minutes: 1 }).toJSDate());
    await expect(runs.list({ limit: 500 })).resolves.toMatchObject({
      items: [{ id: running.id }],
    });
  });
});
