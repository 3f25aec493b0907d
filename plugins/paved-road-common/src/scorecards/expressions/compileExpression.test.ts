import fc from 'fast-check';
import {
  assessment,
  createSubject,
  entity,
  factSchemas,
  known,
  unknown,
} from '../__testUtils__/rulePacks';
import { Probe } from '../rulePack';
import { FactOutcome, Subject } from '../subject';
import { compileExpression, Outcome, ResultType } from './compileExpression';
import { createCheckingEnvironment } from './environment';
import { toVariables } from './variables';

const probes: Probe[] = [
  { id: 'dockerfile', files: ['Dockerfile'], format: 'dockerfile' },
  { id: 'ci-workflow', files: ['.github/workflows/*.yml'], format: 'yaml' },
];
const checking = createCheckingEnvironment(factSchemas, probes);

function compile(source: string, type: ResultType = 'any') {
  const compilation = compileExpression(source, type, checking);
  if (compilation.status === 'invalid') {
    throw new Error(compilation.reasons.join('\n'));
  }
  return compilation.expression;
}

function reasonsAgainst(source: string, type: ResultType = 'any'): string[] {
  const compilation = compileExpression(source, type, checking);
  return compilation.status === 'invalid' ? compilation.reasons : [];
}

function run(source: string, subject: Partial<Subject> = {}): Outcome {
  const expression = compile(source);
  return expression.evaluate(
    toVariables(createSubject(subject), [...expression.facts]),
  );
}

const files = Array.from({ length: 5000 }, (_, index) => `src/file${index}.ts`);
const repository = known({ files, probes: { dockerfile: [{ path: 'a' }] } });
const withFiles = { facts: { repository } };

