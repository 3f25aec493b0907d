import fc from 'fast-check';
import { parseRulePack } from '@paved-road/plugin-paved-road-common/rules';
import { translateCompass } from './compass/translateCompass';
import { translateCortex } from './cortex/translateCortex';
import { translateSoundcheck } from './soundcheck/translateSoundcheck';
import {
  SourceFile,
  Translation,
  TranslationOptions,
  UntranslatableError,
} from './Translation';
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
