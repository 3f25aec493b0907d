import {
  Assessment,
  Orphans,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import {
  adoptionSchema,
  orphansSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { DateTime } from 'luxon';
import { Test } from 'supertest';
import {
  createHouseCheck,
  createHouseRules,
} from '../__testUtils__/houseRules';
import {
  admin,
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const sam = 'user:default/sam';
const eve = 'user:default/eve';

const pack = createHouseRules(
  [
    createHouseCheck(
      'runbook',
      'bronze',
      "'runbook' in entity.metadata.annotations",
    ),
    createHouseCheck(
      'assessed',
      'silver',
      "assessment != null && assessment.status == 'approved'",
    ),
  ],
  ['bronze', 'silver'].map(id => ({ id, title: id })),
);

/** Only the component that is first seen as a part of it is one. */
const system = createEntity('System', 'shop', { owner: sam });

const pathOf = (name: string) => `/entities/component/default/${name}`;

/** What an earlier owner of a name left. */
interface Left {
  name: string;
  approved: Assessment;
  submitted: Assessment;
  waiverId: string;
  waiverEtag: string;
  /** Path of its badge. */
  badge: string;
}

type BackEnd = Awaited<ReturnType<typeof startPavedRoad>>;

const statesOf = ({ results }: Pick<Scorecard, 'results'>) =>
  Object.fromEntries(results.map(({ checkId, state }) => [checkId, state]));

const failing = { runbook: 'fail', assessed: 'fail' };

/** What the new owner asks first, and what the answer says: nothing of the earlier one. */
const firstQuestions: Record<
  string,
  {
    ask: (owner: ReturnType<BackEnd['as']>, left: Left) => Test;
    /** Status, or what is read of the body. */
    answer: unknown;
    read?: (body: any) => unknown;
  }
> = {
  'the approved assessment': {
    ask: (owner, { approved }) => owner.get(`/assessments/${approved.id}`),
    answer: 404,
  },
  'the decision record': {
    ask: (owner, { approved }) =>
      owner.get(`/assessments/${approved.id}/decision-record`),
    answer: 404,
  },
  'an approval of what waits': {
    ask: (owner, { submitted }) =>
      owner.post(`/assessments/${submitted.id}/approve`),
    answer: 404,
  },
  'the assessments': {
    ask: (owner, { name }) => owner.get(`${pathOf(name)}/assessments`),
    answer: { items: [], totalItems: 0 },
    read: body => body,
  },
  'the waiver': {
    ask: (owner, { waiverId }) => owner.get(`/waivers/${waiverId}`),
    answer: 404,
  },
  'the end of the waiver': {
    ask: (owner, { waiverId, waiverEtag }) =>
      owner.post(`/waivers/${waiverId}/revoke`).set('If-Match', waiverEtag),
    answer: 404,
  },
  'the scorecard': {
    ask: (owner, { name }) => owner.get(`${pathOf(name)}/scorecard`),
    answer: 404,
  },
  'the history of the scorecard': {
    ask: (owner, { name }) =>
      owner.get(`${pathOf(name)}/scorecard/transitions`),
    answer: [],
    read: ({ items }) => items,
  },
  'a new scorecard': {
    ask: (owner, { name }) => owner.post(`${pathOf(name)}/scorecard`),
    answer: failing,
    read: statesOf,
  },
  'a pushed fact': {
    ask: (owner, { name }) => owner.get(`${pathOf(name)}/facts/coverage`),
    answer: 404,
  },
  'what an earlier value of a fact is': {
    ask: (owner, { name }) =>
      owner.put(`${pathOf(name)}/facts/coverage`, {
        value: 12.5,
        observedAt: DateTime.utc().minus({ days: 2 }).toISO(),
        source: 'pipeline',
      }),
    answer: 'stored',
    read: ({ result }) => result,
  },
  'the system': {
    ask: owner => owner.get('/entities/system/default/shop/composition'),
    answer: { components: 1, assessed: 0 },
    read: ({ components, assessed }) => ({
      components: components.length,
      assessed,
    }),
  },
  'the gate': {
    ask: (owner, { name }) =>
      owner.post('/gate', { entity: createComponent(name, eve) }),
    answer: failing,
    read: statesOf,
  },
};

describe('a name that another entity has now', () => {
  let backend: BackEnd;
  const left = new Map<string, Left>();
  const questions = Object.keys(firstQuestions);
  const nameFor = (question: string) => `s${questions.indexOf(question)}`;
  const names = [...questions.map(nameFor), 'adopted', 'one', 'two', 'three'];
  const componentOf = (name: string, owner: string) =>
    createComponent(name, owner, {
      spec: name === nameFor('the system') ? { system: 'shop' } : {},
    });
  const restricted = createComponent('secret', sam, { restricted: true });

  async function assess(name: string, until: 'submitted' | 'approved') {
    const owner = backend.asUser(sam);
    const { body: draft } = await owner
      .post(`${pathOf(name)}/assessments`, {
        profile: { team: { teamSize: 5 } },
      })
      .expect(201);
    const { body: submitted } = await owner
      .post(`/assessments/${draft.id}/submit`)
      .expect(200);
    if (until === 'submitted') {
      return submitted;
    }
    const { body: approved } = await backend
      .asUser(admin)
      .post(`/assessments/${draft.id}/approve`)
      .expect(200);
    return approved;
  }

  async function badgeOf(name: string, user: string): Promise<string> {
    const { body } = await backend
      .asUser(user)
      .get(`${pathOf(name)}/badge`)
      .expect(200);
    return new URL(body.url).pathname.replace('/api/paved-road', '');
  }

  /** What a badge says to everybody who has its address. */
  async function levelOn(badge: string): Promise<string | undefined> {
    const { body } = await backend.as('').get(badge).buffer(true).expect(200);
    return /<title>paved road: (.*?)<\/title>/.exec(body.toString())?.[1];
  }

  async function leave(name: string): Promise<Left> {
    await backend
      .asUser(sam)
      .post(`${pathOf(name)}/scorecard`)
      .expect(200);
    const { body: request } = await backend
      .asUser(sam)
      .post('/waivers', {
        entityRef: `component:default/${name}`,
        checkId: 'runbook',
        reason: 'The runbook is written in June.',
        expiresAt: DateTime.utc().plus({ days: 20 }).toJSDate().toISOString(),
      })
      .expect(201);
    const { body: waiver } = await backend
      .asUser(admin)
      .post(`/waivers/${request.id}/approve`)
      .set('If-Match', request.etag)
      .expect(200);
    await backend
      .asService()
      .put(`${pathOf(name)}/facts/coverage`, {
        value: 87.5,
        observedAt: DateTime.utc().toISO(),
        source: 'pipeline',
      })
      .expect(200);
    const approved = await assess(name, 'approved');
    const submitted = await assess(name, 'submitted');
    const { body: scorecard } = await backend
      .asUser(sam)
      .post(`${pathOf(name)}/scorecard`)
      .expect(200);
    expect(statesOf(scorecard)).toEqual({
      runbook: 'waived',
      assessed: 'pass',
    });
    return {
      name,
      approved,
      submitted,
      waiverId: waiver.id,
      waiverEtag: waiver.etag,
      badge: await badgeOf(name, sam),
    };
  }

  beforeAll(async () => {
    backend = await startPavedRoad(
      [...names.map(name => componentOf(name, sam)), restricted, system],
      {
        app: { baseUrl: 'https://portal.example' },
        pavedRoad: {
          scorecards: { rulePacks: [pack] },
          badges: { enabled: true },
          facts: {
            pushed: [
              {
                name: 'coverage',
                title: 'Test coverage',
                description: 'Share of the code that tests run.',
                schema: { type: 'number' },
              },
            ],
          },
        },
      },
    );
    for (const name of names) {
      left.set(name, await leave(name));
    }
    // Nobody tells the back end of it, as if it had not run meanwhile.
    await Promise.all(
      names.map(name => backend.removeEntity(componentOf(name, sam))),
    );
    await backend.addEntities(names.map(name => componentOf(name, eve)));
  }, 240_000);

  it.each(questions)(
    'tells its new owner nothing who asks first for %s',
    async question => {
      const { ask, answer, read } = firstQuestions[question];
      const { status, body } = await ask(
        backend.asUser(eve),
        left.get(nameFor(question))!,
      );
      expect(read ? read(body) : status).toEqual(answer);
    },
  );

  it('shows the new owner nothing in lists, exports and the search index once the catalog was read', async () => {
    await backend.trigger('catalogSync');
    const owner = backend.asUser(eve);
    for (const path of ['/assessments', '/waivers']) {
      const { body } = await owner.get(path).expect(200);
      expect(body).toEqual({ items: [], totalItems: 0 });
    }
    const { body: fleet } = await owner.get('/scorecards').expect(200);
    expect(fleet.totalItems).toBe(names.length);
    const { body: states } = await owner
      .get('/scorecards?check=assessed&state=pass')
      .expect(200);
    expect(states.totalItems).toBe(0);
    const { text: csv } = await owner.get('/scorecards.csv').expect(200);
    const [, ...rows] = csv.trim().split('\n');
    expect(rows).toHaveLength(names.length);
    expect(rows.join()).not.toMatch(/approved|bronze|silver/);

    const { body: pushed } = await owner
      .get(
        `${pathOf(nameFor('what an earlier value of a fact is'))}/facts/coverage`,
      )
      .expect(200);
    expect(pushed).toMatchObject({ status: 'known', value: 12.5 });
    const { body: history } = await owner
      .get(`${pathOf('one')}/facts/coverage/history`)
      .expect(200);
    expect(history.series).toEqual([]);

    // The address that the earlier owner has is not that of the new entity.
    const { badge } = left.get('one')!;
    await expect(levelOn(badge)).resolves.toBe('unknown');
    const newBadge = await badgeOf('one', eve);
    await expect(levelOn(newBadge)).resolves.toBe('no level');

    // Search indexes what is not orphaned.
    const { body: all } = await backend
      .asService()
      .get('/assessments?limit=100')
      .expect(200);
    expect(all.totalItems).toBe(2 * names.length);
    for (const item of all.items) {
      expect(item).toMatchObject({
        orphaned: true,
        entityTitle: expect.stringMatching(/^[a-z]+\d*$/),
      });
    }
    // Whoever wrote them finds them, and cannot go on.
    const { approved, submitted } = left.get('one')!;
    const { body: own } = await backend
      .asUser(sam)
      .get(`/assessments/${approved.id}`)
      .expect(200);
    expect(own).toMatchObject({ orphaned: true, status: 'approved' });
    const { text: record } = await backend
      .asUser(sam)
      .get(`/assessments/${approved.id}/decision-record`)
      .expect(200);
    expect(record).toMatch(/^# .* for one$/m);
    expect(record).not.toContain('#UID-');
    await backend
      .asUser(sam)
      .post(`/assessments/${submitted.id}/withdraw`)
      .expect(409);
    await backend
      .asUser(admin)
      .post(`/assessments/${submitted.id}/approve`)
      .expect(409);
  });

  it('offers the records to those who review, and gives them all back', async () => {
    const { name, approved, submitted, waiverId, badge } = left.get('adopted')!;
    const path = `${pathOf(name)}/orphans`;
    const owner = backend.asUser(eve);
    const { body } = await owner.get(path).expect(200);
    const orphans = orphansSchema.parse(body) as Orphans;
    expect(orphans.items).toEqual([
      {
        uid: expect.any(String),
        orphanedAt: expect.any(String),
        assessments: 2,
        waivers: 1,
        historyDays: 1,
      },
    ]);
    const adoption = { uids: [orphans.items[0].uid] };
    for (const request of [
      backend.asUser(sam).get(path),
      backend.asUser(sam).post(`${path}/adopt`, adoption),
    ]) {
      await request.expect(403);
    }
    for (const request of [
      owner.get(`${pathOf('secret')}/orphans`),
      owner.post(`${pathOf('secret')}/orphans/adopt`, adoption),
      owner.get(`${pathOf('nothing')}/orphans`),
    ]) {
      await request.expect(404);
    }
    await owner.post(`${path}/adopt`, { uids: [] }).expect(400);

    for (const [entities, assessments, waivers] of [
      [1, 2, 1],
      [0, 0, 0],
    ]) {
      const { body: adopted } = await owner
        .post(`${path}/adopt`, adoption)
        .expect(200);
      expect(adoptionSchema.parse(adopted)).toEqual({
        entities,
        assessments,
        waivers,
        more: false,
      });
    }
    expect(backend.audited).toContainEqual({
      eventId: 'orphans-mutate',
      outcome: 'succeeded',
      meta: {
        actionType: 'adopt',
        entityRef: `component:default/${name}`,
        ...adoption,
      },
    });

    await expect(levelOn(badge)).resolves.not.toBe('unknown');
    await owner.get(`/assessments/${approved.id}`).expect(200);
    await owner.get(`/waivers/${waiverId}`).expect(200);
    const { body: scorecard } = await owner
      .post(`${pathOf(name)}/scorecard`)
      .expect(200);
    expect(statesOf(scorecard)).toEqual({
      runbook: 'waived',
      assessed: 'pass',
    });
    await owner.post(`/assessments/${submitted.id}/approve`).expect(200);
    const { body: none } = await owner.get(path).expect(200);
    expect(none).toEqual({ items: [] });
  });

  it('gives the records of many back after the catalog was rebuilt', async () => {
    const adoptAs = (user: string, body: object) =>
      backend.asUser(user).post('/orphans/adopt', body);
    const refs = ['component:default/one', 'two'];
    await adoptAs(eve, { all: true }).expect(403);
    await adoptAs(sam, { entityRefs: refs }).expect(403);
    await adoptAs(eve, { entityRefs: [...refs, 'secret'] }).expect(404);
    await adoptAs(eve, {}).expect(400);
    await adoptAs(eve, { entityRefs: refs, all: true }).expect(400);

    const tomorrow = DateTime.utc().plus({ days: 1 }).toISO();
    const { body: later } = await adoptAs(eve, {
      entityRefs: refs,
      since: tomorrow,
    }).expect(200);
    expect(later).toMatchObject({ entities: 0 });
    const { body: some } = await adoptAs(eve, { entityRefs: refs }).expect(200);
    expect(some).toEqual({
      entities: 2,
      assessments: 4,
      waivers: 2,
      more: false,
    });
    const { body: rest } = await adoptAs(admin, { all: true }).expect(200);
    // All but one, which has been adopted.
    expect(rest).toMatchObject({ entities: names.length - 3, more: false });
    await backend
      .asUser(eve)
      .get(`/assessments/${left.get('three')!.approved.id}`)
      .expect(200);
  });
});
