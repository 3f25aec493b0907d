import { createCheck, createPack, entity } from './__testUtils__/rulePacks';
import { changeRulePack, parseRulePackChanges } from './changeRulePack';
import { explainSelection } from './describeFilter';
import { parseRulePack } from './parseRulePack';
import { compileRules } from './rules';

const KEY = 'pavedRoad.scorecards.rulePacks.0';

const pack = parseRulePack(
  createPack(
    [
      createCheck({ id: 'has-owner', title: 'Owner' }),
      createCheck({
        id: 'has-dashboard',
        title: 'Dashboard',
        track: 'operability',
      }),
      createCheck({
        id: 'resource-limits',
        title: 'Limits',
        level: 'silver',
        filter: { 'spec.type': 'service' },
      }),
    ],
    {
      spec: {
        tracks: [
          { id: 'operability', title: 'Operability' },
          { id: 'ownership', title: 'Ownership' },
        ],
      },
    },
  ),
  'rules.yaml',
);

const change = (changes: object) =>
  changeRulePack(pack, parseRulePackChanges(changes, KEY), KEY);

describe('changeRulePack', () => {
  it('leaves out what is off, with a track that nothing is left of', () => {
    const { parsed, changes } = change({
      overrides: { 'has-dashboard': 'off' },
    });
    const { checks, tracks } = parsed.pack.spec;
    expect(checks.map(({ id }) => id)).toEqual([
      'has-owner',
      'resource-limits',
    ]);
    expect(tracks.map(({ id }) => id)).toEqual(['ownership']);
    expect(changes).toEqual([
      { kind: 'off', checkId: 'has-dashboard', title: 'Dashboard' },
    ]);
  });

  it('still tells where in the file the rest stands', () => {
    const { parsed } = change({ overrides: { 'has-dashboard': 'off' } });
    for (const [now, before] of [
      [
        ['spec', 'checks', 1, 'expression'],
        ['spec', 'checks', 2, 'expression'],
      ],
      [
        ['spec', 'tracks', 0, 'title'],
        ['spec', 'tracks', 1, 'title'],
      ],
      [
        ['spec', 'levels'],
        ['spec', 'levels'],
      ],
    ]) {
      expect(parsed.locate(now)).toEqual(pack.locate(before));
    }
  });

  it('moves, weighs and narrows checks, and selects other entities', () => {
    const { parsed, changes } = change({
      filter: { 'spec.type': 'service' },
      overrides: {
        'has-owner': { level: 'gold', weight: 0 },
        'resource-limits': { filter: { 'spec.lifecycle': 'production' } },
      },
    });
    expect(parsed.pack.spec).toMatchObject({
      filter: { 'spec.type': 'service' },
      checks: [
        { id: 'has-owner', level: 'gold', weight: 0 },
        { id: 'has-dashboard', level: 'bronze', weight: 1 },
        {
          id: 'resource-limits',
          filter: {
            $all: [
              { 'spec.type': 'service' },
              { 'spec.lifecycle': 'production' },
            ],
          },
        },
      ],
    });
    expect(changes).toEqual([
      { kind: 'pack-filter', from: { kind: 'Component' } },
      {
        kind: 'level',
        checkId: 'has-owner',
        title: 'Owner',
        from: 'bronze',
        to: 'gold',
      },
      { kind: 'weight', checkId: 'has-owner', title: 'Owner', from: 1, to: 0 },
      {
        kind: 'filter',
        checkId: 'resource-limits',
        title: 'Limits',
        to: { 'spec.lifecycle': 'production' },
      },
    ]);
  });

  it('names everything that does not fit the pack, and what was meant', () => {
    expect(() =>
      change({
        overrides: {
          'has-dashbord': 'off',
          slo: 'off',
          'has-owner': { level: 'platinum' },
        },
      }),
    ).toThrow(
      `Invalid changes of a rule pack:
  ${KEY}.overrides.has-dashbord: there is no such check in the rule pack house-rules, did you mean has-dashboard?
  ${KEY}.overrides.slo: there is no such check in the rule pack house-rules, use one of has-owner, has-dashboard, resource-limits
  ${KEY}.overrides.has-owner.level: platinum is not a level of the rule pack, use one of bronze, silver, gold`,
    );
  });

  it('refuses a pack without checks', () => {
    expect(() =>
      change({
        overrides: Object.fromEntries(
          pack.pack.spec.checks.map(({ id }) => [id, 'off']),
        ),
      }),
    ).toThrow(
      `${KEY}.overrides: every check of the rule pack house-rules is off, remove the pack`,
    );
  });

  it.each([
    [{ overrides: { a: 'on' } }, `${KEY}: .*overrides.a: "on" is not allowed`],
    [{ overrides: { a: { levle: 'x' } } }, 'overrides.a.levle: unknown field'],
    [{ overrides: { a: { weight: 101 } } }, 'overrides.a.weight: 101 is too'],
    [{ filter: { kind: { $is: 'API' } } }, 'filter: not a filter predicate'],
    [
      {
        filter: { $all: [{ kind: 'API' }, { 'spec.type': ['grpc', 'http'] }] },
      },
      String.raw`filter: spec.type: \["grpc","http"\] is a list, use { \$in: \["grpc","http"\] } for one of these values`,
    ],
  ])('refuses %j', (changes, problem) => {
    expect(() => change(changes)).toThrow(new RegExp(problem));
  });
});

describe('explainSelection', () => {
  it('names the entity and what the packs select', () => {
    const rules = compileRules([
      parseRulePack(
        createPack([createCheck()], { spec: { filter: undefined } }),
        'a.yaml',
      ),
      parseRulePack(
        createPack([createCheck({ id: 'tagged' })], {
          metadata: { name: 'tagged' },
          spec: { filter: { 'metadata.tags': { $contains: 'ai' } } },
        }),
        'b.yaml',
      ),
      parseRulePack(
        createPack([createCheck({ id: 'other' })], {
          metadata: { name: 'other' },
          spec: { filter: { $not: { kind: 'Component' } } },
        }),
        'c.yaml',
      ),
    ]);
    const website = { ...entity, spec: { type: 'website' } };
    expect(explainSelection(rules, website)).toMatch(
      /^component:default\/\S+ has no scorecard, because no rule pack selects it: it is a Component of type website, and house-rules selects kind Component and spec.type ai-service or ai-function or ai-pipeline; tagged selects metadata.tags with ai and kind Component or System; other selects {"\$not":{"kind":"Component"}}$/,
    );
    expect(explainSelection({ packs: [] }, { ...entity, spec: {} })).toMatch(
      /it is a Component without a type, and no rule pack is active$/,
    );
  });
});
