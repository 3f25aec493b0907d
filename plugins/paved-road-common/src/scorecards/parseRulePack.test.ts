import fc from 'fast-check';
import { createCheck, createPack } from './__testUtils__/rulePacks';
import { parseRulePack } from './parseRulePack';

const valid = `apiVersion: paved-road.io/v1
kind: RulePack
metadata:
  name: house-rules
  title: House rules
  version: 1.0.0-rc.1
spec:
  filter: { kind: Component, spec.type: { $in: [ai-service] } }
  levels:
    - { id: bronze, title: Bronze }
  tracks:
    - { id: ownership, title: Ownership }
  probes:
    - { id: ci, files: ['.github/workflows/*.yml'], format: yaml }
  checks:
    - id: has-owner
      title: Has an owner
      description: Somebody answers for it.
      track: ownership
      level: bronze
      filter: { spec.lifecycle: production }
      expression: has(entity.spec.owner)
      evidence:
        - { name: Owner, expression: entity.spec.owner }
      remediation: &fix
        text: Set spec.owner.
        link: { title: Format, url: https://example.com/format }
        template: { ref: template:default/ai-monolith }
    - id: has-type
      title: Has a type
      description: It can be told what it is.
      track: ownership
      level: bronze
      weight: 0
      expression: has(entity.spec.type)
      remediation: *fix
`;

/** What is wrong with a pack, line by line. */
function problemsOf(text: string): string[] {
  try {
    parseRulePack(text, 'packs/rules.yaml');
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    const [first, ...problems] = (error as Error).message.split('\n');
    expect(first).toBe('Invalid rule pack packs/rules.yaml:');
    return problems.map(problem => problem.trim());
  }
  return [];
}

