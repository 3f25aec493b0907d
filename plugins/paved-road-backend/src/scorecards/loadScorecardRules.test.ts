import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadScorecardRules } from './loadScorecardRules';

const pack = (options: {
  name?: string;
  level?: string;
  expression?: string;
}) => `
apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: ${options.name ?? 'house-rules'}, title: House rules, version: 1.0.0 }
spec:
  filter: { kind: Component }
  levels:
    - { id: ${options.level ?? 'silver'}, title: The level }
  tracks:
    - { id: ownership, title: Ownership }
  checks:
    - id: ${options.name ?? 'house'}-owner
      title: Has an owner
      description: Somebody answers for it.
      track: ownership
      level: ${options.level ?? 'silver'}
      expression: ${options.expression ?? 'has(entity.spec.owner)'}
      remediation: { text: Set spec.owner. }
`;

describe('loadScorecardRules', () => {
  const directory = createMockDirectory();

  function load(
    files: Record<string, string>,
    scorecards: { rulePacks?: string[]; targetLevel?: string } = {},
  ) {
    directory.setContent(files);
    const rulePacks =
      scorecards.rulePacks ??
      Object.keys(files).map(file => directory.resolve(file));
    return loadScorecardRules(
      mockServices.rootConfig({
        data: { pavedRoad: { scorecards: { ...scorecards, rulePacks } } },
      }),
    );
  }

  it('uses the pack that comes with the plugin where none is configured', async () => {
    const { packs, rules, target } = await loadScorecardRules(
      mockServices.rootConfig(),
    );

    expect(packs.map(({ metadata }) => metadata.name)).toEqual(['ai-services']);
    expect(target).toEqual({ level: 'silver', rank: 2 });
    expect(rules.checks.length).toBeGreaterThanOrEqual(12);
    const inUse = (field: 'track' | 'level') => [
      ...new Set(rules.checks.map(check => check[field])),
    ];
    expect(inUse('track').sort()).toEqual([
      'architecture',
      'delivery',
      'documentation',
      'ownership',
    ]);
    expect(inUse('level')).toEqual(['bronze', 'silver', 'gold']);
  });

  it('uses the packs and the target level that are configured', async () => {
    const { packs, rules, target } = await load(
      {
        'a.yaml': pack({ level: 'good' }),
        'b.yaml': pack({ level: 'good', name: 'other' }),
      },
      { targetLevel: 'good' },
    );

    expect(packs.map(({ metadata }) => metadata.name)).toEqual([
      'house-rules',
      'other',
    ]);
    expect(rules.checks.map(({ id }) => id)).toEqual([
      'house-owner',
      'other-owner',
    ]);
    expect(target).toEqual({ level: 'good', rank: 1 });
  });

  it('takes the example of the reference as it stands there', async () => {
    const reference = await readFile(
      path.join(
        resolvePackagePath('@paved-road/plugin-paved-road-backend'),
        '../../docs/reference/rule-packs.md',
      ),
      'utf8',
    );
    const [, example] = /```yaml.*\n([\s\S]*?)```/.exec(reference) ?? [];

    await expect(load({ 'cost.yaml': example })).resolves.toMatchObject({
      packs: [{ metadata: { name: 'cost' } }],
    });
  });

  it('finds files from the working directory', async () => {
    await expect(
      load({}, { rulePacks: ['no/such/pack.yaml'] }),
    ).rejects.toThrow(
      /^pavedRoad\.scorecards\.rulePacks\.0: cannot read it: .*no\/such\/pack\.yaml/,
    );
  });

  it('names the file, position and check of all problems of all packs', async () => {
    const loading = load({
      'a.yaml': pack({ expression: 'has(entity.spec.owner) &&' }),
      'b.yaml': pack({ name: 'other' }).replace(
        'title: Has an owner',
        'tilte: x',
      ),
      'c.yaml': 'kind: [',
    });

    await expect(loading).rejects.toMatchObject({ name: 'InputError' });
    await expect(loading).rejects.toThrow(
      /a\.yaml:17:7: check house-owner: expression: .* \(at 1:26\)/,
    );
    await expect(loading).rejects.toThrow(
      /b\.yaml:13:7: check other-owner: spec\.checks\.0\.tilte: unknown field/,
    );
    await expect(loading).rejects.toThrow(/c\.yaml:1:\d+: /);
  });

  it('needs a pack and a target level that the packs have', async () => {
    await expect(load({})).rejects.toThrow('There is no rule pack');
    await expect(load({ 'a.yaml': pack({ level: 'good' }) })).rejects.toThrow(
      'pavedRoad.scorecards.targetLevel: silver is not a level of the rule packs, use one of good',
    );
  });
});
