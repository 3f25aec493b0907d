import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { z } from 'zod';
import {
  assessment,
  createCheck,
  createPack,
  createRules,
  createSubject,
  entity,
  known,
  unknown,
} from './__testUtils__/rulePacks';
import { evaluate, hasScorecard } from './evaluate';
import { parseRulePack } from './parseRulePack';
import { toRelationFacts, FactOutcome, Subject, WaiverFacts } from './subject';
import { compileRules } from './rules';
import { CheckState, checkStates } from './schemas';

const waiver: WaiverFacts = {
  id: 'd5b1f3a2-6c0e-4b1d-9a55-0f7d3c1e8a11',
  checkId: 'has-owner',
  reason: 'It is retired in May.',
  requestedBy: 'user:default/ada',
  approvedBy: 'user:default/grace',
  expiresAt: '2026-05-01T00:00:00.000Z',
};

/** The result of one check. */
function resultOf(
  check: Parameters<typeof createCheck>[0],
  subject: Partial<Subject> = {},
) {
  return evaluate(createRules([createCheck(check)]), createSubject(subject))
    ?.results[0];
}

/** The value of an expression, as it is shown as evidence. */
function valueOf(expression: string, subject: Partial<Subject> = {}) {
  return resultOf({ evidence: [{ name: 'Value', expression }] }, subject)
    ?.evidence[0].value;
}

