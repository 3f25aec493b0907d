import fc from 'fast-check';
import { anyRequest } from '../../advisor/__testUtils__/profiles';
import { advise } from '../../advisor/advise';
import { DecisionRecordSubject } from './subject';
import {
  chatProfile,
  draft,
  draftFor,
  headingsOf,
  overridden,
  readRecord,
  review,
  titleOf,
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
  'a \\| b',
];

/** The markup of the record. */
const structure = new Set([
  'heading',
  'paragraph',
  'list',
  'list_item',
  'table',
  'text',
  'escape',
  'space',
  'br',
]);

/** Appends to every text of a result, as the model of an organisation might word it. */
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

const unexpectedIn = ({ types }: ReturnType<typeof readRecord>) =>
  [...types].filter(type => !structure.has(type));

describe('the structure of a decision record', () => {
  it('is the same for any answers', () => {
    fc.assert(
      fc.property(anyRequest, request => {
        const { decision, ...rest } = request;
        const result = advise(request);
        const subject = { ...draft, ...rest, decision, advice: result };
        const record = readRecord(subject);
        const { pattern } = result.recommendation;
        const placements = result.placements?.length ?? 0;
        const hybrids = [pattern, decision?.pattern].includes('hybrid') ? 1 : 0;
        expect(record.headings.filter(line => line.startsWith('## '))).toEqual(
          headingsOf('', []).filter(line => line.startsWith('## ')),
        );
        expect(
          record.headings.filter(line => line.startsWith('### ')),
        ).toHaveLength(2 + 3 + hybrids + placements);
        expect(unexpectedIn(record)).toEqual([]);
        expect(record.markdown).not.toMatch(/undefined|NaN|Infinity/);
      }),
      { numRuns: 20 },
    );
  });

  it.each(hostile)('does not change with the text %j', text => {
    const { advice, profile } = draftFor({ profile: chatProfile() });
    const poisoned = structuredClone(advice);
    poison(poisoned, text);
    const attacked: DecisionRecordSubject = {
      ...overridden,
      profile,
      entityRef: `component:default/${text}`,
      author: `user:default/x\n${text}`,
      advice: poisoned,
      decision: {
        pattern: 'serverless',
        placement: 'own-gpu',
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
    const record = readRecord(attacked, {
      checks: [text],
      nameOf: ref => (ref === attacked.author ? text : undefined),
    });
    expect(record.frontMatter.status).toBe('rejected');
    expect(record.frontMatter['decision-makers'][0]).toBe(text);
    expect(record.headings.slice(1)).toEqual(
      headingsOf('', [
        ...advice.ranking.map(({ pattern }) => titleOf(pattern)),
        ...['Hosted API', 'Own GPUs', 'Serverless GPU', 'CPU'].map(
          title => `Language model: ${title}`,
        ),
      ])
        .slice(1)
        .map(expectSameUpToOrder),
    );
    expect(unexpectedIn(record)).toEqual([]);
    expect(record.row('Language model: Own GPUs (chosen)')).toHaveLength(5);
  });
});

/** Placements rank in any order. */
function expectSameUpToOrder(heading: string): unknown {
  return heading.startsWith('### Language model')
    ? expect.stringMatching(/^### Language model: [A-Za-z ]+$/)
    : heading;
}
