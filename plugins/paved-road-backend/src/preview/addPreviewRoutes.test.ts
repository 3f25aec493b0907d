import { RulesPreview } from '@paved-road/plugin-paved-road-common';
import {
  dryRunResultSchema,
  packProblemSchema,
  previewChangeSchema,
  rulesPreviewSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import {
  admin,
  architect,
  createComponent,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';
import { until } from '../__testUtils__/until';
import { strictly } from '../__testUtils__/strictly';

const ada = 'user:default/ada';
const secret = 'component:default/secret';

/** A pack whose checks have these expressions. */
function packText(
  version: string,
  expressions: Record<string, string>,
): string {
  const checks = Object.entries(expressions).map(
    ([id, expression]) => `    - id: ${id}
      title: Check ${id}
      description: It matters.
      track: ownership
      level: silver
      expression: ${JSON.stringify(expression)}
      evidence:
        - { name: Lifecycle, expression: entity.spec.lifecycle }
      remediation: { text: Repair it. }
`,
  );
  return `${rulePackText({ version, checks: [] })}${checks.join('')}`;
}

const owned = 'has(entity.spec.owner)';
const active = packText('1.0.0', { owned });
/** It lowers what is not in production. */
const next = packText('2.0.0', {
  owned,
  live: "entity.spec.lifecycle == 'production'",
});

describe('the preview endpoints', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    const experimental = { spec: { lifecycle: 'experimental' } };
    backend = await startPavedRoad(
      [
        createComponent('search', ada, { title: 'Search' }),
        createComponent('draft', ada, { title: 'Draft', ...experimental }),
        createComponent('secret', ada, { restricted: true, ...experimental }),
      ],
      { pavedRoad: { scorecards: { rulePacks: [parse(active)] } } },
    );
  });

  /** Starts a preview and waits for it. */
  async function previewOf(
    pack: string | object,
    user = admin,
  ): Promise<RulesPreview> {
    const { body } = await backend
      .asUser(user)
      .post('/rule-packs/preview', { pack })
      .set('Prefer', 'wait=20')
      .expect(200);
    return strictly(rulesPreviewSchema).parse(body);
  }

  it('show what would change, and why', async () => {
    const preview = await previewOf(next);
    expect(preview).toMatchObject({
      state: 'finished',
      pack: { name: 'house-rules', version: '2.0.0' },
      replaces: { name: 'house-rules', version: '1.0.0' },
      warnings: [],
      total: 3,
      done: 3,
      compared: 3,
      changes: { raised: 0, lowered: 2, checks: 1, added: 0, removed: 0 },
      levels: [
        { id: 'none', title: 'No level', before: 0, after: 2 },
        { id: 'silver', title: 'The level', before: 3, after: 1 },
      ],
      checks: [
        {
          checkId: 'live',
          title: 'Check live',
          is: 'added',
          services: 3,
          better: 0,
          worse: 2,
        },
      ],
    });
    const changes = `/rule-packs/preview/${preview.id}/changes`;
    const user = backend.asUser(admin);
    const { body: first } = await user.get(`${changes}?limit=2`).expect(200);
    const { body: second } = await user
      .get(`${changes}?limit=2&cursor=${first.nextCursor}`)
      .expect(200);
    const items = strictly(previewChangeSchema)
      .array()
      .parse([...first.items, ...second.items]);
    expect([first.totalItems, items.map(({ title }) => title)]).toEqual([
      3,
      ['Draft', 'Search', 'secret'],
    ]);
    expect(items[0]).toEqual({
      entityRef: 'component:default/draft',
      title: 'Draft',
      owner: ada,
      kind: 'lowered',
      from: 'silver',
      to: 'none',
      checks: [{ checkId: 'live', title: 'Check live', to: 'fail' }],
    });
    const { body: lowered } = await user
      .get(`${changes}?kind=lowered&check=live`)
      .expect(200);
    expect(lowered.totalItems).toBe(2);
  });

  it('answer before it is finished, where the caller does not want to wait', async () => {
    const user = backend.asUser(admin);
    const started = await user
      .post('/rule-packs/preview', { pack: next })
      .set('Prefer', 'respond-async, wait=0');
    const isRunning = started.body.state === 'running';
    expect(started.status).toBe(isRunning ? 202 : 200);
    expect(started.headers).toMatchObject({
      location: `/api/paved-road/rule-packs/preview/${started.body.id}`,
      'preference-applied': 'wait=0',
    });
    await until(async () => {
      const { body } = await user.get(`/rule-packs/preview/${started.body.id}`);
      return body.state === 'finished' && body.done === 3;
    });
    const late = await user
      .post(`/rule-packs/preview/${started.body.id}/cancel`)
      .expect(409);
    expect(late.body.error.message).toMatch(/has ended: it is finished/);
  });

  it('tell everybody only of what they may see', async () => {
    const preview = await previewOf(next, architect);
    expect(preview).not.toHaveProperty('total');
    expect(preview).not.toHaveProperty('done');
    expect(preview).toMatchObject({
      compared: 2,
      changes: { lowered: 1, checks: 1 },
      levels: [
        { before: 0, after: 1 },
        { before: 2, after: 1 },
      ],
      checks: [{ services: 2, worse: 1 }],
    });
    // Whoever may try rules may look at the previews of others.
    const { body } = await backend
      .asUser(admin)
      .get(`/rule-packs/preview/${preview.id}`)
      .expect(200);
    expect(body.compared).toBe(3);
    const { body: changes } = await backend
      .asUser(architect)
      .get(`/rule-packs/preview/${preview.id}/changes`)
      .expect(200);
    expect(changes.totalItems).toBe(2);
    expect(JSON.stringify([preview, changes])).not.toContain('secret');
  });

  it('change nothing', async () => {
    await previewOf(next);
    const { body } = await backend.asUser(ada).get('/rule-packs').expect(200);
    expect(body.items).toMatchObject([{ metadata: { version: '1.0.0' } }]);
  });

  it('name every problem of a pack, where it is', async () => {
    const broken = next
      .replace('level: silver', 'level: gold')
      .replaceAll('track: ownership', 'track: none');
    const { body } = await backend
      .asUser(admin)
      .post('/rule-packs/preview', { pack: broken })
      .expect(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(
        /pack:\d+:7: check owned: level gold is not declared/,
      ),
    });
    const problems = strictly(packProblemSchema)
      .array()
      .parse(body.error.problems);
    expect(problems).toHaveLength(3);
    const lines = broken.split('\n');
    expect(problems.map(({ line }) => lines[line! - 1].trim())).toEqual([
      'level: gold',
      'track: none',
      'track: none',
    ]);
  });

  it('try a check of an active pack or of another one on an entity', async () => {
    const dryRun = async (request: object, status = 200, user = admin) => {
      const { body } = await backend
        .asUser(user)
        .post('/rule-packs/dry-run', request)
        .expect(status);
      return status === 200
        ? strictly(dryRunResultSchema).parse(body)
        : body.error.message;
    };
    const draft = 'component:default/draft';
    await expect(
      dryRun({ entityRef: 'draft', checkId: 'live', pack: next }),
    ).resolves.toMatchObject({
      result: {
        state: 'fail',
        evidence: [{ name: 'Lifecycle', value: 'experimental' }],
      },
      facts: [],
    });
    await expect(
      dryRun({ entityRef: draft, checkId: 'owned' }),
    ).resolves.toMatchObject({ result: { state: 'pass' } });

    const refused: [object, number, string][] = [
      [{ checkId: 'live' }, 400, '"live" is not a check of the active'],
      [{ pack: 'a: [' }, 400, 'Invalid rule pack pack'],
      [
        { pack: next.replace('kind: Component }', 'kind: System }') },
        400,
        'does not apply to component:default/draft',
      ],
      [{ entityRef: 'user:default/ada' }, 400, 'has no scorecards'],
      [{ entityRef: 'component:default/gone' }, 404, 'No entity'],
    ];
    for (const [request, status, message] of refused) {
      const body = { entityRef: draft, checkId: 'owned', ...request };
      expect(await dryRun(body, status)).toContain(message);
    }
    expect(
      await dryRun({ entityRef: secret, checkId: 'owned' }, 404, architect),
    ).toContain(`No entity ${secret}`);
  });

  it('give the text of an active pack', async () => {
    const { text, headers } = await backend
      .asUser(admin)
      .get('/rule-packs/house-rules/text')
      .expect(200);
    expect(headers['content-type']).toContain('application/yaml');
    expect(parse(text)).toEqual(parse(active));
    await backend.asUser(admin).get('/rule-packs/others/text').expect(404);
  });

  it('are for those who may try rules', async () => {
    const { id } = await previewOf(next);
    const user = backend.asUser(ada);
    const refusals = await Promise.all([
      user.post('/rule-packs/preview', { pack: next }),
      user.get(`/rule-packs/preview/${id}`),
      user.post(`/rule-packs/preview/${id}/cancel`),
      user.get(`/rule-packs/preview/${id}/changes`),
      user.post('/rule-packs/dry-run', {
        entityRef: 'component:default/search',
        checkId: 'owned',
      }),
      user.get('/rule-packs/house-rules/text'),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual(Array(6).fill(403));
    const anybody = await backend.as('').post('/rule-packs/preview', {});
    expect(anybody.status).toBe(401);
  });

  it('say what is wrong with a request', async () => {
    const user = backend.asUser(admin);
    const { id } = await previewOf(next);
    for (const [path, message] of [
      ['?check=nothing', '"nothing" is not a check of the preview'],
      ['?kind=odd', 'kind: "odd" is not allowed'],
      ['?limit=0', 'limit: 0 is too small'],
    ]) {
      const { body } = await user
        .get(`/rule-packs/preview/${id}/changes${path}`)
        .expect(400);
      expect(body.error.message).toContain(message);
    }
    await user.post('/rule-packs/preview', {}).expect(400);
    await user
      .post('/rule-packs/preview', { pack: 'x'.repeat(1e6) })
      .expect(413);
    for (const unknown of ['nonsense', randomUUID()]) {
      await user.get(`/rule-packs/preview/${unknown}`).expect(404);
      await user.get(`/rule-packs/preview/${unknown}/changes`).expect(404);
      await user.post(`/rule-packs/preview/${unknown}/cancel`).expect(404);
    }
  });

  it('keep an audit log of who tried what', async () => {
    backend.audited.length = 0;
    await previewOf(next);
    await backend
      .asUser(ada)
      .post('/rule-packs/preview', { pack: next })
      .expect(403);
    const events = backend.audited.filter(
      ({ eventId }) => eventId === 'rules-preview',
    );
    expect(events).toEqual([
      {
        eventId: 'rules-preview',
        outcome: 'succeeded',
        meta: { actionType: 'start' },
      },
      {
        eventId: 'rules-preview',
        outcome: 'failed',
        meta: { actionType: 'start' },
        error: 'NotAllowedError',
      },
    ]);
  });
});
