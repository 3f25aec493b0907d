import { FilterPredicate } from '@backstage/filter-predicates';
import { createCheck, createPack } from './__testUtils__/rulePacks';
import { hasScorecard } from './evaluate';
import { parseRulePack } from './parseRulePack';
import { compileRules } from './rules';
import { matchingKinds, selectedKinds } from './selectedKinds';

describe('selectedKinds', () => {
  it.each<[FilterPredicate, string[]]>([
    [{ kind: 'Component' }, ['Component']],
    [{ kind: 'component' }, ['Component']],
    [{ kind: { $in: ['api', 'System', 'API'] } }, ['System', 'api']],
    [{ kind: 'Gadget', 'spec.type': 'tool' }, ['Gadget']],
    // What it does not name is not selected by chance.
    [{ 'spec.type': 'openapi' }, ['Component', 'System']],
    [{ kind: { $exists: true } }, ['Component', 'System']],
    [{ kind: { $hasPrefix: 'comp' } }, ['Component']],
    [{ $not: { kind: 'System' } }, ['Component']],
    [
      { $any: [{ 'spec.type': 'service' }, { kind: 'API' }] },
      ['Component', 'System', 'API'],
    ],
    [
      { $all: [{ kind: { $in: ['API', 'Resource'] } }, { kind: 'Resource' }] },
      ['Resource'],
    ],
    [{ $not: { kind: { $in: ['Component', 'System'] } } }, []],
    [{ kind: { $in: ['User', 'location', 'Group'] } }, ['Group']],
    [{ Kind: 'Component' }, []],
  ])('are of %j', (filter, kinds) => {
    expect(selectedKinds(filter)).toEqual(kinds);
  });

  it('are those of all packs together, and no other kind has a scorecard', () => {
    const packOf = (name: string, filter: object) =>
      parseRulePack(
        createPack([createCheck({ id: name })], {
          metadata: { name },
          spec: { filter },
        }),
        `${name}.yaml`,
      );
    const rules = compileRules([
      packOf('services', { 'spec.type': 'service' }),
      packOf('apis', { kind: { $in: ['API', 'component'] } }),
    ]);
    expect(rules.kinds).toEqual(['Component', 'System', 'API']);
    const scored = (kind: string) =>
      hasScorecard(rules, {
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: { name: 'search' },
        spec: { type: 'service' },
      });
    expect(['Component', 'system', 'api'].map(scored)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['Resource', 'User'].map(scored)).toEqual([false, false]);
  });
});

it('matchingKinds leaves those of a list that a filter can match', () => {
  expect(
    matchingKinds({ $not: { kind: 'API' } }, ['API', 'Group', 'group', 'User']),
  ).toEqual(['Group']);
  expect(matchingKinds({ kind: 'API' }, ['Component'])).toEqual([]);
});