describe('evaluate', () => {
  it('gives a check one of five states', () => {
    const definition = {
      checkId: 'has-owner',
      title: 'Has an owner',
      track: 'ownership',
      level: 'bronze',
      weight: 1,
      facts: [],
    };
    const evidence = [{ name: 'Kind', value: 'Component' }];
    const check = { evidence: [{ name: 'Kind', expression: 'entity.kind' }] };
    const remediation = { text: 'Set spec.owner.' };
    const { checkId, ...exception } = waiver;

    expect(resultOf({ ...check, expression: '1 < 2' })).toEqual({
      ...definition,
      evidence,
      state: 'pass',
    });
    expect(resultOf({ ...check, expression: '1 > 2' })).toEqual({
      ...definition,
      evidence,
      state: 'fail',
      remediation,
    });
    expect(
      resultOf({ ...check, expression: 'false' }, { waivers: [waiver] }),
    ).toEqual({
      ...definition,
      evidence,
      state: 'waived',
      remediation,
      waiver: exception,
    });
    expect(
      resultOf({
        ...check,
        expression: 'false',
        filter: { 'spec.lifecycle': 'experimental' },
      }),
    ).toEqual({ ...definition, evidence: [], state: 'not-applicable' });
    expect(resultOf({ ...check, expression: 'facts.coverage > 80' })).toEqual({
      ...definition,
      evidence,
      facts: ['coverage'],
      state: 'unknown',
      reason: 'The fact coverage has not been collected',
      fact: 'coverage',
    });
  });

  it.each<[string, unknown, string]>([
    [
      'facts.report.ready',
      { ready: 'yes' },
      'The expression results in yes, which is neither true nor false',
    ],
    [
      'facts.report.lines > 3',
      { lines: 'many' },
      'no such overload: dyn<string> > int (at 1:1)',
    ],
    ['facts.report.lines > 3', {}, 'No such key: lines (at 1:14)'],
  ])(
    'keeps the error of %s for authors of rules',
    (expression, report, details) => {
      const facts = { report: known(report) };
      expect(resultOf({ expression }, { facts })).toMatchObject({
        state: 'unknown',
        reason:
          'This rule does not fit the data of this service. The platform team can correct it.',
        details,
      });
    },
  );

  it('names the file of a probe that could not be read, and its line', () => {
    const facts = {
      repository: known({
        files: ['ai/llm.yaml'],
        probes: {
          llm: [
            {
              path: 'ai/llm.yaml',
              line: 3,
              problem: 'a tab is used for indentation. Replace it with spaces',
            },
          ],
          other: [{ path: 'other.yaml', problem: 'is empty' }],
        },
      }),
    };
    const expression =
      "facts.repository.probes['llm'].exists(d, has(d.content.models))";
    const probe = { files: ['*'], format: 'yaml' };
    const rules = createRules([createCheck({ expression })], {
      probes: ['llm', 'other'].map(id => ({ ...probe, id })),
    });
    expect(evaluate(rules, createSubject({ facts }))?.results[0]).toMatchObject(
      {
        state: 'unknown',
        reason:
          'ai/llm.yaml, line 3: a tab is used for indentation. Replace it with spaces.',
        file: 'ai/llm.yaml',
        line: 3,
        details: expect.stringMatching(/^No such key: content \(at /),
      },
    );
  });

  it('waives what fails, as long as the waiver is in force', () => {
    const stateWith = (exception: WaiverFacts, expression = 'false') =>
      resultOf({ expression }, { waivers: [exception] })?.state;

    expect(stateWith(waiver)).toBe('waived');
    expect(stateWith(waiver, 'true')).toBe('pass');
    expect(stateWith(waiver, 'facts.coverage > 80')).toBe('unknown');
    expect(stateWith({ ...waiver, checkId: 'has-type' })).toBe('fail');
    expect(
      stateWith({ ...waiver, expiresAt: '2026-02-01T00:00:00.000Z' }),
    ).toBe('fail');
  });

  it.each<[string, string, Partial<Subject>]>([
    ['entity.metadata.name', 'search', {}],
    ['entity.spec.type', 'ai-service', {}],
    ['has(entity.metadata.title)', 'false', {}],
    ["annotation(entity, 'paved-road.io/pattern')", 'monolith', {}],
    ["annotation(entity, 'other')", 'none', {}],
    ["links(entity, 'runbook')", 'https://example.com/runbook', {}],
    ["links(entity, 'slo')", 'none', {}],
    ['assessment == null', 'true', {}],
    ['assessment != null', 'true', { assessment }],
    ['assessment.status', 'submitted', { assessment }],
    ['assessment.highRisks', 'cold-start-exposure', { assessment }],
    ['assessment.ageDays', '29', { assessment }],
    [
      'assessment.ageDays',
      '1',
      {
        assessment: {
          ...assessment,
          approvedAt: '2026-01-30T01:00:00.000Z',
        },
      },
    ],
    ['assessment.createdAt < now', 'true', { assessment }],
    ['assessment.updatedAt', '2026-01-02T12:00:00.000Z', { assessment }],
    ['assessment.approvedAt', 'unknown', { assessment }],
    ['has(assessment.measured)', 'false', { assessment }],
    ['assessment.measured.holds', 'unknown', { assessment }],
    [
      'assessment.measured.pattern',
      'monolith',
      {
        assessment: {
          ...assessment,
          measured: { holds: true, pattern: 'monolith' },
        },
      },
    ],
    [
      'has(assessment.measured) && ageInDays(assessment.measured.since, now) == 9',
      'true',
      {
        assessment: {
          ...assessment,
          measured: {
            holds: false,
            pattern: 'serverless',
            since: '2026-01-22T12:00:00.000Z',
          },
        },
      },
    ],
    ['assessment.status', 'unknown', {}],
    ['facts.coverage', '81.5', { facts: { coverage: known(81.5) } }],
    [
      'facts.coverage',
      'unknown',
      { facts: { coverage: unknown('No access') } },
    ],
    [
      'facts.report',
      '{"lines":3,"labels":{"a":"b"}}',
      { facts: { report: known({ lines: 3, labels: { a: 'b' } }) } },
    ],
    [
      'facts.report.text',
      'a b',
      { facts: { report: known({ text: 'a\n  b' }) } },
    ],
    [
      'facts.report.text',
      `${'x'.repeat(199)}…`,
      { facts: { report: known({ text: 'x'.repeat(300) }) } },
    ],
    ["timestamp('2026-01-01T00:00:00Z')", '2026-01-01T00:00:00.000Z', {}],
    ["duration('90m')", '5400s', {}],
    [
      "relations.filter(r, r.type == 'dependsOn').map(r, r.target.type)",
      'ai-model',
      { relations: toRelationFacts(entity, () => ({ type: 'ai-model' })) },
    ],
    [
      'relations.map(r, r.target.kind + r.target.namespace + r.target.name)',
      'resourcedefaultbert, groupdefaultsearch',
      { relations: toRelationFacts(entity, () => undefined) },
    ],
    [
      'relations.map(r, has(r.target.type))',
      'false, false',
      { relations: toRelationFacts(entity, () => undefined) },
    ],
    [
      'relations.filter(r, !r.target.exists).map(r, r.targetRef)',
      'resource:default/bert',
      {
        relations: toRelationFacts(entity, ref =>
          ref === 'group:default/search' ? {} : undefined,
        ),
      },
    ],
  ])('lets rules see %s as %s', (expression, value, subject) => {
    expect(valueOf(expression, subject)).toBe(value);
  });

  it('fills in the template that fixes a check', () => {
    const check = {
      expression: 'false',
      remediation: {
        text: 'Repair it.',
        template: {
          ref: 'template:default/a',
          values: {
            name: 'entity.metadata.name',
            days: 'assessment.ageDays',
            since: 'assessment.updatedAt',
            empty: "annotation(entity, 'x')",
            missing: 'entity.spec.missing',
            list: 'entity.spec.list',
            long: 'entity.spec.long',
            files: 'string(size(facts.repository.files))',
          },
        },
      },
    };
    const subject = {
      entity: {
        ...entity,
        spec: { list: ['a'], long: 'x'.repeat(10_000) },
      },
      assessment,
    };
    const values = {
      name: 'search',
      days: '29',
      since: '2026-01-02T12:00:00.000Z',
    };
    const remediation = {
      text: 'Repair it.',
      template: { ref: 'template:default/a', values },
    };

    expect(resultOf(check, subject)).toMatchObject({
      state: 'fail',
      remediation,
      facts: ['repository'],
    });
    expect(resultOf(check, { ...subject, waivers: [waiver] })).toMatchObject({
      state: 'waived',
      remediation,
    });
  });

  it('names the facts that a check reads', () => {
    const factsOf = (check: Parameters<typeof createCheck>[0]) =>
      resultOf(check)?.facts;
    const expression = 'facts.report.lines > 1.0';

    expect(factsOf({ expression })).toEqual(['report']);
    expect(
      factsOf({
        expression,
        evidence: [{ name: 'Coverage', expression: 'facts.coverage' }],
      }),
    ).toEqual(['coverage', 'report']);
    expect(factsOf({})).toEqual([]);
  });

  it('takes relations in the same order wherever they come from', () => {
    const refs = ['resource:default/b', 'api:default/a', 'resource:default/a'];
    const relate = (targetRefs: string[]) =>
      toRelationFacts(
        {
          ...entity,
          relations: ['providesApi', 'dependsOn'].flatMap(type =>
            targetRefs.map(targetRef => ({ type, targetRef })),
          ),
        },
        () => undefined,
      );
    const facts = relate(refs);
    expect(relate(refs.toReversed())).toEqual(facts);
    expect(facts.map(({ type, targetRef }) => `${type} ${targetRef}`)).toEqual([
      'dependsOn api:default/a',
      'dependsOn resource:default/a',
      'dependsOn resource:default/b',
      'providesApi api:default/a',
      'providesApi resource:default/a',
      'providesApi resource:default/b',
    ]);
  });

  it('knows nothing by what is not known, and says why', () => {
    const related = {
      ...entity,
      relations: [
        { type: 'ownedBy', targetRef: 'group:default/team-a' },
        { type: 'dependsOn', targetRef: 'resource:default/model' },
      ],
    };
    const subject = {
      relations: toRelationFacts(related, ref =>
        ref.startsWith('group:')
          ? { unknown: 'The catalog was not asked.' }
          : { type: 'ai-model' },
      ),
      unknownAssessment: 'Assessments were not asked for.',
    };
    const judge = (expression: string) => {
      const result = resultOf({ expression }, subject)!;
      return result.state === 'unknown' ? result.reason : result.state;
    };

    expect(judge('assessment != null')).toBe('Assessments were not asked for.');
    expect(judge("relations.exists(r, r.type == 'ownedBy')")).toBe('pass');
    expect(judge("relations.exists(r, r.target.kind == 'user')")).toBe('fail');
    expect(judge('relations.all(r, r.target.exists)')).toBe(
      'The catalog was not asked.',
    );
    expect(judge('relations.all(r, !has(r.target.type))')).toBe('fail');
    expect(
      judge("relations.exists(r, has(r.target.type) && r.target.type == 'x')"),
    ).toBe('The catalog was not asked.');
    expect(
      judge("relations.exists(r, has(r.target.type) && r.target.type != 'x')"),
    ).toBe('pass');
  });

  it('changes nothing that it looks at', () => {
    const subject = createSubject({ assessment, waivers: [waiver] });
    const before = structuredClone(subject);
    const rules = createRules([
      createCheck({ expression: 'assessment.ageDays > 100' }),
    ]);

    expect(evaluate(rules, subject)).toEqual(evaluate(rules, subject));
    expect(subject).toEqual(before);
  });

  it('uses the packs that select the entity, lowest level first', () => {
    const rules = compileRules([
      parseRulePack(
        createPack([
          createCheck({ id: 'a-gold', level: 'gold' }),
          createCheck({ id: 'a-bronze' }),
        ]),
        'a.yaml',
      ),
      parseRulePack(
        createPack([createCheck({ id: 'b-bronze' })], {
          metadata: { name: 'ai-rules', version: '2.0.0' },
          spec: { filter: { 'spec.type': 'ai-service' } },
        }),
        'b.yaml',
      ),
    ]);
    const website: Entity = { ...entity, spec: { type: 'website' } };
    const group: Entity = { ...entity, kind: 'Group', spec: {} };
    const evaluationOf = (subject: Entity) =>
      evaluate(rules, createSubject({ entity: subject }));

    const evaluation = evaluationOf(entity);
    expect(evaluation?.results.map(({ checkId }) => checkId)).toEqual([
      'a-bronze',
      'b-bronze',
      'a-gold',
    ]);
    expect(evaluation?.packs).toEqual([
      { name: 'house-rules', version: '1.0.0' },
      { name: 'ai-rules', version: '2.0.0' },
    ]);
    expect(evaluationOf(website)?.packs).toHaveLength(1);
    expect(evaluationOf(group)).toBeUndefined();
    expect(hasScorecard(rules, website)).toBe(true);
    expect(hasScorecard(rules, group)).toBe(false);
  });

  it.each<[string, string, number, string[]]>([
    ['all pass', 'gold', 3, ['pass', 'pass', 'pass']],
    ['one fails', 'bronze', 1, ['pass', 'fail', 'pass']],
    ['the lowest fails', 'none', 0, ['fail', 'pass', 'pass']],
    ['one is unknown', 'silver', 2, ['pass', 'pass', 'unknown']],
    ['one is waived', 'gold', 3, ['pass', 'waived', 'pass']],
    ['one does not apply', 'gold', 3, ['pass', 'not-applicable', 'pass']],
    ['none applies', 'none', 0, Array(3).fill('not-applicable')],
  ])('reaches the right level when %s', (_, level, levelRank, states) => {
    expect(evaluateStates(states as CheckState[])).toMatchObject({
      level,
      levelRank,
    });
  });

  it('scores by weight what is decided', () => {
    const score = (states: CheckState[], weights: number[]) =>
      evaluateStates(states, weights)?.score;

    expect(score(['pass', 'fail', 'pass'], [1, 1, 2])).toBe(75);
    expect(score(['pass', 'waived', 'unknown'], [1, 3, 5])).toBe(25);
    expect(score(['pass', 'not-applicable', 'fail'], [2, 9, 0])).toBe(100);
    expect(score(['unknown', 'unknown', 'unknown'], [1, 1, 1])).toBe(0);
    expect(score(['pass', 'pass', 'pass'], [0, 0, 0])).toBe(0);
  });

  describe('whatever is not known', () => {
    const names = ['a', 'b', 'c'] as const;
    const simple = fc.constantFrom(
      'true',
      'false',
      ...names.flatMap(name => [`facts.${name}.is`, `has(facts.${name}.x)`]),
    );
    const { condition: conditions } = fc.letrec<{ condition: string }>(tie => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        simple,
        tie('condition').map(inner => `!(${inner})`),
        fc
          .tuple(
            tie('condition'),
            fc.constantFrom('&&', '||', '=='),
            tie('condition'),
          )
          .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
        fc
          .tuple(tie('condition'), tie('condition'), tie('condition'))
          .map(([test, left, right]) => `(${test}) ? (${left}) : (${right})`),
        fc
          .tuple(fc.constantFrom('all', 'exists'), simple)
          .map(([macro, inner]) => `[true, false].${macro}(x, x || ${inner})`),
      ),
    }));
    const values = fc.record({ is: fc.boolean() });
    const facts = fc.record({ a: values, b: values, c: values });
    const schema = z.object({ is: z.boolean(), x: z.string().optional() });

    it('passes or fails only what would whatever the facts are', () => {
      fc.assert(
        fc.property(
          conditions,
          fc.subarray([...names]),
          facts,
          fc.array(facts, { minLength: 8, maxLength: 8 }),
          (expression, missing, present, possible) => {
            const rules = compileRules(
              [parseRulePack(createPack([createCheck({ expression })]), 'a')],
              { a: schema, b: schema, c: schema },
            );
            const stateWith = (
              value: (name: (typeof names)[number]) => FactOutcome,
            ) =>
              evaluate(
                rules,
                createSubject({
                  facts: Object.fromEntries(
                    names.map(name => [name, value(name)]),
                  ),
                }),
              )!.results[0].state;
            const state = stateWith(name =>
              missing.includes(name)
                ? unknown('It does not answer')
                : known(present[name]),
            );
            const states = possible.map(other =>
              stateWith(name =>
                known((missing.includes(name) ? other : present)[name]),
              ),
            );
            expect(
              state === 'unknown' || states.every(item => item === state),
            ).toBe(true);
          },
        ),
        { numRuns: 300 },
      );
    });

    it('is the same each time', () => {
      fc.assert(
        fc.property(conditions, facts, facts, (expression, first, second) => {
          const rules = compileRules(
            [parseRulePack(createPack([createCheck({ expression })]), 'a')],
            { a: schema, b: schema, c: schema },
          );
          const run = ({ a, b }: typeof first) =>
            evaluate(
              rules,
              createSubject({ facts: { a: known(a), b: known(b) } }),
            );
          const before = run(first);
          run(second);
          expect(run(first)).toEqual(before);
        }),
      );
    });
  });

  describe('whatever the states, levels and weights are', () => {
    const checks = fc.array(
      fc.record({
        state: fc.constantFrom(...checkStates),
        level: fc.constantFrom('bronze', 'silver', 'gold'),
        weight: fc.integer({ min: 0, max: 100 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    type Checks = typeof checks extends fc.Arbitrary<infer T> ? T : never;
    const run = (items: Checks) =>
      evaluateStates(
        items.map(({ state }) => state),
        items.map(({ weight }) => weight),
        items.map(({ level }) => level),
      )!;

    it('counts every check once, and keeps the score within 0 and 100', () => {
      fc.assert(
        fc.property(checks, items => {
          const { counts, score, results } = run(items);
          expect(results).toHaveLength(items.length);
          for (const state of checkStates) {
            expect(counts[state]).toBe(
              items.filter(item => item.state === state).length,
            );
          }
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }),
      );
    });

    it('never loses by a repair, and never gains by a failure', () => {
      fc.assert(
        fc.property(checks, fc.nat(), (items, choice) => {
          const index = choice % items.length;
          const withState = (state: CheckState) =>
            run(
              items.map((item, i) => (i === index ? { ...item, state } : item)),
            );
          const [failed, waived, passed] = [
            withState('fail'),
            withState('waived'),
            withState('pass'),
          ];
          expect(passed.levelRank).toBeGreaterThanOrEqual(failed.levelRank);
          expect(passed.score).toBeGreaterThanOrEqual(failed.score);
          expect(waived.levelRank).toBe(passed.levelRank);
          expect(waived.score).toBe(failed.score);
        }),
      );
    });

    it('reaches a level only when nothing up to it is open', () => {
      fc.assert(
        fc.property(checks, items => {
          const { levelRank } = run(items);
          const open = items.filter(
            ({ state, level }) =>
              ['fail', 'unknown'].includes(state) &&
              ['bronze', 'silver', 'gold'].indexOf(level) < levelRank,
          );
          expect(open).toEqual([]);
        }),
      );
    });
  });
});

const expressions: Record<CheckState, string> = {
  pass: 'true',
  fail: 'false',
  waived: 'false',
  'not-applicable': 'true',
  unknown: 'facts.coverage > 80',
};

/** Evaluates checks that come into the given states; one of each level where none are given. */
function evaluateStates(
  states: CheckState[],
  weights: number[] = states.map(() => 1),
  levels: string[] = ['bronze', 'silver', 'gold'],
) {
  const rules = createRules(
    states.map((state, index) =>
      createCheck({
        id: `check-${index}`,
        level: levels[index],
        weight: weights[index],
        expression: expressions[state],
        ...(state === 'not-applicable' && { filter: { kind: 'API' } }),
      }),
    ),
  );
  const waivers = states.flatMap((state, index) =>
    state === 'waived' ? [{ ...waiver, checkId: `check-${index}` }] : [],
  );
  return evaluate(rules, createSubject({ waivers }));
}
