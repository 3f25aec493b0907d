import { mockServices } from '@backstage/backend-test-utils';
import { FilterPredicate } from '@backstage/filter-predicates';
import { parseRulePack } from '@paved-road/plugin-paved-road-common/rules';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import { emptyFilterWarnings } from './emptyFilters';
import { readRulePack } from './readRulePack';
import { readRulePackSources } from './readRulePackSources';

const warningsOf = (scorecards: object) =>
  emptyFilterWarnings(
    [],
    readRulePackSources(
      mockServices.rootConfig({ data: { pavedRoad: { scorecards } } as never }),
    ),
  );

describe('emptyFilterWarnings', () => {
  it.each<[FilterPredicate, string]>([
    [{ kind: 'User' }, 'kind User, because a User has no scorecard'],
    [
      { kind: { $in: ['location', 'User'] } },
      'kind location or User, because a location has no scorecard',
    ],
    [
      { kind: 'Component', type: 'service' },
      'kind Component and type service, because no entity has a field type; use a path such as kind, spec.type or metadata.tags',
    ],
    [
      { Kind: 'Component' },
      'Kind Component, because no entity has a field Kind; use a path such as kind, spec.type or metadata.tags',
    ],
    [
      { $not: { kind: { $in: ['Component', 'System'] } } },
      '{"$not":{"kind":{"$in":["Component","System"]}}}, because it leaves no kind; name the kinds that it is for, such as API',
    ],
    [
      { kind: { $hasPrefix: 'ap' } },
      '{"kind":{"$hasPrefix":"ap"}}, because it leaves no kind; name the kinds that it is for, such as API',
    ],
  ])('say why nothing matches %j', (filter, warning) => {
    expect(warningsOf({ filter })).toEqual([
      `pavedRoad.scorecards.filter: no entity can match ${warning}`,
    ]);
  });

  it.each<FilterPredicate>([
    { kind: 'component' },
    { kind: { $in: ['API', 'System'] } },
    { kind: 'Gadget' },
    { kind: { $exists: true } },
    { kind: { $hasPrefix: 'comp' } },
    { 'spec.type': 'no-such-type' },
    { $any: [{ kind: 'API' }, { $all: [{ kind: 'Group' }] }] },
    { $not: { kind: 'API' } },
    { $not: { kind: 'Component' } },
    { $not: { kind: 'Component', 'spec.type': 'website' } },
    { kind: 'Component', extra: { $exists: false } },
  ])('are not given of %j, which something may match', filter => {
    expect(warningsOf({ filter })).toEqual([]);
  });

  it('ask whether a kind is misspelt', () => {
    expect(
      warningsOf({ filter: { kind: { $in: ['Componnet', 'API'] } } }),
    ).toEqual([
      'pavedRoad.scorecards.filter: Componnet is not a common kind; unless it is a custom kind, did you mean kind Component?',
    ]);
  });

  it('name the pack and the check that have the filter', () => {
    const packOf = (filter: string) => {
      const text = rulePackText({ checks: ['owner', 'runbook', 'slo'] })
        .replace('{ kind: Component }', filter)
        .replace(
          'id: runbook',
          'id: runbook\n      filter: { kind: Component, tags: { $contains: ai } }',
        )
        .replace('id: slo', 'id: slo\n      filter: { kind: API }');
      expect(parseRulePack(text, 'a.yaml').pack.spec.checks).toHaveLength(3);
      return readRulePack({ source: 'a.yaml', origin: 'file' }, { text });
    };
    expect(
      emptyFilterWarnings([packOf('{ kind: { $in: [api, component] } }')], []),
    ).toEqual([
      'Rule pack house-rules at a.yaml: filter of the check runbook: no entity can match kind Component and tags with ai, because no entity has a field tags; use a path such as kind, spec.type or metadata.tags',
    ]);
    expect(emptyFilterWarnings([packOf('{ kind: Component }')], [])).toContain(
      'Rule pack house-rules at a.yaml: filter of the check slo: no entity can match kind API, because the pack selects only Component; name the kind in its spec.filter too',
    );
  });

  it('name the config key that changes the filter of a pack', () => {
    const sources = readRulePackSources(
      mockServices.rootConfig({
        data: {
          pavedRoad: {
            scorecards: {
              rulePacks: [{ source: 'a.yaml', filter: { kind: 'User' } }],
            },
          },
        },
      }),
    );
    const pack = readRulePack(
      { source: 'a.yaml', origin: 'file' },
      { text: rulePackText(), wanted: { filter: { kind: 'User' } } },
    );
    expect(emptyFilterWarnings([pack], sources)).toEqual([
      'pavedRoad.scorecards.rulePacks.0.filter: no entity can match kind User, because a User has no scorecard',
    ]);
  });
});
