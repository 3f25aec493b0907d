import { composeSummary } from './TeamSummaries';
import { SummaryPart } from './SummarySource';

const owner = 'group:default/search';
const since = new Date('2026-03-01T08:00:00Z');

function createPart(
  kind: string,
  count: number,
  isUrgent = false,
): SummaryPart {
  return {
    owner,
    headline: `${count} of ${kind}`,
    lines: Array.from({ length: count }, (_, index) => `${kind} ${index}`),
    link: `/paved-road/${kind}`,
    isUrgent,
  };
}

describe('composeSummary', () => {
  it('leads to what it is about', () => {
    expect(composeSummary(owner, [createPart('waivers', 2)], since)).toEqual({
      title: '2 of waivers',
      description: 'waivers 0\nwaivers 1',
      link: '/paved-road/waivers',
      severity: 'normal',
      topic: 'team-summary',
      scope: expect.stringMatching(/^team-summary:[\w-]+$/),
    });
  });

  it('puts all that is new together, and leads to the services of the owner', () => {
    expect(
      composeSummary(
        owner,
        [createPart('levels', 1, true), createPart('waivers', 1)],
        since,
      ),
    ).toMatchObject({
      title: '1 of levels · 1 of waivers',
      description: 'levels 0\nwaivers 0',
      link: '/paved-road/services?owner=group%3Adefault%2Fsearch',
      severity: 'high',
    });
  });

  it('names ten, some of each kind, and counts the others', () => {
    const { description } = composeSummary(
      owner,
      [
        createPart('levels', 300),
        createPart('waivers', 2),
        createPart('stale', 40),
      ],
      since,
    );
    expect(description?.split('\n')).toEqual([
      ...['levels 0', 'levels 1', 'levels 2', 'levels 3'],
      ...['waivers 0', 'waivers 1'],
      ...['stale 0', 'stale 1', 'stale 2', 'stale 3'],
      'And 332 more.',
    ]);
  });

  it('shortens what is longer than a notification may be', () => {
    const parts = createPart('levels', 1);
    const { description } = composeSummary(
      owner,
      [{ ...parts, lines: ['y'.repeat(1_000)] }],
      since,
    );
    expect(description).toHaveLength(300);
  });
});
