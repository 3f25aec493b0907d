import { presentStanding } from './presentStanding';
import { Standing } from './schema';

describe('presentStanding', () => {
  it.each<[Standing, { label: string; reason?: string; tone: string }]>([
    [
      { id: 'clear', chance: 0.98, text: 'Clear, 98%' },
      { label: 'Clear, 98%', tone: 'positive' },
    ],
    [
      {
        id: 'clear-so-far',
        chance: 0.87,
        text: 'Clear so far, 87% · 6 open questions could change it',
      },
      {
        label: 'Clear so far, 87%',
        reason: '6 open questions could change it',
        tone: 'informative',
      },
    ],
    [
      {
        id: 'clear',
        chance: 0.88,
        text: 'Clear for Modular monolith, 88% · decided: Microservices',
        overrides: { pattern: 'monolith', chance: 0.88 },
      },
      {
        label: 'Clear for Modular monolith, 88%',
        reason: 'Decided: Microservices',
        tone: 'caution',
      },
    ],
    [
      {
        id: 'misses-requirement',
        text: 'Misses its requirement: p99 1.3 s, required 1 s',
      },
      {
        label: 'Misses its requirement',
        reason: 'p99 1.3 s, required 1 s',
        tone: 'critical',
      },
    ],
    [
      { id: 'not-enough-answers', text: 'Answer 2 more questions' },
      {
        label: 'Not enough answers',
        reason: 'Answer 2 more questions',
        tone: 'neutral',
      },
    ],
  ])('parts the text of %j', (standing, presentation) => {
    expect(presentStanding(standing)).toEqual(presentation);
  });
});
