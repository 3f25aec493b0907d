import fc from 'fast-check';
import { anyRequest, runs } from '../advisor/__testUtils__/profiles';
import { advise } from '../advisor/advise';
import { Advice, Risk } from '../advisor/explain/advice';
import { patternDescriptions } from '../advisor/options/patterns/descriptions';
import { Pattern } from '../advisor/profile/patterns';
import {
  advice,
  other,
  recommended,
} from './decisionRecord/__testUtils__/records';
import { listPointsAgainst } from './pointsAgainst';

const decision = { pattern: other };

const risk = (severity: Risk['severity'], pattern: Pattern): Risk => ({
  id: 'chatty-services',
  severity,
  subject: { kind: 'chosen', pattern },
  title: `A ${severity} risk`,
  evidence: [
    { field: 'team.teamSize', value: 5, text: 'Five people own two services.' },
  ],
  mitigations: [],
});

const lateFor = (pattern: Pattern): Advice['latency'] => ({
  perPattern: {
    ...advice.latency.perPattern,
    [pattern]: {
      status: 'estimated',
      p50: 0.5,
      p95: 0.9,
      p99: 1.3,
      warmSeconds: 0.5,
      coldStartProbability: 0,
      coldStartSeconds: 0,
      requirement: 1,
      meetsRequirement: false,
    },
  },
});

describe('listPointsAgainst', () => {
  it('puts a missed limit first, then high risks with their basis, criteria, and other risks', () => {
    const points = listPointsAgainst({
      advice: {
        ...advice,
        latency: lateFor(other),
        risks: [risk('low', other), risk('high', other)],
      },
      decision,
    });
    expect(points.slice(0, 2)).toEqual([
      {
        kind: 'limit',
        text: `${patternDescriptions[other].title} misses its requirement: p99 1.3 s, required 1 s`,
      },
      {
        kind: 'risk',
        severity: 'high',
        title: 'A high risk',
        text: 'Five people own two services.',
      },
    ]);
    const kinds = points.map(({ kind }) => kind);
    const lowRisk = kinds.lastIndexOf('risk');
    expect(points[lowRisk]).toMatchObject({ title: 'A low risk' });
    expect(new Set(kinds.slice(2, lowRisk))).toEqual(new Set(['criterion']));
    expect(kinds.slice(lowRisk + 1).every(kind => kind === 'rival')).toBe(true);
  });

  it('leaves out risks and limits of other patterns', () => {
    const found = listPointsAgainst({
      advice: {
        ...advice,
        latency: lateFor(recommended),
        risks: [risk('high', recommended)],
      },
      decision,
    });
    expect(found.map(({ kind }) => kind)).not.toContain('risk');
    expect(found.map(({ kind }) => kind)).not.toContain('limit');
  });

  it('falls back to what favours the rival, each criterion once', () => {
    const points = listPointsAgainst({
      advice: { ...advice, risks: [] },
      decision: { pattern: recommended },
    });
    expect(points.length).toBeGreaterThanOrEqual(3);
    expect(points.at(-1)).toMatchObject({ kind: 'rival' });
    const criteria = points.map(
      point => 'criterion' in point && point.criterion,
    );
    expect(new Set(criteria).size).toBe(points.length);
  });

  it('names a pattern that the model no longer has, and no point against another one', () => {
    const gone = { pattern: 'mainframe' as Pattern };
    expect(listPointsAgainst({ advice, decision: gone })).toEqual([
      { kind: 'limit', text: 'The decision model no longer has “mainframe”' },
    ]);
  });

  it('has a text for each point, for all answers and decisions', () => {
    fc.assert(
      fc.property(anyRequest, ({ observed: _, ...request }) => {
        const points = listPointsAgainst({
          advice: advise(request),
          decision: request.decision,
        });
        for (const point of points) {
          expect(point.kind === 'risk' ? point.title : point.text).not.toBe('');
        }
      }),
      { numRuns: runs(200) },
    );
  });
});
