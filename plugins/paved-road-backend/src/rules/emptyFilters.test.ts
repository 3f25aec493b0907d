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
    [
      { kind: 'API' },
      'kind API, because only a Component or a System can have a scorecard',
    ],
    [
      { kind: 'Componnet', 'spec.type': 'service' },
      'kind Componnet and spec.type service, because only a Component or a System can have a scorecard; did you mean kind Component?',
    ],
    [
      { kind: { $in: ['Resource', 'API'] } },
      'kind Resource or API, because only a Component or a System can have a scorecard',
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
      { $any: [{ kind: 'API' }, { $all: [{ kind: 'Group' }] }] },
      '{"$any":[{"kind":"API"},{"$all":[{"kind":"Group"}]}]}, because only a Component or a System can have a scorecard',
    ],
    [
      { $not: { kind: { $in: ['Component', 'System'] } } },
      '{"$not":{"kind":{"$in":["Component","System"]}}}, because only a Component or a System can have a scorecard',
    ],
  ])('say why nothing matches %j', (filter, warning) => {
    expect(warningsOf({ filter })).toEqual([
      `pavedRoad.scorecards.filter: no entity can match ${warning}`,
    ]);
  });

  it.each<FilterPredicate>([
    { kind: 'component' },
    { kind: { $in: ['API', 'System'] } },
    { kind: { $exists: true } },
    { kind: { $hasPrefix: 'comp' } },
    { 'spec.type': 'no-such-type' },
    { $any: [{ kind: 'API' }, { 'metadata.tags': { $contains: 'ai' } }] },
    { $not: { kind: 'API' } },
    { $not: { kind: 'Component' } },
    { $not: { kind: 'Component', 'spec.type': 'website' } },
    { kind: 'Component', extra: { $exists: false } },
  ])('are not given of %j, which something may match', filter => {
    expect(warningsOf({ filter })).toEqual([]);
  });

  it('name the pack and the check that have the filter', () => {
    const text = rulePackText({ checks: ['owner', 'runbook'] })
      .replace('{ kind: Component }', '{ kind: Api }')
      .replace(
        'id: runbook',
        'id: runbook\n      filter: { kind: Component, tags: { $contains: ai } }',
      );
    expect(parseRulePack(text, 'a.yaml').pack.spec.checks).toHaveLength(2);
    const pack = readRulePack({ source: 'a.yaml', origin: 'file' }, { text });
    expect(emptyFilterWarnings([pack], [])).toEqual([
      'Rule pack house-rules at a.yaml: spec.filter: no entity can match kind Api, because only a Component or a System can have a scorecard',
      'Rule pack house-rules at a.yaml: filter of the check runbook: no entity can match kind Component and tags with ai, because no entity has a field tags; use a path such as kind, spec.type or metadata.tags',
    ]);
  });

  it('name the config key that changes the filter of a pack', () => {
    const sources = readRulePackSources(
      mockServices.rootConfig({
        data: {
          pavedRoad: {
            scorecards: {
              rulePacks: [{ source: 'a.yaml', filter: { kind: 'Group' } }],
            },
          },
        },
      }),
    );
    const pack = readRulePack(
      { source: 'a.yaml', origin: 'file' },
      { text: rulePackText(), changes: { filter: { kind: 'Group' } } },
    );
    expect(emptyFilterWarnings([pack], sources)).toEqual([
      'pavedRoad.scorecards.rulePacks.0.filter: no entity can match kind Group, because only a Component or a System can have a scorecard',
    ]);
  });
});
