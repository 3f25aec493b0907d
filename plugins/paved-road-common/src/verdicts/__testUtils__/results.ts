import fc from 'fast-check';
import { GateResult } from '../../scorecards/gate';
import { CheckResult, checkStates } from '../../scorecards/schemas';

const base = {
  track: 'delivery',
  weight: 1,
  evidence: [],
  facts: [],
};

const remediation = {
  text: 'Add one.',
  link: { title: 'How', url: 'https://docs.example.com/pipeline' },
};

/** One check of each state, some of them needed and some above what is needed. */
export const denied: GateResult = {
  verdict: 'deny',
  entityRef: 'component:default/ticket-triage',
  level: 'bronze',
  minLevel: 'silver',
  packs: [{ name: 'house-rules', version: '1.0.0' }],
  results: [
    {
      ...base,
      checkId: 'owned',
      title: 'Has an owner',
      level: 'bronze',
      state: 'pass',
      evidence: [{ name: 'Owner', value: 'group:default/team-a' }],
    },
    {
      ...base,
      checkId: 'image',
      title: 'Pins its image',
      level: 'bronze',
      state: 'not-applicable',
    },
    {
      ...base,
      checkId: 'tested',
      title: 'Has tests',
      level: 'silver',
      state: 'waived',
      remediation,
      waiver: {
        id: 'w1',
        reason: 'Tests are in another repository',
        requestedBy: 'user:default/sam',
        approvedBy: 'user:default/paula',
        expiresAt: '2026-12-31T00:00:00.000Z',
      },
    },
    {
      ...base,
      checkId: 'incidents',
      title: 'Has no incidents',
      level: 'silver',
      state: 'unknown',
      reason: 'Incidents: not given.',
    },
    {
      ...base,
      checkId: 'pipeline',
      title: 'Has a pipeline',
      level: 'silver',
      state: 'fail',
      remediation,
      evidence: [
        { name: 'Pipelines', value: 'none' },
        { name: 'Files', value: '12' },
      ],
    },
    {
      ...base,
      checkId: 'slo',
      title: 'Has an SLO',
      level: 'gold',
      state: 'fail',
      remediation: { text: 'Write one.' },
    },
    {
      ...base,
      checkId: 'traced',
      title: 'Is traced',
      level: 'gold',
      state: 'unknown',
      reason: 'Traces: not given.',
    },
  ],
  blocking: ['incidents', 'pipeline'],
};

/** What is wrong with the other one is not needed here. */
export const allowed: GateResult = {
  ...denied,
  verdict: 'allow',
  level: 'silver',
  results: denied.results.filter(
    ({ checkId }) => !denied.blocking.includes(checkId),
  ),
  blocking: [],
};

/** A source fails. */
export const held: GateResult = {
  ...allowed,
  heldFacts: [
    {
      name: 'incidents',
      title: 'Incidents',
      asOf: '2026-11-28T10:12:13.000Z',
      reason: 'the pager is down',
    },
  ],
};

/** Nothing was asked, so nothing was shown. */
export const empty: GateResult = {
  ...denied,
  level: 'none',
  results: denied.results.filter(({ state }) => state === 'not-applicable'),
  blocking: [],
};

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  // Lone surrogates.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map(units => String.fromCharCode(...units)),
  fc.constantFrom(
    '::error file=x::y\n::stop-commands::x',
    '%0A%25%3A,a=b:c',
    ']]></system-out><failure/>',
    '<a b="c">&amp;&#0;</a>',
    '\u001b[31mred\u001b]8;;https://example.com\u0007',
    '[text](https://example.com) {0} {{1}}',
    '| a | b |\n|---|---|\n<script>',
    '\u202eesrever\u0000\ufffe',
  ),
);

const anyCheck = (checkId: string): fc.Arbitrary<CheckResult> =>
  fc
    .record({
      title: anyText,
      text: anyText,
      level: fc.constantFrom('bronze', 'silver', 'gold'),
      state: fc.constantFrom(...checkStates),
      evidence: fc.array(fc.record({ name: anyText, value: anyText }), {
        maxLength: 2,
      }),
      url: fc.constantFrom(
        undefined,
        '/docs/x',
        'https://example.com/a b',
        'https://[',
      ),
    })
    .map(({ title, text, level, state, evidence, url }) => {
      const check = { ...base, checkId, title, level, evidence };
      const remedy = { text, ...(url && { link: { title, url } }) };
      switch (state) {
        case 'fail':
          return { ...check, state, remediation: remedy };
        case 'unknown':
          return { ...check, state, reason: text };
        case 'waived':
          return {
            ...check,
            state,
            remediation: remedy,
            waiver: {
              id: 'w',
              reason: text,
              requestedBy: 'user:default/a',
              approvedBy: 'user:default/b',
              expiresAt: '2026-12-31T00:00:00.000Z',
            },
          };
        default:
          return { ...check, state };
      }
    });

/** Verdicts on whatever people and files can make texts of. */
export const anyResult: fc.Arbitrary<GateResult> = fc
  .tuple(...['a', 'b', 'c', 'd'].map(anyCheck))
  .map(results => {
    const blocking = results
      .filter(
        ({ level, state }) =>
          level !== 'gold' && (state === 'fail' || state === 'unknown'),
      )
      .map(({ checkId }) => checkId);
    return {
      ...denied,
      verdict: blocking.length > 0 ? 'deny' : 'allow',
      results,
      blocking,
    };
  });
