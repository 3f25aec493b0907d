import fc from 'fast-check';
import { parseRulePack } from '@paved-road/plugin-paved-road-common/rules';
import { translateCompass } from './compass/translateCompass';
import { translateCortex } from './cortex/translateCortex';
import { translateSoundcheck } from './soundcheck/translateSoundcheck';
import { translateTechInsights } from './techInsights/translateTechInsights';
import {
  SourceFile,
  Translation,
  TranslationOptions,
  UntranslatableError,
} from './Translation';
import { component, verdicts } from './__testUtils__/verdicts';
import { parseCql } from './cortex/cql';
import { describeTranslation } from './report';
import { keepValid, writePack } from './writePack';

const options: TranslationOptions = {
  levels: [
    { id: 'bronze', title: 'Bronze' },
    { id: 'silver', title: 'Silver' },
    { id: 'gold', title: 'Gold' },
  ],
  level: 'bronze',
};

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 150, unit: 'grapheme' }),
  fc.constantFrom("it's", '\n- id: injected', '\u0000', '\ud800', '{{ x }}'),
);
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
);

/** What became of a source. */
function outcomeOf(
  translate: (files: SourceFile[], given: TranslationOptions) => Translation,
  source: unknown,
) {
  const translation = keepValid(
    translate([{ name: 'file', value: source }], options),
  );
  const { rules } = translation;
  const ids = rules.flatMap(({ checkId }) => (checkId ? [checkId] : []));
  return {
    report: describeTranslation(translation, 'a pack').split(' rules')[0],
    expectedReport: (count: number) => `${ids.length} of ${count}`,
    /** Rules that are not in the pack, and nobody says why. */
    silent: rules.filter(
      ({ checkId, notes }) => !checkId && notes.join('') === '',
    ),
    ids,
    /** Ids of the checks in the pack that was written. */
    written:
      ids.length > 0
        ? parseRulePack(writePack(translation), 'it').pack.spec.checks.map(
            ({ id }) => id,
          )
        : [],
  };
}

type Outcome = ReturnType<typeof outcomeOf>;

/** Whatever comes: the pack is valid, and each rule is in it or in the report. */
const complete = (outcome: Outcome, count: number) => ({
  ...outcome,
  report: outcome.expectedReport(count),
  silent: [],
  written: outcome.ids,
});

