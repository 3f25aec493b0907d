import fc from 'fast-check';
import { evaluate } from './evaluate';
import { findLift } from './nextLevel';
import { parseRulePack } from './parseRulePack';
import { noLevel } from './rulePack';
import { compileRules } from './rules';
import { CheckState, checkStates } from './schemas';

const levels = ['bronze', 'silver', 'gold'];

interface Check {
  level: string;
  state: CheckState;
}

/** How an entity does whose checks come to the given states, by real rules. */
function scorecardOf(checks: Check[]) {
  const expressions: Record<CheckState, string> = {
    pass: 'true',
    fail: 'false',
    waived: 'false',
    'not-applicable': 'true',
    unknown: "entity.spec.nothing == 'x'",
  };
  const pack = {
    apiVersion: 'paved-road.io/v1',
    kind: 'RulePack',
    metadata: { name: 'test', title: 'Test', version: '1.0.0' },
    spec: {
      filter: { kind: 'Component' },
      levels: levels.map(id => ({ id, title: id })),
      tracks: [{ id: 'all', title: 'All' }],
      checks: checks.map(({ level, state }, index) => ({
        id: `check-${index}`,
        title: 'Check',
        description: 'It matters.',
        track: 'all',
        level,
        expression: expressions[state],
        remediation: { text: 'Repair it.' },
        filter: state === 'not-applicable' ? { kind: 'System' } : undefined,
      })),
    },
  };
  const rules = compileRules([
    parseRulePack(JSON.stringify(pack), 'test.yaml'),
  ]);
  const now = new Date('2026-01-01T00:00:00.000Z');
  const { level, levelRank, results } = evaluate(rules, {
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'search' },
      spec: {},
    },
    relations: [],
    facts: {},
    waivers: checks.flatMap(({ state }, index) =>
      state === 'waived'
        ? [
            {
              id: 'd5b1f3a2-6c0e-4b1d-9a55-0f7d3c1e8a11',
              checkId: `check-${index}`,
              reason: 'It is retired.',
              requestedBy: 'user:default/ada',
              approvedBy: 'user:default/grace',
              expiresAt: '2026-05-01T00:00:00.000Z',
            },
          ]
        : [],
    ),
    now,
  })!;
  expect(results.map(({ state }) => state).sort()).toEqual(
    checks.map(({ state }) => state).sort(),
  );
  return { level, levelRank, lift: findLift(rules.levels, results) };
}

const withPassed = (checks: Check[], passed: number): Check[] =>
  checks.map((check, index) =>
    index === passed ? { ...check, state: 'pass' } : check,
  );

describe('findLift', () => {
  it('finds the check with which alone an entity rises, and how far', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            level: fc.constantFrom(...levels),
            state: fc.constantFrom(...checkStates),
          }),
          { minLength: 1, maxLength: 7 },
        ),
        checks => {
          const { levelRank, lift } = scorecardOf(checks);
          const open = checks.flatMap(({ state }, index) =>
            state === 'fail' || state === 'unknown' ? [index] : [],
          );
          const rising = open
            .map(index => ({
              checkId: `check-${index}`,
              ...scorecardOf(withPassed(checks, index)),
            }))
            .filter(passed => passed.levelRank > levelRank)
            .map(({ checkId, level }) => ({ checkId, level }));
          expect(lift ? [lift] : []).toEqual(rising);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes as far as the next level that is missed, or to the highest', () => {
    const bronze: Check = { level: 'bronze', state: 'fail' };
    const gold: Check = { level: 'gold', state: 'unknown' };

    expect(scorecardOf([gold, bronze])).toMatchObject({
      level: noLevel,
      lift: { checkId: 'check-1', level: 'silver' },
    });
    expect(scorecardOf([gold])).toMatchObject({
      level: 'silver',
      lift: { checkId: 'check-0', level: 'gold' },
    });
    expect(scorecardOf([bronze, bronze]).lift).toBeUndefined();
    expect(
      scorecardOf([{ level: 'gold', state: 'pass' }]).lift,
    ).toBeUndefined();
  });
});
