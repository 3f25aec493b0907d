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

  it.each([
    [[], 'pavedRoad.scorecards.rulePacks: there is no rule pack'],
    ['a.yaml', 'pavedRoad.scorecards.rulePacks: there is no rule pack'],
    [[7], 'pavedRoad.scorecards.rulePacks.0: 7 is not a rule pack'],
    [[['a.yaml']], 'rulePacks.0: ["a.yaml"] is not a rule pack'],
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
