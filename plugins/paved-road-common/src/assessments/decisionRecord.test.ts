import { lexer, Token, Tokens } from 'marked';
import { parse } from 'yaml';
import { advise } from '../advisor/advise';
import { patternDescriptions } from '../advisor/model';
import { Pattern, plainPatterns } from '../advisor/patterns';
import { profileSchema } from '../advisor/profile';
import { DecisionRecordSubject, renderDecisionRecord } from './decisionRecord';

const profile = profileSchema.parse({
  team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
  product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
  workload: {
    traffic: 'steady',
    invocation: 'in-app',
    latency: 'interactive',
    requestsPerMonth: 2_500_000,
  },
});
const advice = advise({ profile });
const recommended = advice.recommendation.pattern;
const other = plainPatterns.find(pattern => pattern !== recommended)!;

const draft: DecisionRecordSubject = {
  id: '4f0c1e7e-1111-4222-8333-444455556666',
  entityRef: 'component:default/reply-suggester',
  author: 'user:default/ada',
  profile,
  advice,
  updatedAt: '2026-03-02T23:30:00.000Z',
  events: [
    {
      at: '2026-03-01T10:00:00.000Z',
      actor: 'user:default/ada',
      action: 'created',
    },
  ],
  status: 'draft',
};
const submitted = { by: 'user:default/sam', at: '2026-03-01T11:00:00.000Z' };
const review = { by: 'user:default/grace', at: '2026-03-02T23:30:00.000Z' };
const overridden: DecisionRecordSubject = {
  ...draft,
  status: 'approved',
  decision: {
    pattern: other,
    rationale: 'We run the platform already.\n\nAnd we know it.',
    acceptedTradeOffs: ['More to operate'],
    revisitTriggers: ['A second team starts'],
  },
  submitted,
  review,
};

