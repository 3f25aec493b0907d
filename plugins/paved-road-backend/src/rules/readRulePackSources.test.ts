import { mockServices } from '@backstage/backend-test-utils';
import path from 'node:path';
import { readRulePackSources, readTargetLevel } from './readRulePackSources';

function read(rulePacks?: unknown) {
  return readRulePackSources(
    mockServices.rootConfig({
      data: { pavedRoad: { scorecards: { rulePacks } } } as never,
    }),
  );
}

describe('readRulePackSources', () => {
  it('takes the default pack where none is configured', () => {
    expect(read()).toEqual([
      {
        source: 'rule-packs/ai-services.yaml',
        origin: 'built-in',
        file: path.resolve(
          __dirname,
          '../../../paved-road-node/rule-packs/ai-services.yaml',
        ),
        namedBy: '@paved-road/plugin-paved-road-node',
      },
    ]);
  });

  it('tells files, URLs and packs apart', () => {
    expect(
      read([
        'rules/a.yaml',
        'https://example.com/b.yaml',
        { kind: 'RulePack' },
      ]),
    ).toEqual([
      {
        source: 'rules/a.yaml',
        origin: 'file',
        file: path.resolve('rules/a.yaml'),
        namedBy: 'pavedRoad.scorecards.rulePacks.0',
      },
      { source: 'https://example.com/b.yaml', origin: 'url' },
      {
        source: 'pavedRoad.scorecards.rulePacks.2',
        origin: 'config',
        content: '{"kind":"RulePack"}',
      },
    ]);
  });

  it('takes the packs of the plugin by their names', () => {
    expect(read(['default', { source: 'language-models' }])).toMatchObject([
      { source: 'rule-packs/ai-services.yaml', origin: 'built-in' },
      {
        source: 'rule-packs/language-models.yaml',
        origin: 'built-in',
        file: path.resolve(
          __dirname,
          '../../../paved-road-node/rule-packs/language-models.yaml',
        ),
        namedBy: 'pavedRoad.scorecards.rulePacks.1.source',
      },
    ]);
  });

  it('takes what is changed in a pack, and which entities are AI services', () => {
    const filter = { 'spec.type': 'service' };
    const sources = readRulePackSources(
      mockServices.rootConfig({
        data: {
          pavedRoad: {
            scorecards: {
              filter,
              rulePacks: [
                { source: 'default', overrides: { slo: 'off' } },
                { source: 'a.yaml', filter: { kind: 'System' } },
                'b.yaml',
              ],
            },
          },
        },
      }),
      [{ source: 'acme', origin: 'plugin', content: '' }],
    );
    const key = 'pavedRoad.scorecards.rulePacks';
    expect(
      sources.map(({ source, origin, wanted }) => [source, origin, wanted]),
    ).toEqual([
      [
        'rule-packs/ai-services.yaml',
        'built-in',
        { key: `${key}.0`, overrides: { slo: 'off' }, services: filter },
      ],
      [
        'a.yaml',
        'file',
        { key: `${key}.1`, filter: { kind: 'System' }, services: filter },
      ],
      [
        'b.yaml',
        'file',
        { key: 'pavedRoad.scorecards.filter', services: filter },
      ],
      [
        'acme',
        'plugin',
        { key: 'pavedRoad.scorecards.filter', services: filter },
      ],
    ]);
  });

  it('refuses a filter that is none', () => {
    const config = mockServices.rootConfig({
      data: { pavedRoad: { scorecards: { filter: { kind: { $is: 'API' } } } } },
    });
    expect(() => readRulePackSources(config)).toThrow(
      /^pavedRoad.scorecards: .*filter: not a filter predicate/,
    );
  });

  it.each([
    [[], 'pavedRoad.scorecards.rulePacks: there is no rule pack'],
    ['a.yaml', 'pavedRoad.scorecards.rulePacks: there is no rule pack'],
    [[7], 'pavedRoad.scorecards.rulePacks.0: 7 is not a rule pack'],
    [[['a.yaml']], 'rulePacks.0: ["a.yaml"] is not a rule pack'],
    [[{ source: 7 }], 'rulePacks.0.source: 7 is not a source'],
    [
      [{ source: 'a.yaml', override: {} }],
      'rulePacks.0: Invalid changes of a rule pack: override: unknown field',
    ],
    [
      ['default', { source: 'default' }],
      'rulePacks.1: rule-packs/ai-services.yaml is also at',
    ],
    [['http://'], 'rulePacks.0: http:// is not a URL'],
    [
      ['https://ada:secret@example.com/a.yaml'],
      'rulePacks.0: a URL is shown to people and must not have credentials',
    ],
    [
      ['a.yaml', 'b.yaml', 'a.yaml'],
      'rulePacks.2: a.yaml is also at pavedRoad.scorecards.rulePacks.0',
    ],
  ])('refuses %j', (rulePacks, message) => {
    expect(() => read(rulePacks)).toThrow(message);
  });
});

describe('readTargetLevel', () => {
  it('is silver unless configured otherwise', () => {
    const config = (scorecards: object) =>
      mockServices.rootConfig({ data: { pavedRoad: { scorecards } } as never });

    expect(readTargetLevel(config({}))).toBe('silver');
    expect(readTargetLevel(config({ targetLevel: 'gold' }))).toBe('gold');
  });
});
