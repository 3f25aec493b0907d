import { lexer, Token, Tokens } from 'marked';
import { parse } from 'yaml';
import { advise } from '../../../advisor/advise';
import { patternDescriptions } from '../../../advisor/options/patterns/descriptions';
import { Pattern, plainPatterns } from '../../../advisor/profile/patterns';
import { DecisionModel } from '../../../advisor/options/DecisionModel';
import {
  Profile,
  ProfileInput,
  profileSchema,
} from '../../../advisor/profile/profile';
import {
  AdviceRequestInput,
  adviceRequestSchema,
} from '../../../advisor/profile/request';
import { renderDecisionRecord } from '../renderDecisionRecord';
import { DecisionRecordOptions, DecisionRecordSubject } from '../subject';

export const profile = profileSchema.parse({
  team: { devopsMaturity: 2, teamSize: 5, parallelTeams: 1 },
  product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
  workload: {
    traffic: 'steady',
    invocation: 'in-app',
    latency: 'interactive',
    requestsPerMonth: 2_500_000,
  },
});
export const advice = advise({ profile });
export const recommended = advice.recommendation.pattern;
export const other = plainPatterns.find(pattern => pattern !== recommended)!;

export const draft = {
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
} satisfies DecisionRecordSubject;
export const submitted = {
  by: 'user:default/sam',
  at: '2026-03-01T11:00:00.000Z',
};
export const review = {
  by: 'user:default/grace',
  at: '2026-03-02T23:30:00.000Z',
};
export const overridden = {
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
} satisfies DecisionRecordSubject;

export const titleOf = (pattern: Pattern) => patternDescriptions[pattern].title;

/** @param options - their titles */
export const headingsOf = (title: string, options: string[]) => [
  `# ${title} for reply-suggester`,
  '## Context and Problem Statement',
  '## Decision Drivers',
  '## Considered Options',
  '## Decision Outcome',
  '### Consequences',
  '### Confirmation',
  '## Pros and Cons of the Options',
  ...options.map(option => `### ${option}`),
  '## More Information',
];

/** The record as a parser sees it. */
export function readRecord(
  subject: DecisionRecordSubject,
  options?: DecisionRecordOptions,
) {
  const markdown = renderDecisionRecord(subject, options);
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
    /** The part to sign, without the table at the end. */
    page: markdown.slice(0, markdown.indexOf('\n## More Information')),
    types: typesOf(tokens),
    /** A row of a table, without its first cell. */
    row(first: string): string[] | undefined {
      const rows = allOf(tokens, 'table').flatMap(
        token => (token as Tokens.Table).rows,
      );
      return rows
        .map(cells => cells.map(({ tokens: inside }) => textOf(inside)))
        .find(([title]) => title === first)
        ?.slice(1);
    },
  };
}

function childrenOf(token: Token): Token[] {
  const { tokens = [], items = [] } = token as Tokens.List & Tokens.Text;
  const { header = [], rows = [] } = token as Tokens.Table;
  const cells = [...header, ...rows.flat()].flatMap(cell => cell.tokens);
  return [...tokens, ...items, ...cells];
}

function textOf(tokens: Token[]): string {
  return tokens
    .map(token => (token as Tokens.Text).text)
    .join('')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

function allOf(tokens: Token[], type: string): Token[] {
  return tokens.flatMap(token => [
    ...(token.type === type ? [token] : []),
    ...allOf(childrenOf(token), type),
  ]);
}

function typesOf(tokens: Token[]): Set<string> {
  return new Set(
    tokens.flatMap(token => [token.type, ...typesOf(childrenOf(token))]),
  );
}

/** A profile of a chat that calls a language model. */
export const chatProfile = (llm: ProfileInput['llm'] = {}): Profile =>
  profileSchema.parse({
    team: {
      devopsMaturity: 3,
      distributedExperience: 'some',
      teamSize: 6,
      parallelTeams: 2,
    },
    product: {
      driver: 'time-to-market',
      roadmap: 'evolving',
      budgetFocus: 'balanced',
    },
    growth: { models: 1 },
    workload: {
      traffic: 'steady',
      requestsPerMonth: 500_000,
      latency: 'first-token',
      invocation: 'api',
      inferenceMs: 2_000,
      modelSizeGb: 0,
      memoryGb: 2,
      accelerator: 'none',
    },
    llm: {
      use: 'chat',
      inputTokens: 2_000,
      outputTokens: 300,
      quality: 'mid',
      residency: 'none',
      callsPerTask: 1,
      reusedPrefix: 0,
      ownModel: 'none',
      switching: 'some',
      ...llm,
    },
  });

/** A draft for a request, decided or not. */
export function draftFor(input: AdviceRequestInput, model?: DecisionModel) {
  const request = adviceRequestSchema.parse(input);
  return {
    ...draft,
    ...request,
    advice: advise(request, model),
  } satisfies DecisionRecordSubject;
}
