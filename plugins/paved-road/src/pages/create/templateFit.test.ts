import { Advice, PlainPattern } from '@paved-road/plugin-paved-road-common';
import { templateFit } from './templateFit';

const advice = (
  recommendation: Partial<Advice['recommendation']>,
  eligible = true,
) =>
  ({
    ranking: [{ pattern: 'monolith', eligible }],
    recommendation: {
      pattern: 'monolith',
      core: 'monolith',
      runnerUp: 'serverless',
      tooClose: false,
      ...recommendation,
    },
  }) as Advice;

const close = { kind: 'close', winner: 'monolith', runnerUp: 'serverless' };

describe('templateFit', () => {
  it.each<[PlainPattern, Partial<Advice['recommendation']>, unknown]>([
    ['monolith', {}, { kind: 'fits' }],
    ['serverless', {}, { kind: 'other', recommended: ['monolith'] }],
    ['monolith', { verdict: 'not-enough-answers' }, { kind: 'open' }],
    ['serverless', { verdict: 'not-enough-answers' }, { kind: 'open' }],
    ['monolith', { tooClose: true }, close],
    ['serverless', { tooClose: true }, close],
    [
      'monolith',
      { tooClose: true, pattern: 'hybrid', background: 'serverless' },
      { ...close, background: 'serverless' },
    ],
    [
      'microservices',
      { tooClose: true },
      { kind: 'other', recommended: ['monolith', 'serverless'] },
    ],
    [
      'microservices',
      { pattern: 'hybrid', core: 'microservices', background: 'serverless' },
      { kind: 'fits', background: 'serverless' },
    ],
  ])('a template for %s where %p is recommended', (pattern, given, fit) => {
    expect(templateFit(advice(given), pattern)).toEqual(fit);
  });

  it('says nothing where no pattern is eligible', () => {
    expect(templateFit(advice({}, false), 'monolith')).toBeUndefined();
  });
});
