import {
  Assessment,
  AssessmentStatus,
  Standing,
} from '@paved-road/plugin-paved-road-common';
import { getHeaderTone, isContradicted } from './standing';

const standings = {
  holds: { id: 'clear', text: 'Clear, 98%', chance: 0.98 },
  overridden: {
    id: 'clear',
    text: 'Clear for Modular monolith, 98% · decided: Microservices',
    chance: 0.98,
    overrides: { pattern: 'monolith', chance: 0.98 },
  },
  misses: {
    id: 'misses-requirement',
    text: 'Misses its requirement: p99 1.3 s, required 1 s',
  },
  open: { id: 'not-enough-answers', text: 'Answer 2 more questions' },
} satisfies Record<string, Standing>;

const assessmentWith = (
  status: AssessmentStatus,
  standing?: Standing,
): Assessment => ({ status, standing, events: [] }) as unknown as Assessment;

describe('getHeaderTone', () => {
  it.each<[AssessmentStatus, Standing | undefined, string]>([
    ['approved', standings.holds, 'success'],
    ['approved', standings.overridden, 'warning'],
    ['approved', standings.misses, 'danger'],
    ['submitted', standings.holds, 'info'],
    ['submitted', standings.open, 'neutral'],
    ['draft', standings.holds, 'neutral'],
    ['draft', standings.misses, 'danger'],
    ['rejected', standings.holds, 'danger'],
    // A past decision has no standing.
    ['superseded', standings.misses, 'neutral'],
    ['approved', undefined, 'success'],
  ])('of %s is the worse one of both', (status, standing, tone) => {
    expect(getHeaderTone(assessmentWith(status, standing))).toBe(tone);
  });
});

describe('isContradicted', () => {
  it('asks for another decision only while it is in force or planned', () => {
    const { misses, holds } = standings;
    expect(isContradicted(assessmentWith('approved', misses))).toBe(true);
    expect(isContradicted(assessmentWith('draft', misses))).toBe(true);
    expect(isContradicted(assessmentWith('superseded', misses))).toBe(false);
    expect(isContradicted(assessmentWith('approved', holds))).toBe(false);
    expect(isContradicted(assessmentWith('approved'))).toBe(false);
  });
});