describe('compileExpression', () => {
  it.each([
    [
      'facts.repositry.files == []',
      'No such key: repositry, Facts has coverage, report, repository (at 1:7)',
    ],
    [
      'size(facts.repository.fils) > 0',
      'No such key: fils, Facts.repository has files, probes (at 1:23)',
    ],
    [
      "true\n  || facts['repository']['fils'] == []",
      'No such key: fils, Facts.repository has files, probes (at 2:6)',
    ],
    [
      'has(facts.repository.fils)',
      'No such key: fils, Facts.repository has files, probes (at 1:22)',
    ],
    [
      'relations.exists(r, has(r.taget.type))',
      'No such key: taget, Relation has type, targetRef, target (at 1:27)',
    ],
    [
      'facts.repository.probes.dockerfil.exists(d, true)',
      'No such key: dockerfil, Facts.repository.probes has dockerfile, ci-workflow (at 1:25)',
    ],
    [
      "facts.repository.probes['ci'].exists(d, true)",
      'No such key: ci, Facts.repository.probes has dockerfile, ci-workflow (at 1:1)',
    ],
    [
      'facts.repository.probes.dockerfile.exists(d, d.pth == "x")',
      'No such key: pth, Facts.repository.probes.dockerfile.item has path, content (at 1:48)',
    ],
    [
      'facts.report.labels.team == facts.report.lines',
      'no such overload: string == double (at 1:1)',
    ],
    [
      "['a'].exists(name, facts[name] == null)",
      'facts is followed by the name of a fact, as in facts.repository (at 1:20)',
    ],
    [
      '[facts].size() == 1',
      'facts is followed by the name of a fact, as in facts.repository (at 1:2)',
    ],
    [
      "['id'].exists(field, assessment[field] == 'x')",
      "a field of Assessment is read by its name, as in .name or ['name'] (at 1:22)",
    ],
    [
      "[{'a': 1}].exists(entity, entity.a == 1)",
      'entity hides a variable, use another name (at 1:1)',
    ],
    [
      'cel.bind(now, 1, now > 0)',
      'now hides a variable, use another name (at 1:1)',
    ],
    [
      '[1].all(a, [1].all(b, [1].all(c, [1].all(d, a == d))))',
      '4 comprehensions are nested, use at most 3 (at 1:34)',
    ],
    [
      "entity.kind.matches('(')",
      expect.stringMatching(/^not a regular expression: .*\(at 1:1\)$/),
    ],
    [
      "entity.kind.matches('(?=a)')",
      expect.stringMatching(/^not a regular expression: /),
    ],
    [
      "entity.kind.matches('(x{1000}){2}')",
      expect.stringMatching(/^not a regular expression: /),
    ],
    [
      "entity.kind.matches('x{1000}y{1000}')",
      'the regular expression is too large, use fewer or smaller repetitions (at 1:1)',
    ],
    [
      'entity.kind.matches(entity.apiVersion)',
      'the pattern of matches is a literal, so that it can be checked (at 1:1)',
    ],
    [
      "glob(facts.repository.files, '{a') == []",
      'not a glob: "{a", a { needs a } (at 1:1)',
    ],
    [
      "versionSatisfies('1.0.0', 'newest')",
      'not a range of versions: "newest", use one such as ">=1.2 <3" (at 1:1)',
    ],
  ])('refuses %s', (source, reason) => {
    expect(reasonsAgainst(source)).toEqual([reason]);
  });

  it('wants a condition or text where it is needed', () => {
    expect(reasonsAgainst('entity.kind', 'bool')).toEqual([
      'must result in bool, results in string (at 1:1)',
    ]);
    expect(reasonsAgainst('entity.metadata.tags', 'text')).toEqual([
      'must result in text, results in list<string> (at 1:1)',
    ]);
    expect(reasonsAgainst('entity.spec.x', 'bool')).toEqual([]);
    expect(reasonsAgainst('facts.coverage', 'text')).toEqual([]);
  });

  it('names several problems of one expression', () => {
    expect(
      reasonsAgainst("entity.kind.matches('(') || entity.kind.matches(')')"),
    ).toHaveLength(2);
  });

  it('knows what it reads', () => {
    const readsOf = (source: string) => {
      const { facts, timeDependent } = compile(source);
      return [[...facts].sort(), timeDependent];
    };

    expect(readsOf('entity.kind == "API"')).toEqual([[], false]);
    expect(readsOf("has(facts.report.text) || facts['coverage'] > 1")).toEqual([
      ['coverage', 'report'],
      false,
    ]);
    expect(readsOf("'now' == assessment.pattern")).toEqual([[], false]);
    expect(readsOf('assessment != null')).toEqual([[], false]);
    expect(readsOf('now.getFullYear()')).toEqual([[], true]);
    expect(readsOf("assessment['ageDays'] > 3")).toEqual([[], true]);
    expect(readsOf('cel.bind(a, assessment, a.ageDays)')).toEqual([[], true]);
    expect(
      readsOf('ageInDays(assessment.createdAt, assessment.updatedAt)'),
    ).toEqual([[], true]);
  });

  it.each<[string, unknown, Partial<Subject>]>([
    ["annotation(entity, 'constructor')", '', {}],
    ['ownerExists(relations)', false, {}],
    [
      'ownerExists(relations)',
      true,
      {
        relations: [
          {
            type: 'ownedBy',
            targetRef: 'group:default/a',
            target: {
              kind: 'group',
              namespace: 'default',
              name: 'a',
              exists: true,
            },
          },
        ],
      },
    ],
    ["ageInDays(timestamp('2026-01-01T12:00:00Z'), now)", 30n, {}],
    ["ageInDays(timestamp('2030-01-01T00:00:00Z'), now)", 0n, {}],
    ["versionSatisfies('v3.11', '>=3.10 <4')", true, {}],
    ["versionSatisfies('20', '^18 || ^20')", true, {}],
    ["versionSatisfies('2.0.0-rc.1', '>=1')", false, {}],
    [
      "glob(facts.repository.files, 'src/file4{,99,999}.ts')",
      ['src/file4.ts', 'src/file499.ts', 'src/file4999.ts'],
      withFiles,
    ],
    ["'axb'.matches('^a.b$') && 'xay'.matches('a')", true, {}],
    ['facts.coverage == 80', true, { facts: { coverage: known(80) } }],
    ['facts.coverage > 79', true, { facts: { coverage: known(80) } }],
    ['has(facts.repository.files)', true, withFiles],
    ['assessment.highRisks.size()', 1n, { assessment }],
  ])('computes %s as %p', (source, value, subject) => {
    expect(run(source, subject)).toEqual({ status: 'value', value });
  });

  it.each<[string, string, Partial<Subject>]>([
    ['entity.spec.x > 1', 'No such key: x (at 1:13)', {}],
    [
      "versionSatisfies(entity.spec.type, '>=1')",
      'not a version: "ai-service" (at 1:1)',
      {},
    ],
    [
      'versionSatisfies("1.0.0", entity.spec.type)',
      'not a range of versions: "ai-service", use one such as ">=1.2 <3" (at 1:1)',
      {},
    ],
    [
      'glob(facts.repository.files, "/" + entity.kind)',
      'not a glob: "/Component", use a relative path with *, **, ?, [] and {} (at 1:1)',
      withFiles,
    ],
    [
      'glob(entity.spec.type, "*")',
      "found no matching overload for 'glob(string, string)' (at 1:1)",
      {},
    ],
    ['1 / 0', 'division by zero (at 1:1)', {}],
    [
      'timestamp(entity.spec.type)',
      'timestamp() requires a string in ISO 8601 format (at 1:1)',
      {},
    ],
  ])('says why %s has no value', (source, reason, subject) => {
    expect(run(source, subject)).toEqual({
      status: 'unknown',
      reason,
      failed: expect.anything(),
    });
  });

  it('cuts a reason that holds a long value', () => {
    const long = { ...entity, spec: { x: 'x'.repeat(100_000) } };
    const outcome = run('bool(entity.spec.x)', { entity: long });

    expect(JSON.stringify(outcome).length).toBeLessThan(1000);
  });
});

