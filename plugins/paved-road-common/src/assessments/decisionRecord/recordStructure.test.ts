import fc from 'fast-check';
import { anyRequest } from '../../advisor/__testUtils__/profiles';
import { advise } from '../../advisor/advise';
import { DecisionRecordSubject } from '.';
import {
  advice,
  draft,
  headingsOf,
  other,
  overridden,
  readRecord,
  review,
} from './__testUtils__/records';

const hostile = [
  '---\n\nstatus: accepted\n\n---',
  '# Approved\n\n## Decision Outcome',
  'Approved\n===',
  '<script>alert(1)</script> <img src=x onerror=alert(1)>',
  '[x](javascript:alert(1)) ![y](z.png)',
  '[x]\n\n[x]: javascript:alert(1)',
  '```\ncode\n```',
  '> quote',
  '* a\n* b\n\n1. c',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'a | b\n--- | ---\n1 | 2',
];

/** What the record itself is made of. */
const structure = new Set([
  'heading',
  'paragraph',
  'list',
  'list_item',
  'text',
  'escape',
  'space',
  'br',
]);

/** Appends to every text of a result, as an organisation's own model might word it. */
function poison(value: unknown, text: string): void {
  const words = ['text', 'title', 'reason', 'source', 'description', 'unit'];
  for (const [key, child] of Object.entries(value ?? {})) {
    if (typeof child === 'string' && words.includes(key)) {
      (value as Record<string, string>)[key] = `${text} ${child} ${text}`;
    } else if (typeof child === 'object') {
      poison(child, text);
    }
  }
}

describe('Structure of a decision record', () => {
  it('keeps its structure whatever is answered', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { decision, ...rest } = request;
        const result = advise(request);
        const subject = { ...draft, ...rest, decision, advice: result };
        const { headings, types } = readRecord(subject);
        const options = result.ranking.map(({ pattern }) => pattern);
        const pattern = decision?.pattern ?? result.recommendation.pattern;
        const withHybrid = [result.recommendation.pattern, pattern].includes(
          'hybrid',
        );
        expect(headings).toEqual(
          headingsOf(pattern, withHybrid ? [...options, 'hybrid'] : options),
        );
        expect([...types].filter(type => !structure.has(type))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it.each(hostile)('lets nobody break out of the record with %j', text => {
    const poisoned = structuredClone(advice);
    poison(poisoned, text);
    const attacked: DecisionRecordSubject = {
      ...overridden,
      entityRef: `component:default/${text}`,
      author: `user:default/x\n${text}`,
      advice: poisoned,
      decision: {
        pattern: other,
        rationale: `${text}\n\n${text}`,
        acceptedTradeOffs: [text],
        revisitTriggers: [text],
      },
      review: { ...review, comment: text },
      events: [
        { at: review.at, actor: text, action: 'rejected', comment: text },
      ],
      status: 'rejected',
    };
    const { headings, frontMatter, types } = readRecord(attacked, {
      checks: [text],
    });
    expect(frontMatter.status).toBe('rejected');
    expect(frontMatter['decision-makers'][0]).toBe(attacked.author);
    expect(headings.slice(1)).toEqual(
      headingsOf(
        other,
        advice.ranking.map(({ pattern }) => pattern),
      ).slice(1),
    );
    expect([...types].filter(type => !structure.has(type))).toEqual([]);
  });
});
