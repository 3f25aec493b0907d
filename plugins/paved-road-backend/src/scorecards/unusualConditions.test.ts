import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isPermission,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  admin,
  createComponent,
  createEntity,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

type Criteria = PermissionCriteria<PermissionCondition<'catalog-entity', any>>;

/** Milliseconds that any request may take, whatever the policy says or does not say. */
const patience = 60_000;

const mine = 'group:default/mine';
const others = 'group:default/others';

const owned = (claims: string[]): Criteria =>
  catalogConditions.isEntityOwner({ claims });
const labelled = (value: string): Criteria =>
  catalogConditions.hasLabel({ label: 'visibility', value });
const not = (condition: Criteria): Criteria => ({ not: condition });

/** A condition inside so many others. */
function nest(
  condition: Criteria,
  depth: number,
  wrap: (inner: Criteria, level: number) => Criteria,
): Criteria {
  return Array.from({ length: depth }).reduce<Criteria>(
    (inner, _, level) => wrap(inner, level),
    condition,
  );
}

/** Conditions of this depth must be answered. Backstage may fail to read deeper ones. */
const SAFE_DEPTH = 100;

const inBoth = (inner: Criteria, level: number): Criteria =>
  level % 2 ? { anyOf: [inner] } : { allOf: [inner] };

/** 200 KiB of them. */
const manyNames = (among: string[]) => [
  ...Array.from(
    { length: 5_000 },
    (_, index) => `group:default/some-other-team-with-a-long-name-${index}`,
  ),
  ...among,
];

const everything = ['search', 'ranking', 'ledger', 'vault'];
const ofMine = ['search', 'ranking'];

const conditions: Record<string, { criteria: Criteria; visible: string[] }> = {
  'never matches': {
    criteria: { allOf: [owned([mine]), not(owned([mine]))] },
    visible: [],
  },
  'asks for no owner at all': { criteria: owned([]), visible: [] },
  'matches everything': {
    criteria: { anyOf: [owned([mine]), not(owned([mine]))] },
    visible: everything,
  },
  'is negated as often as is safe': {
    criteria: nest(owned([mine]), SAFE_DEPTH - 1, not),
    visible: ['ledger', 'vault'],
  },
  'nests as deep as is safe': {
    criteria: nest(owned([mine]), SAFE_DEPTH, inBoth),
    visible: ofMine,
  },
  'names 5,000 owners': {
    criteria: owned(manyNames([mine])),
    visible: ofMine,
  },
  'excludes 5,000 owners': {
    criteria: not(owned(manyNames([others]))),
    visible: ofMine,
  },
  'has 2,000 parts, of which one must match': {
    criteria: {
      anyOf: [
        owned([mine]),
        ...Array.from({ length: 2_000 }, (_, index) =>
          labelled(`a-long-value-that-nothing-has-${index}`),
        ),
      ],
    },
    visible: ofMine,
  },
  'has 2,000 parts, all of which must match': {
    criteria: {
      allOf: [
        owned([mine]),
        ...Array.from({ length: 2_000 }, (_, index) =>
          not(labelled(`a-long-value-that-nothing-has-${index}`)),
        ),
      ],
    },
    visible: ofMine,
  },
};
const cases = Object.entries(conditions).map(([title, rest], index) => ({
  title,
  ...rest,
  user: `user:default/person-${index}`,
}));

const deep = [300, 1_000, 3_000].flatMap(depth =>
  [
    { criteria: nest(owned([mine]), depth, not), visible: ofMine },
    {
      criteria: nest(owned([mine]), depth + 1, not),
      visible: ['ledger', 'vault'],
    },
    { criteria: nest(owned([mine]), depth, inBoth), visible: ofMine },
  ].map((rest, index) => ({
    ...rest,
    user: `user:default/deep-${depth}-${index}`,
  })),
);

const silenced = 'user:default/silenced';
const failing = 'user:default/failing';
const silence = Promise.withResolvers<PolicyDecision>();

