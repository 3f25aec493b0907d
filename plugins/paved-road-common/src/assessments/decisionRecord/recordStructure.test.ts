import fc from 'fast-check';
import { anyRequest } from '../../advisor/__testUtils__/profiles';
import { advise } from '../../advisor/advise';
import { defaultModel } from '../../advisor/options/DecisionModel';
import { DecisionRecordSubject } from './subject';
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
  // Labels of the annex, and addresses of assumptions.
  'strong',
  'link',
]);

const labels = [
  'Answers',
  'Open questions',
  'Remarks on the answers',
  'Modular monolith in full',
  'Microservices in full',
  'Serverless functions in full',
  'Hybrid in full',
  'What would change the recommendation',
  'What would change the leading pattern',
  'Risks',
  'Checks of the scorecard',
  'Roadmap',
  'Changed weights',
  'Assumptions behind the numbers',
  'History',
];

const { assumptions } = defaultModel;
const isOwn = (address: string) =>
  assumptions.some(({ url }) => url === address);

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
        const record = readRecord(subject);
        const options = result.ranking.map(({ pattern }) => pattern);
        const { pattern, verdict } = result.recommendation;
        const recommended =
          verdict === 'not-enough-answers' ||
          result.ranking.every(({ eligible }) => !eligible)
            ? undefined
            : pattern;
        const withHybrid = [pattern, decision?.pattern].includes('hybrid');
        expect(record.headings).toEqual(
          headingsOf(
            decision?.pattern ?? recommended,
            withHybrid ? [...options, 'hybrid'] : options,
          ),
        );
        expectOwnStructure(record);
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
    const record = readRecord(attacked, {
      checks: [text],
      nameOf: ref => (ref === attacked.author ? text : undefined),
    });
    const { headings, frontMatter } = record;
    expect(frontMatter.status).toBe('rejected');
    expect(frontMatter['decision-makers'][0]).toBe(text);
    expect(headings.slice(1)).toEqual(
      headingsOf(
        other,
        advice.ranking.map(({ pattern }) => pattern),
      ).slice(1),
    );
    expectOwnStructure(record);
  });

  it('lets no address of an assumption be more than an address', () => {
    const [first, ...others] = advice.assumptions;
    const { addresses, types } = readRecord({
      ...draft,
      advice: {
        ...advice,
        assumptions: [
          { ...first, url: 'https://prices.example/list?of=x_y#z' },
          ...[
            'data:text/html,x',
            'https://x.example> [a](b)',
            'https://x.example\n\n# Approved',
          ].map((url, index) => ({ ...others[index], url })),
        ],
      },
    });
    expect(addresses).toContain('https://prices.example/list?of=x_y#z');
    expect(addresses.filter(address => !/^https:/.test(address))).toEqual([]);
    expect([...types].filter(type => !structure.has(type))).toEqual([]);
  });
});

function expectOwnStructure({
  types,
  labels: found,
  addresses,
}: ReturnType<typeof readRecord>) {
  expect([...types].filter(type => !structure.has(type))).toEqual([]);
  expect(found.filter(text => !labels.includes(text))).toEqual([]);
  expect(addresses.filter(address => !isOwn(address))).toEqual([]);
}