describe('facts that are not known', () => {
  const outcomeOf = (source: string, facts: Record<string, FactOutcome> = {}) =>
    run(source, { facts });
  const reason = 'The repository did not answer at 12:00';
  const facts = { repository: unknown(reason) };

  it('leave what needs them without a value, with their reason', () => {
    for (const source of [
      'size(facts.repository.files) > 0',
      'has(facts.repository.files)',
      'has(facts.repository)',
      'facts.repository.files == []',
      '!has(facts.repository.files) || true == false',
      'facts.repository.files.exists(f, true)',
      'true && has(facts.repository.probes)',
      "['a'].exists(x, x in facts.repository.files)",
    ]) {
      expect([source, outcomeOf(source, facts)]).toEqual([
        source,
        { status: 'unknown', reason, fact: 'repository' },
      ]);
    }
    expect(outcomeOf('facts.repository.files == []')).toEqual({
      status: 'unknown',
      reason: 'The fact repository has not been collected',
      fact: 'repository',
    });
  });

  it('do not matter where they decide nothing', () => {
    for (const [source, value] of [
      ['true || has(facts.repository.files)', true],
      ['has(facts.repository.files) || true', true],
      ['has(facts.repository.files) && false', false],
      ['false ? has(facts.repository.files) : true', true],
      ["['a', 'b'].exists(x, x == 'b' || x in facts.repository.files)", true],
    ] as const) {
      expect([source, outcomeOf(source, facts)]).toEqual([
        source,
        { status: 'value', value },
      ]);
    }
  });
});