describe('whatever Soundcheck has', () => {
  const filter = fc.oneof(
    fc.constantFrom(undefined, { kind: 'component' }, { catalog: [{}] }),
    fc.dictionary(text, value),
    fc.anything(),
  );
  const leaf = fc.record(
    {
      factRef: fc.oneof(
        text,
        fc.constantFrom(
          'github:default/repo',
          'catalog:default/entity_descriptor',
        ),
        fc.record({ source: text, name: text }),
      ),
      path: fc.oneof(
        text,
        fc.constantFrom('$', '$.a', "$['a b']", '$.a[0].b', '$..a'),
      ),
      operator: fc.constantFrom('equal', 'in', 'notIn', 'lessThan', 'matches'),
      value,
    },
    { requiredKeys: ['operator'] },
  );
  const rule = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 2 }),
    fc.record({ any: fc.array(leaf, { maxLength: 2 }) }),
    fc.record({ not: leaf }),
    text,
  );
  const check = fc.record(
    { id: text, name: text, description: text, rule, filter },
    { requiredKeys: ['id', 'rule'] },
  );

  it('becomes a valid pack', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(check, { selector: ({ id }) => id, minLength: 1 }),
        checks => {
          const outcome = outcomeOf(translateSoundcheck, checks);
          expect(outcome).toEqual(complete(outcome, checks.length));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('becomes a valid pack with tracks', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(check, {
          selector: ({ id }) => id,
          minLength: 2,
          maxLength: 4,
        }),
        fc.array(fc.record({ id: text, name: text, filter }), {
          minLength: 1,
          maxLength: 3,
        }),
        (checks, named) => {
          const tracks = named.map((track, index) => ({
            ...track,
            levels: [
              { ordinal: 1 + (index % 3), checks: [{ id: checks[0].id }] },
              { ordinal: 2, checks: [{ id: 'nowhere' }] },
            ],
          }));
          const outcome = outcomeOf(translateSoundcheck, { checks, tracks });
          expect(outcome).toEqual(
            complete(outcome, 2 * tracks.length + checks.length - 1),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('whatever Cortex has', () => {
  const part = fc.constantFrom(
    ...'( ) and or not ! && || == != < >= . , - | "a\'b" "*.md" null true 90 git custom links length anyMatch fileExists sonarqube'.split(
      ' ',
    ),
  );
  const expression = fc.oneof(
    fc.array(part, { minLength: 1, maxLength: 8 }).map(all => all.join(' ')),
    fc.array(part, { minLength: 1, maxLength: 6 }).map(all => all.join('')),
    fc
      .array(
        fc.constantFrom(
          'git.fileExists("README.md")',
          'links("a\'b").length > 0',
          'links("x").anyMatch("^a.*(")',
          'custom("k.e-y") == "v"',
          'sonarqube.metric("coverage") >= 9.5',
          'not (ownership != null)',
          'jira.numOfIssues() == 0',
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map(all => all.join(' and ')),
  );

  it('becomes a valid pack', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(
          fc.record(
            {
              title: text,
              expression,
              weight: fc.integer({ min: 0, max: 100 }),
            },
            { requiredKeys: ['title', 'expression'] },
          ),
          { minLength: 1, maxLength: 5 },
        ),
        (tag, rules) => {
          const outcome = outcomeOf(translateCortex, { tag, name: tag, rules });
          expect(outcome).toEqual(complete(outcome, rules.length));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is read to its end, or not at all', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), source => {
        let problem: unknown;
        try {
          parseCql(source);
        } catch (error) {
          problem = error;
        }
        expect(
          problem === undefined || problem instanceof UntranslatableError,
        ).toBe(true);
      }),
    );
    expect(() => parseCql('git != null git')).toThrow(UntranslatableError);
    expect(() => parseCql('('.repeat(100_000))).toThrow('nested deeper');
  });
});

describe('whatever Compass has', () => {
  const criterion = fc.record(
    {
      __typename: fc.constantFrom(
        'CompassHasDescriptionScorecardCriteria',
        'CompassHasOwnerScorecardCriteria',
        'CompassHasLinkScorecardCriteria',
        'CompassHasFieldScorecardCriteria',
        'CompassHasMetricValueScorecardCriteria',
        'CompassHasCustomNumberFieldScorecardCriteria',
        'CompassHasCustomBooleanFieldScorecardCriteria',
        'Other',
      ),
      name: text,
      description: text,
      weight: fc.integer({ min: 0, max: 100 }),
      linkType: text,
      textComparator: fc.constantFrom(null, 'REGEX', 'IS_SET', 'OTHER'),
      textComparatorValue: text,
      comparator: fc.constantFrom('EQUALS', 'LESS_THAN', 'IS_SET', 'toString'),
      comparatorValue: value,
      booleanComparator: fc.constantFrom('EQUALS', 'IS_SET'),
      booleanComparatorValue: value,
      metricDefinition: fc.record({ name: text }),
      customFieldDefinition: fc.record({ name: text }),
      fieldDefinition: fc.constantFrom({ name: 'lifecycle' }, { name: 'tier' }),
    },
    { requiredKeys: ['__typename'] },
  );

  it('becomes a valid pack', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(criterion, { minLength: 1, maxLength: 6 }),
        (name, criterias) => {
          const outcome = outcomeOf(translateCompass, {
            data: { compass: { scorecard: { name, criterias } } },
          });
          expect(outcome).toEqual(complete(outcome, criterias.length));
        },
      ),
      { numRuns: 100 },
    );
  });
});

const translated = (
  translate: (files: SourceFile[], given: TranslationOptions) => Translation,
  source: unknown,
) => keepValid(translate([{ name: 'file', value: source }], options));

const fidelities = ({ rules }: Translation) =>
  rules.map(({ from, fidelity, notes }) => [from, fidelity, ...notes]);

describe('different values', () => {
  const jql = `project = SEARCH AND status != Done AND ${'x'.repeat(40)}`;

  it.each([
    [
      'Cortex',
      translateCortex,
      {
        tag: 'a',
        name: 'A',
        rules: [
          `jira.numOfIssues("${jql} = 1") < 5`,
          `jira.numOfIssues("${jql} = 2") < 5`,
          `jira.numOfIssues("${jql} = 1") > 1`,
          'custom("a") > 1',
          'custom > 1',
        ].map((expression, index) => ({ title: `Rule ${index}`, expression })),
      },
      [0, 1, 0, 2, 3],
    ],
    [
      'Soundcheck',
      translateSoundcheck,
      ['own:default/a-b', 'own:default/a b', 'own:default/a-b', 'repository']
        .map(factRef => ({ factRef, operator: 'equal', value: 1 }))
        .map((rule, index) => ({ id: `check-${index}`, rule })),
      [0, 1, 0, 2],
    ],
    [
      'Compass',
      translateCompass,
      {
        name: 'A',
        criterias: [
          ...['Coverage', 'カバレッジ', '信頼性'].map(name => ({
            __typename: 'CompassHasMetricValueScorecardCriteria',
            metricDefinition: { name },
            comparator: 'EQUALS',
            comparatorValue: 1,
          })),
          {
            __typename: 'CompassHasCustomNumberFieldScorecardCriteria',
            customFieldDefinition: { name: 'Coverage' },
            numberComparator: 'EQUALS',
            numberComparatorValue: 1,
          },
        ],
      },
      [0, 1, 2, 3],
    ],
  ])('of %s are different facts', (_, translate, source, values) => {
    const { pack, facts } = translated(translate, source);
    const read = pack.checks.map(
      ({ expression }) => /facts\.(\w+)/.exec(expression)![1],
    );
    const distinct = [...new Set(read)];
    expect(read.map(name => distinct.indexOf(name))).toEqual(values);
    expect(distinct).not.toContain('repository');
    expect(facts.map(({ name }) => name)).toEqual(distinct);
    expect(new Set(facts.map(({ from }) => from)).size).toBe(distinct.length);
    // As an id of a collector has to be.
    expect(
      distinct.filter(name => !/^[a-z][A-Za-z0-9]{0,62}$/.test(name)),
    ).toEqual([]);
  });

  it('of Tech Insights are not translated, for its module names their facts', () => {
    const checks = Object.fromEntries(
      ['own-facts', 'own facts'].map((id, index) => [
        `check${index}`,
        {
          type: 'json-rules-engine',
          name: id,
          description: id,
          factIds: [id],
          rule: {
            conditions: {
              all: [{ fact: 'a', operator: 'equal', value: true }],
            },
          },
        },
      ]),
    );
    expect(
      fidelities(
        translated(translateTechInsights, {
          techInsights: { factChecker: { checks } },
        }),
      ),
    ).toEqual([
      [
        'techInsights.factChecker.checks.check0',
        'exact',
        expect.stringContaining('no solution'),
      ],
      [
        'techInsights.factChecker.checks.check1',
        'none',
        'the fact ownFacts would mean both the retriever own-facts and the retriever own facts',
      ],
    ]);
  });
});

describe('checks of Soundcheck', () => {
  const name = 'pagerduty.com/service-id';

  it('are not translated if several have an id', () => {
    const check = (id: string, wanted: number) => ({
      id,
      rule: { factRef: 'own:default/a', operator: 'equal', value: wanted },
    });
    const reason = '2 checks have the id twice; keep one of them';
    const outcome = translated(translateSoundcheck, [
      check('twice', 1),
      check('once', 1),
      check('twice', 2),
    ]);
    expect(fidelities(outcome)).toEqual([
      ['check twice', 'none', reason],
      ['check twice', 'none', reason],
      ['check once', 'exact', expect.stringContaining('failedMessage')],
    ]);
    expect(
      fidelities(
        translated(translateSoundcheck, {
          checks: [check('twice', 1), check('once', 1), check('twice', 2)],
          tracks: [
            {
              id: 'a',
              name: 'A',
              levels: [{ ordinal: 1, checks: [{ id: 'twice' }] }],
            },
          ],
        }),
      )[0],
    ).toEqual(['track a, level 1, check twice', 'none', reason]);
  });

  it.each([
    ['that is absent', undefined, { equal: 'fail', different: 'pass' }],
    ['that is empty', '', { equal: 'pass', different: 'fail' }],
    ['that has a value', 'P1', { equal: 'fail', different: 'pass' }],
  ])(
    'read an annotation %s as json-rules-engine does',
    (_, annotation, expected) => {
      const rule = {
        factRef: 'catalog:default/entity_descriptor',
        path: `$.metadata.annotations['${name}']`,
        value: '',
      };
      const { pack, ...others } = translated(translateSoundcheck, [
        { id: 'equal', rule: { ...rule, operator: 'equal' } },
        { id: 'different', rule: { ...rule, operator: 'notEqual' } },
      ]);
      const written = writePack({
        ...others,
        pack: { ...pack, filter: { kind: 'Component' } },
      });
      for (const annotations of [
        { other: 'a', ...(annotation !== undefined && { [name]: annotation }) },
        ...(annotation === undefined ? [undefined] : []),
      ]) {
        const entity = component();
        entity.metadata.annotations = annotations;
        expect(verdicts(written, {}, { entity })).toEqual(expected);
      }
    },
  );
});

describe('component types of Compass', () => {
  const outcomeFor = (componentTypeIds: string[]) => {
    const { rules, pack } = translated(translateCompass, {
      name: 'A',
      componentTypeIds,
      criterias: [{ __typename: 'CompassHasOwnerScorecardCriteria' }],
    });
    return { rules, filter: pack.checks[0]?.filter };
  };

  it('are types of entities, approximately', () => {
    expect(outcomeFor(['SERVICE', 'CLOUD_RESOURCE'])).toEqual({
      rules: [
        {
          from: 'A, Has Owner',
          checkId: 'has-owner',
          fidelity: 'approximate',
          notes: [
            'the component type SERVICE or CLOUD_RESOURCE of Compass becomes the spec.type service or cloud_resource',
          ],
        },
      ],
      filter: { 'spec.type': { $in: ['service', 'cloud_resource'] } },
    });
  });

  it('are not translated if their name is not in the file', () => {
    expect(
      outcomeFor(['SERVICE', 'ari:cloud:compass:1:component-type/2/3']),
    ).toEqual({
      rules: [
        {
          from: 'A, Has Owner',
          fidelity: 'none',
          notes: [expect.stringContaining('type ari:cloud:compass:1:')],
        },
      ],
      filter: undefined,
    });
  });
});

describe('a pack', () => {
  const draft = (count: number) =>
    translateCortex(
      [
        {
          name: 'file',
          value: {
            tag: 'a',
            name: 'A',
            rules: Array.from({ length: count }, (_, index) => ({
              title: `Rule ${index}`,
              expression: 'git.fileExists("README.md")',
            })),
          },
        },
      ],
      options,
    );

  it('has as many valid checks as fit', () => {
    const translation = draft(202);
    translation.pack.checks[0].expression = 'facts.';
    translation.pack.checks[1].expression = 'entity.metadata.name';
    const { pack, rules } = keepValid(translation);
    expect(pack.checks.map(({ id }) => id)).toEqual(
      translation.pack.checks.slice(2).map(({ id }) => id),
    );
    expect(rules.slice(0, 2).map(({ fidelity }) => fidelity)).toEqual([
      'none',
      'none',
    ]);
    const [first] = rules[0].notes;
    expect(first).toMatch(/^expression: \S/);
    expect(keepValid(draft(201)).rules.at(-1)).toEqual({
      from: 'a, Rule 200',
      fidelity: 'none',
      notes: [expect.stringContaining('at most 200 checks')],
    });
  });

  it('leaves out no check for an error that is no problem of the pack', () => {
    const translation = draft(1);
    // No number of JSON, and no file can have it.
    translation.pack.checks[0].weight = 1n as never;
    expect(() => keepValid(translation)).toThrow('BigInt');
  });
});

describe('the report', () => {
  it('does not control the terminal', () => {
    const escape = '\u001b[2J\u202e';
    const report = describeTranslation(
      {
        rules: [
          { from: `a${escape}`, fidelity: 'none', notes: [`b${escape}`] },
        ],
        facts: [{ name: 'c', from: `d${escape}` }],
        notes: [`e${escape}`],
      },
      'a pack',
    );
    expect(report.split('\n').slice(2)).toEqual([
      'Not translated',
      expect.stringMatching(/^ {2}a\ufffd/),
      expect.stringMatching(/^ {4}B\ufffd/),
      '',
      'Required facts',
      expect.stringMatching(/^ {2}facts\.c, from d\ufffd/),
      '',
      'Notes',
      expect.stringMatching(/^ {2}e\ufffd/),
      '',
    ]);
    expect(report).not.toContain('\u001b');
    expect(report).not.toContain('\u202e');
  });
});