describe('parseRulePack', () => {
  it('reads a pack, and knows where its parts are', () => {
    const { pack, source, locate } = parseRulePack(valid, 'packs/rules.yaml');

    expect(source).toBe('packs/rules.yaml');
    expect(pack.metadata).toEqual({
      name: 'house-rules',
      title: 'House rules',
      version: '1.0.0-rc.1',
    });
    expect(pack.spec.checks).toMatchObject([
      {
        id: 'has-owner',
        weight: 1,
        evidence: [{ name: 'Owner', expression: 'entity.spec.owner' }],
      },
      { id: 'has-type', weight: 0, evidence: [] },
    ]);
    expect(pack.spec.checks[1].remediation).toEqual(
      pack.spec.checks[0].remediation,
    );
    expect(locate(['spec', 'checks', 1, 'expression'])).toEqual({
      source: 'packs/rules.yaml',
      line: 35,
      column: 7,
    });
    expect(
      locate(['spec', 'checks', 0, 'evidence', 0, 'expression']),
    ).toMatchObject({ line: 24, column: 26 });
  });

  it.each([
    {
      what: 'a value that is not allowed',
      from: 'weight: 0',
      to: 'weight: -1',
      problem:
        'packs/rules.yaml:34:7: check has-type: spec.checks.1.weight: -1 is too small, use at least 0',
    },
    {
      what: 'a field that does not exist',
      from: 'weight: 0',
      to: 'wieght: 0',
      problem:
        'packs/rules.yaml:34:7: check has-type: spec.checks.1.wieght: unknown field',
    },
    {
      what: 'a field that is missing',
      from: '      expression: has(entity.spec.type)\n',
      to: '',
      problem:
        'packs/rules.yaml:29:7: check has-type: spec.checks.1.expression: expected string, got nothing',
    },
    {
      what: 'a check that is declared twice',
      from: 'id: has-type',
      to: 'id: has-owner',
      problem:
        'packs/rules.yaml:29:7: check has-owner: check has-owner is declared twice',
    },
    {
      what: 'a level that is not declared',
      from: 'level: bronze\n      weight',
      to: 'level: platinum\n      weight',
      problem:
        'packs/rules.yaml:33:7: check has-type: level platinum is not declared, use one of bronze',
    },
    {
      what: 'a track that is not declared',
      from: 'track: ownership\n      level: bronze\n      weight',
      to: 'track: money\n      level: bronze\n      weight',
      problem:
        'packs/rules.yaml:32:7: check has-type: track money is not declared, use one of ownership',
    },
    {
      what: 'a level with the name of none',
      from: '{ id: bronze, title: Bronze }',
      to: '{ id: bronze, title: Bronze }\n    - { id: none, title: None }',
      problem:
        'packs/rules.yaml:11:9: level none is reserved for entities without a level, use another id',
    },
    {
      what: 'a filter with an operator that does not exist',
      from: 'filter: { spec.lifecycle: production }',
      to: 'filter: { spec.lifecycle: { $is: production } }',
      problem: expect.stringMatching(
        /^packs\/rules\.yaml:21:7: check has-owner: spec\.checks\.0\.filter: not a filter predicate/,
      ),
    },
    {
      what: 'a filter with an operator that would be ignored',
      from: 'filter: { spec.lifecycle: production }',
      to: 'filter: { $not: { kind: API }, kind: Component }',
      problem: expect.stringMatching(
        /^packs\/rules\.yaml:21:7: check has-owner: spec\.checks\.0\.filter: not a filter predicate/,
      ),
    },
    {
      what: 'a probe that is declared twice',
      from: 'format: yaml }',
      to: 'format: yaml }\n    - { id: ci, files: [a], format: text }',
      problem: 'packs/rules.yaml:15:9: probe ci is declared twice',
    },
    {
      what: 'a glob that is none',
      from: '.github/workflows/*.yml',
      to: '.github/{a',
      problem:
        'packs/rules.yaml:14:25: not a glob: ".github/{a", a { needs a }',
    },
    {
      what: 'a filter that is nested without end',
      from: 'filter: { spec.lifecycle: production }',
      to: `filter: ${'{ $not: '.repeat(500)}{ kind: API }${' }'.repeat(500)}`,
      problem: expect.stringMatching(
        /^packs\/rules\.yaml:21:7: check has-owner: spec\.checks\.0\.filter: not a filter predicate/,
      ),
    },
    {
      what: 'a filter that contains itself',
      from: 'filter: { spec.lifecycle: production }',
      to: 'filter: &loop { $not: *loop }',
      problem:
        'packs/rules.yaml:21:29: *loop refers to a part that contains it',
    },
    {
      what: 'text that no database can keep',
      from: 'text: Set spec.owner.',
      to: 'text: "Set \\0"',
      problem: expect.stringContaining('must not contain the null character'),
    },
    {
      what: 'a link that runs a script',
      from: 'url: https://example.com/format',
      to: 'url: javascript:alert(1)',
      problem: expect.stringContaining(
        'check has-owner: spec.checks.0.remediation.link.url: use an http or https URL',
      ),
    },
    {
      what: 'a link to another host that looks like a path of the portal',
      from: 'url: https://example.com/format',
      to: 'url: //example.com/format',
      problem: expect.stringContaining(
        'check has-owner: spec.checks.0.remediation.link.url: use an http or https URL',
      ),
    },
    {
      what: 'another version of the format',
      from: 'paved-road.io/v1',
      to: 'paved-road.io/v2',
      problem:
        'packs/rules.yaml:1:1: apiVersion: "paved-road.io/v2" is not allowed, use one of paved-road.io/v1',
    },
    {
      what: 'text that is not YAML',
      from: 'kind: RulePack',
      to: 'kind: [RulePack',
      problem: expect.stringMatching(/^packs\/rules\.yaml:3:1: /),
    },
    {
      what: 'a second document',
      from: 'kind: RulePack',
      to: 'kind: RulePack\n---',
      problem:
        'packs/rules.yaml:3:1: another document begins, use a file for each',
    },
  ])('names the place of $what', ({ from, to, problem }) => {
    expect(valid).toContain(from);
    expect(problemsOf(valid.replace(from, to))).toContainEqual(problem);
  });

  it('takes no more values for a template than a form has', () => {
    const packWith = (count: number) =>
      createPack([
        createCheck({
          remediation: {
            text: 'Use the template.',
            template: {
              ref: 'template:default/a',
              values: Object.fromEntries(
                Array.from({ length: count }, (_, index) => [
                  `value${index}`,
                  "'x'",
                ]),
              ),
            },
          },
        }),
      ]);

    expect(() => parseRulePack(packWith(20), 'rules.yaml')).not.toThrow();
    expect(problemsOf(packWith(21))).toEqual([
      expect.stringContaining('use at most 20 values'),
    ]);
  });

  it('names all problems at once', () => {
    const text = createPack([
      createCheck({ weight: 101, title: '' }),
      createCheck({ id: 'No Id' }),
    ]);
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/check has-owner: spec\.checks\.0\.title: /),
      expect.stringMatching(/check has-owner: spec\.checks\.0\.weight: /),
      expect.stringMatching(/check No Id: spec\.checks\.1\.id: /),
    ]);
  });

  it('refuses what is too large or unfolds without end', () => {
    expect(problemsOf('#'.repeat(500_001))).toEqual([
      'packs/rules.yaml: 500001 characters are too many, use at most 500000',
    ]);
    const laughs = Array.from(
      { length: 12 },
      (_, i) =>
        `l${i}: &l${i} [${Array(10)
          .fill(i ? `*l${i - 1}` : 'ha')
          .join(', ')}]`,
    ).join('\n');
    expect(problemsOf(laughs)).toHaveLength(1);
    expect(problemsOf('['.repeat(20_000))).not.toEqual([]);
  });

  it('answers any text with a pack or with problems that have a place', () => {
    fc.assert(
      fc.property(
        fc.nat(valid.length - 1),
        fc.nat(20),
        fc.oneof(
          fc.string(),
          fc.constantFrom('\n', ': ', '- ', '{', '&a ', '*fix', '!!str '),
        ),
        (start, length, noise) => {
          const text =
            valid.slice(0, start) + noise + valid.slice(start + length);
          for (const problem of problemsOf(text)) {
            expect(problem).toMatch(
              /^(packs\/rules\.yaml:\d+:\d+: .|and \d+ more$)/,
            );
          }
        },
      ),
    );
  });
});