describe('work', () => {
  const tooMuch = {
    status: 'unknown',
    reason: 'The expression does too much work: more than 1,000,000 steps',
    failed: {},
  };
  const double = (start: string, times: number, end: string) =>
    `${`cel.bind(x, ${start}, `}${Array.from({ length: times }, (_, index) =>
      `cel.bind(x${index}, ${index ? `x${index - 1}` : 'x'}`.concat(
        ` + ${index ? `x${index - 1}` : 'x'}`.repeat(7),
        ', ',
      ),
    ).join('')}${end}${')'.repeat(times + 1)}`;
  const report = (text: string) => ({
    facts: { repository, report: known({ text }) },
  });

  it.each<[string, string, Partial<Subject>]>([
    [
      'two nested repetitions',
      'facts.repository.files.exists(a, facts.repository.files.exists(b, a + b == "x"))',
      withFiles,
    ],
    [
      'three nested repetitions, whatever else is true',
      'facts.repository.files.all(a, facts.repository.files.all(b, facts.repository.files.all(c, a + b != c))) || true',
      withFiles,
    ],
    [
      'lists of lists',
      'facts.repository.files.map(a, facts.repository.files.map(b, b)).size()',
      withFiles,
    ],
    [
      'a filter in a filter',
      'facts.repository.files.filter(a, facts.repository.files.exists_one(b, a == b))',
      withFiles,
    ],
    ['text that doubles', double('"text"', 10, 'x9 == "x"'), {}],
    ['lists that double', double('[1, 2]', 10, 'size(x9)'), {}],
    [
      'lists that are joined again and again',
      'facts.repository.files.map(f, facts.repository.files + facts.repository.files).size()',
      withFiles,
    ],
    [
      'large texts that are searched again and again',
      'facts.repository.files.exists(f, facts.report.text.contains(f))',
      report('a'.repeat(1_000_000)),
    ],
    [
      'text that is split again and again',
      'facts.repository.files.exists(f, facts.report.text.split("").size() == 3)',
      report('a'.repeat(100_000)),
    ],
    [
      'separators that are long',
      'facts.repository.files.join(facts.report.text)',
      report('a'.repeat(100_000)),
    ],
    [
      'comparisons of what is large',
      'cel.bind(copy, facts.repository.files.map(f, f), facts.repository.files.exists(f, facts.repository.files != copy))',
      withFiles,
    ],
    [
      'globs again and again',
      'facts.repository.files.exists(f, glob(facts.repository.files, "**/*" + f) == ["x"])',
      withFiles,
    ],
    [
      'globs with many wildcards',
      `glob(facts.repository.files, "*a${'?'.repeat(80)}b") == []`,
      withFiles,
    ],
    [
      'globs that are put together',
      'facts.repository.files.exists(f, glob(["a"], f + f + f + f) == ["x"])',
      withFiles,
    ],
    [
      'a regular expression with a large automaton',
      'facts.report.text.matches("[ab]*a[ab]{500}c")',
      report('ab'.repeat(100_000)),
    ],
    [
      'a duration of many digits',
      'duration(facts.report.text)',
      report('1'.repeat(100_000)),
    ],
    [
      'time zones',
      'facts.repository.files.exists(f, now.getHours("Europe/Berlin") == 77)',
      withFiles,
    ],
    [
      'maps with many keys',
      'facts.repository.files.exists(f, f in entity.spec)',
      {
        ...withFiles,
        entity: {
          ...entity,
          spec: Object.fromEntries(files.map(file => [`${file}!`, 1])),
        },
      },
    ],
  ])('is cut off for %s', (_, source, subject) => {
    expect(run(source, subject)).toEqual(tooMuch);
  });

  it('is no matter for regular expressions that explode elsewhere', () => {
    const text = `${'a'.repeat(100_000)}b`;
    expect(run("facts.report.text.matches('(a+)+$')", report(text))).toEqual({
      status: 'value',
      value: false,
    });
  });

  it('leaves room for what rules really ask', () => {
    for (const source of [
      "facts.repository.files.exists(f, f.startsWith('docs/') && f.endsWith('.md') && f.matches('adr-[0-9]+'))",
      "size(glob(facts.repository.files, '**/*.{py,go}')) + size(glob(facts.repository.files, 'docs/**')) > 0",
      "['a', 'b', 'c', 'd'].exists(name, facts.repository.files.exists(f, f == 'src/' + name + '.py'))",
      "facts.repository.files.filter(f, f.contains('test')).map(f, f.split('/')[0]).exists(d, d in facts.repository.files)",
    ]) {
      expect([source, run(source, withFiles)]).toEqual([
        source,
        { status: 'value', value: false },
      ]);
    }
  });

  it('is counted anew for each evaluation', () => {
    const expression = compile(
      'facts.repository.files.filter(a, facts.repository.files.exists(b, a == b)).size()',
    );
    const evaluateWith = (count: number) =>
      expression.evaluate(
        toVariables(
          createSubject({
            facts: { repository: known({ files: files.slice(0, count) }) },
          }),
          ['repository'],
        ),
      );

    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 10, 5000)), counts => {
        for (const count of counts) {
          expect(evaluateWith(count)).toEqual(
            count > 10 ? tooMuch : { status: 'value', value: BigInt(count) },
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  it('does not go deeper into values to tell their types than types can differ', () => {
    const nested = (depth: number): unknown => {
      let value: unknown = 'x';
      for (let level = 0; level < depth; level += 1) {
        value = level % 2 ? [value] : { a: value };
      }
      return value;
    };
    const outcomeOf = (ready: unknown) =>
      run('facts.report.ready + 1', {
        facts: { report: known({ ready }) },
      });

    expect(outcomeOf(nested(2))).toEqual({
      status: 'unknown',
      reason: 'no such overload: dyn<list<map<string, string>>> + int (at 1:1)',
      failed: {},
    });
    expect(outcomeOf(nested(2000))).toEqual(outcomeOf(nested(6)));
  });

  it('finds out the type of a map once, however large it is and often it is used', () => {
    let listed = 0;
    const ready = new Proxy(
      { a: 1 },
      {
        ownKeys(target) {
          listed += 1;
          return Reflect.ownKeys(target);
        },
      },
    );
    const outcome = run(
      'facts.repository.files.exists(f, [facts.report.ready] == [1])',
      { facts: { repository, report: known({ ready }) } },
    );

    expect(outcome).toEqual({ status: 'value', value: false });
    expect(listed).toBeLessThan(5);
  });
});