/** Decides on reading as the cases say; others may do everything. */
class UnusualPolicy implements PermissionPolicy {
  async handle(
    ...[{ permission }, user]: Parameters<PermissionPolicy['handle']>
  ): Promise<PolicyDecision> {
    const userEntityRef = user?.info.userEntityRef;
    if (userEntityRef === silenced) {
      return await silence.promise;
    }
    if (userEntityRef === failing) {
      throw new Error('The directory of people cannot be reached');
    }
    const found = [...cases, ...deep].find(
      ({ user: one }) => one === userEntityRef,
    );
    return found && isPermission(permission, catalogEntityReadPermission)
      ? createCatalogConditionalDecision(permission, found.criteria)
      : { result: AuthorizeResult.ALLOW };
  }
}

const pathOf = (name: string) =>
  `/entities/component/default/${name}/scorecard`;
const lists = [
  '/scorecards',
  '/scorecards?q=e&sort=-level',
  '/scorecards/failing-checks',
  '/checks/owner-is-group/results',
  '/assessments',
  '/waivers',
];
/** What shows entities, or numbers of them. */
const reading = [
  ...lists,
  '/scorecards/summary?groupBy=level',
  '/scorecards/summary?groupBy=owner',
  '/scorecards/summary?groupBy=team',
  '/scorecards/summary?groupBy=check',
  '/scorecards/pattern-mix',
  '/scorecards/trend?days=90',
  '/scorecards.csv',
  '/predictions',
  '/inbox',
  '/inbox/counts',
  ...everything.map(pathOf),
  ...everything.map(name => `/entities/component/default/${name}/assessments`),
];

describe('permission conditions that are unusual', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad(
      [
        createEntity('Group', 'mine', { type: 'team', children: [] }),
        createEntity('Group', 'others', { type: 'team', children: [] }),
        createComponent('search', mine),
        createComponent('ranking', mine),
        createComponent('ledger', others),
        createComponent('vault', others, { restricted: true }),
      ],
      {},
      [],
      new UnusualPolicy(),
    );
    for (const name of everything) {
      await backend.asUser(admin).post(pathOf(name)).expect(200);
    }
  });

  // The back end ends after its requests.
  afterAll(() => silence.resolve({ result: AuthorizeResult.DENY }));

  it.each(cases)(
    'answer exactly what may be seen if a condition $title',
    async ({ user, visible }) => {
      const caller = backend.asUser(user);
      const { body: list } = await caller.get('/scorecards').expect(200);
      expect([
        list.totalItems,
        list.items.map((item: { entityRef: string }) => item.entityRef).sort(),
      ]).toEqual([
        visible.length,
        visible.map(name => `component:default/${name}`).sort(),
      ]);
      for (const groupBy of ['level', 'owner', 'team', 'check']) {
        const { body } = await caller
          .get(`/scorecards/summary?groupBy=${groupBy}`)
          .expect(200);
        expect([groupBy, body.totals.entities]).toEqual([
          groupBy,
          visible.length,
        ]);
      }
      const { text } = await caller.get('/scorecards.csv').expect(200);
      expect(text.trim().split('\n')).toHaveLength(1 + visible.length);
      for (const name of everything) {
        const { status } = await caller.get(pathOf(name));
        expect([name, status]).toEqual([
          name,
          visible.includes(name) ? 200 : 404,
        ]);
      }
    },
    patience,
  );

  it.each(deep)(
    'answer exactly what may be seen, or an error, if a condition nests deeper than is safe, for $user',
    async ({ user, visible }) => {
      const { status, body } = await backend.asUser(user).get('/scorecards');
      const seen = body.items?.map(
        (item: { entityRef: string }) => item.entityRef,
      );
      const refs = visible.map(name => `component:default/${name}`).sort();
      expect([
        [503, undefined, undefined],
        [200, visible.length, refs],
      ]).toContainEqual([status, body.totalItems, seen?.sort()]);
    },
    patience,
  );

  it.each([
    { title: 'fails', user: failing },
    { title: 'does not answer', user: silenced },
  ])(
    'answer an error and nothing else if the policy $title',
    async ({ user }) => {
      const answers = await Promise.all(
        reading.map(async path => {
          const { status, text } = await backend.asUser(user).get(path);
          return { path, status, text };
        }),
      );
      for (const { path, status, text } of answers) {
        expect([path, status, text]).toEqual([
          path,
          503,
          expect.not.stringContaining('component:default/'),
        ]);
      }
    },
    patience,
  );
});