/** The record as a parser sees it. */
function read(subject: DecisionRecordSubject) {
  const markdown = renderDecisionRecord(subject);
  const [, frontMatter, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(markdown)!;
  const tokens = lexer(body);
  const headings = tokens
    .filter((token): token is Tokens.Heading => token.type === 'heading')
    .map(({ depth, text }) => `${'#'.repeat(depth)} ${text}`);
  return {
    markdown,
    frontMatter: parse(frontMatter),
    headings,
    /** The text between a heading and the next one. */
    section(heading: string): string {
      const start = tokens.findIndex(
        token =>
          token.type === 'heading' &&
          (token as Tokens.Heading).text === heading,
      );
      const rest = tokens.slice(start + 1);
      const end = rest.findIndex(token => token.type === 'heading');
      return rest
        .slice(0, end === -1 ? undefined : end)
        .map(token => token.raw)
        .join('');
    },
    types: typesOf(tokens),
  };
}

function typesOf(tokens: Token[]): Set<string> {
  return new Set(
    tokens.flatMap(token => {
      const { tokens: children = [], items = [] } = token as Tokens.List &
        Tokens.Text;
      return [token.type, ...typesOf(children), ...typesOf(items)];
    }),
  );
}

const titleOf = (pattern: Pattern) => patternDescriptions[pattern].title;

describe('renderDecisionRecord', () => {
  it('has the front matter and the headings of MADR 4.0.0, in order, and no empty section', () => {
    const { frontMatter, headings, section } = read(overridden);
    expect(frontMatter).toEqual({
      status: 'accepted',
      date: '2026-03-02',
      'decision-makers': [
        'user:default/ada',
        'user:default/sam',
        'user:default/grace',
      ],
      consulted: [],
      informed: [],
    });
    const options = advice.ranking.map(({ pattern }) => titleOf(pattern));
    expect(headings).toEqual([
      `# ${titleOf(other)} for component:default/reply-suggester`,
      '## Context and Problem Statement',
      '## Decision Drivers',
      '## Considered Options',
      '## Decision Outcome',
      '### Consequences',
      '### Confirmation',
      '## Pros and Cons of the Options',
      ...options.map(option => `### ${option}`),
      '## More Information',
    ]);
    expect(section('Considered Options')).toBe(
      `${options.map(option => `* ${option}`).join('\n')}\n\n`,
    );
    const parents = ['Pros and Cons of the Options'];
    for (const heading of headings.map(line => line.replace(/^#+ /, ''))) {
      expect([heading, section(heading).trim() !== '']).toEqual([
        heading,
        !parents.includes(heading) && !heading.includes(' for '),
      ]);
    }
  });

  it.each([
    ['draft', 'proposed'],
    ['submitted', 'proposed'],
    ['approved', 'accepted'],
    ['rejected', 'rejected'],
    ['superseded', 'superseded'],
  ] as const)('gives one that is %s the status %s', (status, shown) => {
    const subject = { ...overridden, status } as DecisionRecordSubject;
    expect(read(subject).frontMatter.status).toBe(shown);
  });

  it('tells the context in the words of the form', () => {
    const context = read(draft).section('Context and Problem Statement');
    expect(context).toContain('reply-suggester');
    expect(context).toContain(
      '* DevOps and MLOps maturity: 2 of 5, Some pipelines',
    );
    expect(context).toContain('2,500,000 requests a month');
    expect(context).not.toContain('undefined');
  });

  it('weighs an option by how far it falls short of what is needed', () => {
    const [first, ...others] = advice.ranking;
    const contribution = {
      ...first.contributions[0],
      criterion: 'idle-cost' as const,
      weight: 1,
      demand: 4,
      reason: 'It stays on.',
    };
    const { section } = read({
      ...draft,
      advice: {
        ...advice,
        ranking: [
          {
            ...first,
            contributions: [
              { ...contribution, supply: 5, shortfall: 0 },
              { ...contribution, supply: 3.8, shortfall: 0.05 },
              { ...contribution, supply: 2, shortfall: 0.5 },
              { ...contribution, weight: 0, supply: 1, shortfall: 0.75 },
            ],
          },
          ...others,
        ],
      },
    });
    expect(section(titleOf(first.pattern))).toContain(
      [
        '* Good, because of Idle cost (needed 4, offered 5): It stays on.',
        '* Neutral, because of Idle cost (needed 4, offered 3.8): It stays on.',
        '* Bad, because of Idle cost (needed 4, offered 2): It stays on.\n\n',
      ].join('\n'),
    );
  });

  it('proposes the recommendation while nobody has decided', () => {
    const outcome = read(draft).section('Decision Outcome');
    expect(outcome).toContain(
      `Chosen option: "${titleOf(recommended)}", because`,
    );
    expect(outcome).toContain('Nobody has decided yet');
  });

  it('tells an overriding decision with its rationale, trade-offs and triggers', () => {
    const { section } = read(overridden);
    const outcome = section('Decision Outcome');
    expect(outcome).toContain(`Chosen option: "${titleOf(other)}", because`);
    expect(outcome).toContain(`recommendation of "${titleOf(recommended)}"`);
    expect(outcome).toContain(
      'We run the platform already.\n\nAnd we know it.',
    );
    expect(outcome).not.toContain('Nobody has decided yet');
    expect(section('Consequences')).toContain(
      '* Bad, because More to operate (accepted)',
    );
    expect(section('Confirmation')).toContain('* A second team starts');
  });

  it('names how a hybrid runs', () => {
    const hybrid = read({
      ...draft,
      advice: {
        ...advice,
        recommendation: {
          ...advice.recommendation,
          pattern: 'hybrid',
          core: 'microservices',
          background: 'serverless',
        },
      },
    });
    expect(hybrid.section('Considered Options')).toContain('* Hybrid');
    expect(hybrid.section('Hybrid')).toContain(
      'core path runs as Microservices and background work as Serverless functions',
    );
  });

  it('names what kept an option out, what was changed, and what happened', () => {
    const large = {
      ...profile,
      workload: {
        ...profile.workload!,
        modelSizeGb: 80,
        accelerator: 'gpu' as const,
      },
    };
    const request = {
      profile: large,
      weights: { 'idle-cost': 5 },
      assumptions: { [advice.assumptions[0].id]: advice.assumptions[0].value },
    };
    const { section } = read({
      ...overridden,
      ...request,
      advice: advise(request),
      events: [
        ...draft.events,
        {
          at: review.at,
          actor: review.by,
          action: 'approved',
          comment: 'Fine.',
        },
      ],
    });
    expect(section('Serverless functions')).toMatch(/not eligible/);
    expect(section('Serverless functions')).toMatch(/\* Bad, because .*source/);
    const information = section('More Information');
    expect(information).toContain(`Assessment ${draft.id}`);
    expect(information).toContain('* Idle cost: 5');
    expect(information).toContain(`* ${advice.assumptions[0].title}`);
    expect(information).toContain('approved by user:default/grace: Fine.');
  });

  it('renders one that is not stored and one that knows nothing', () => {
    const nothing = profileSchema.parse({});
    const { headings, section } = read({
      ...draft,
      id: undefined,
      profile: nothing,
      advice: advise({ profile: nothing }),
      events: [],
    });
    expect(headings).toContain('## More Information');
    expect(section('More Information')).toMatch(/^Made with version/);
    expect(section('Decision Drivers')).toMatch(/^\* \S/);
  });

  it('lets nobody break out of the record', () => {
    const attack = [
      '---',
      'status: accepted',
      '---',
      '# Approved',
      '<script>alert(1)</script>',
      '[x](javascript:alert(1))',
      '```',
    ].join('\n\n');
    const attacked: DecisionRecordSubject = {
      ...overridden,
      entityRef: `component:default/${attack}`,
      author: `user:default/x\nstatus: accepted\n---\n${attack}`,
      decision: {
        pattern: other,
        rationale: attack,
        acceptedTradeOffs: [attack],
        revisitTriggers: [attack],
      },
      review: { ...review, comment: attack },
      events: [
        { at: review.at, actor: attack, action: 'rejected', comment: attack },
      ],
      status: 'rejected',
    };
    const { headings, frontMatter, types } = read(attacked);
    expect(frontMatter.status).toBe('rejected');
    expect(frontMatter['decision-makers'][0]).toBe(attacked.author);
    expect(headings.slice(1)).toEqual(read(overridden).headings.slice(1));
    expect(
      [
        'html',
        'link',
        'image',
        'code',
        'hr',
        'blockquote',
        'table',
        'def',
      ].filter(type => types.has(type)),
    ).toEqual([]);
  });

  it('is the same for the same assessment', () => {
    expect(renderDecisionRecord(overridden)).toBe(
      renderDecisionRecord(structuredClone(overridden)),
    );
  });
});
