import {
  createCheck,
  createPack,
  factSchemas,
} from './__testUtils__/rulePacks';
import { parseRulePack } from './parseRulePack';
import { compileRules } from './rules';

function compile(...packs: string[]) {
  return compileRules(
    packs.map((text, index) => parseRulePack(text, `${'ab'[index]}.yaml`)),
    factSchemas,
  );
}

function problemsOf(...packs: string[]): string[] {
  try {
    compile(...packs);
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map(problem => problem.trim());
  }
  return [];
}

const problemOf = (expression: string) =>
  problemsOf(createPack([createCheck({ expression })]));

describe('compileRules', () => {
  it('merges packs that fit together', () => {
    const rules = compile(
      createPack([createCheck()]),
      createPack([createCheck({ id: 'has-budget', track: 'cost' })], {
        metadata: { name: 'cost-rules' },
        spec: {
          tracks: [
            { id: 'cost', title: 'Cost' },
            { id: 'ownership', title: 'Ownership' },
          ],
        },
      }),
    );

    expect(rules.checks.map(({ id }) => id)).toEqual([
      'has-owner',
      'has-budget',
    ]);
    expect(rules.levels.map(({ id }) => id)).toEqual([
      'bronze',
      'silver',
      'gold',
    ]);
    expect(rules.tracks.map(({ id }) => id)).toEqual(['ownership', 'cost']);
  });

  it('names both places where packs contradict each other', () => {
    const first = createPack([createCheck()]);
    const second = createPack([createCheck()], {
      spec: {
        levels: [{ id: 'bronze', title: 'Bronze' }],
        tracks: [{ id: 'ownership', title: 'Owners' }],
      },
    });

    expect(problemsOf(first, second)).toEqual([
      'b.yaml:13:5: the levels bronze (Bronze) differ from bronze (Bronze), silver (Silver), gold (Gold) at a.yaml:13:5',
      'b.yaml:5:5: rule pack house-rules is also at a.yaml:5:5',
      'b.yaml:27:9: check has-owner is also declared at a.yaml:35:9; to change that one without a copy, leave this one out and use overrides.has-owner of the pack in pavedRoad.scorecards.rulePacks',
      'b.yaml:22:9: track ownership has the title "Owners", and "Ownership" at a.yaml:30:9',
    ]);
  });

  it('makes probes of the same id one', () => {
    const probe = { id: 'ci', files: ['ci.yml'], format: 'yaml' };
    const other = (probes: object[]) =>
      createPack([createCheck({ id: 'other' })], {
        metadata: { name: 'other' },
        spec: { probes },
      });
    const first = createPack(
      [
        createCheck({
          expression: "facts.repository.probes['other'].exists(d, true)",
        }),
      ],
      { spec: { probes: [probe] } },
    );

    expect(
      compile(first, other([probe, { ...probe, id: 'other' }])).probes,
    ).toEqual([probe, { ...probe, id: 'other' }]);
    expect(problemsOf(first, other([{ ...probe, format: 'text' }]))).toEqual([
      expect.stringMatching(
        /^b\.yaml:\d+:\d+: probe ci is text of ci\.yml, and yaml of ci\.yml at a\.yaml:\d+:\d+$/,
      ),
      expect.stringMatching(
        /check has-owner: expression: No such key: other, Facts\.repository\.probes has ci \(at 1:1\)$/,
      ),
    ]);
  });

  it('knows whether results change with time', () => {
    const isTimeDependent = (check: Parameters<typeof createCheck>[0]) =>
      compile(createPack([createCheck(), createCheck({ id: 'b', ...check })]))
        .timeDependent;
    const expression = 'string(assessment.ageDays)';

    expect(isTimeDependent({})).toBe(false);
    expect(isTimeDependent({ expression: 'now > now' })).toBe(true);
    expect(isTimeDependent({ evidence: [{ name: 'Age', expression }] })).toBe(
      true,
    );
    expect(
      isTimeDependent({
        remediation: {
          text: 'Repair it.',
          template: { ref: 'template:default/a', values: { age: expression } },
        },
      }),
    ).toBe(true);
  });

  it('needs at least one pack', () => {
    expect(() => compileRules([])).toThrow('There is no rule pack');
  });

  it.each([
    {
      what: 'does not parse',
      expression: "entity.kind == 'Component' &&",
      problem: /^a\.yaml:40:9: check has-owner: expression: .+ \(at 1:30\)$/,
    },
    {
      what: 'does not parse further down',
      expression: "entity.kind == 'Component' &&\n  )",
      problem: /\(at 2:3\)$/,
    },
    {
      what: 'misspells a variable',
      expression: 'entitty.kind == "Component"',
      problem: /entitty.* \(at 1:1\)$/,
    },
    {
      what: 'misspells a field',
      expression: 'assessment.patern == "monolith"',
      problem: /patern, Assessment has id, status, .* \(at 1:12\)$/,
    },
    {
      what: 'compares different types',
      expression: 'assessment.ageDays == "old"',
      problem: /int == string.* \(at 1:1\)$/,
    },
    {
      what: 'calls a function that does not exist',
      expression: "link(entity, 'runbook') == []",
      problem: /link\(.* \(at 1:1\)$/,
    },
    {
      what: 'does not result in true or false',
      expression: 'size(entity.metadata.tags)',
      problem: /must result in bool, results in int \(at 1:1\)$/,
    },
    {
      what: 'is beyond all measure',
      expression: Array(600).fill('1').join('+').concat(' == 0'),
      problem: /check has-owner: expression: .*500/,
    },
  ])('refuses an expression that $what', ({ expression, problem }) => {
    expect(problemOf(expression)).toEqual([expect.stringMatching(problem)]);
  });

  it('names what is wrong with the values of a template', () => {
    const remediation = {
      text: 'Repair it.',
      template: {
        ref: 'template:default/a',
        values: { name: 'entity.metadata.nam', tags: 'entity.metadata.tags' },
      },
    };

    expect(problemsOf(createPack([createCheck({ remediation })]))).toEqual([
      expect.stringMatching(
        /^a\.yaml:46:15: check has-owner: template value name: No such key: nam, .* \(at 1:17\)$/,
      ),
      expect.stringMatching(
        /^a\.yaml:47:15: check has-owner: template value tags: must result in text, results in list<string> \(at 1:1\)$/,
      ),
    ]);
  });

  it('names no more problems than somebody reads', () => {
    const checks = Array.from({ length: 80 }, (_, index) =>
      createCheck({ id: `check-${index}`, expression: 'entitty.x' }),
    );
    const problems = problemsOf(createPack(checks));

    expect(problems).toHaveLength(51);
    expect(problems[50]).toBe('and 30 more');
  });

  it('names the problems of all expressions at once', () => {
    const pack = createPack([
      createCheck({
        expression: 'true &&',
        evidence: [
          { name: 'Kind', expression: 'entity.kind' },
          { name: 'Sort', expression: 'entity.sort' },
        ],
      }),
      createCheck({ id: 'has-type', expression: '"yes"' }),
    ]);

    expect(problemsOf(pack)).toEqual([
      expect.stringMatching(/:\d+:\d+: check has-owner: evidence expression: /),
      expect.stringMatching(/:\d+:\d+: check has-owner: expression: /),
      expect.stringMatching(/:\d+:\d+: check has-type: expression: must /),
    ]);
  });
});
