import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { createCheck, createPack } from './__testUtils__/rulePacks';
import { filterPredicateSchema } from './filterPredicate';
import { probeFormats, rulePackSchema } from './rulePack';
import { rulePackJsonSchema } from './rulePackJsonSchema';

const ajv = new Ajv({ allowUnionTypes: true });
const accepts = ajv.compile(rulePackJsonSchema());

const id = fc.stringMatching(/^[a-z0-9]{1,20}(-[a-z0-9]{1,20}){0,2}$/);
const title = fc.stringMatching(/^\\S[^\0]{0,50}\\S$/);
const field = fc.constantFrom(
  'kind',
  'spec.type',
  'metadata.tags',
  'x y',
  '$x',
);
const primitive = fc.oneof(fc.string(), fc.double(), fc.boolean());
const { predicate } = fc.letrec(tie => {
  const combinations = (operand: fc.Arbitrary<unknown>) => [
    fc.record({ $all: fc.array(operand, { maxLength: 2 }) }),
    fc.record({ $any: fc.array(operand, { maxLength: 2 }) }),
    fc.record({ $not: operand }),
  ];
  const fields = fc.dictionary(field, tie('value'), { maxKeys: 2 });
  return {
    value: fc.oneof(
      { depthSize: 'small' },
      primitive,
      fc.record({ $exists: fc.boolean() }),
      fc.record({ $in: fc.array(primitive) }),
      fc.record({ $hasPrefix: fc.string() }),
      fc.record({ $contains: fc.oneof(primitive, tie('predicate')) }),
      fc.record({ $in: fc.array(primitive), $exists: fc.boolean() }),
      tie('predicate'),
    ),
    predicate: fc.oneof(
      { depthSize: 'small' },
      fields,
      ...combinations(tie('predicate')),
      fc
        .tuple(fields, tie('predicate'))
        .map(parts => Object.assign({}, ...parts)),
    ),
  };
});

const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const withoutUndefined = (value: unknown) => JSON.parse(JSON.stringify(value));

const filter = predicate.filter(
  value => filterPredicateSchema.safeParse(withoutUndefined(value)).success,
);
const named = fc.array(fc.record({ id, title }), {
  minLength: 1,
  maxLength: 3,
});
const checks = fc.record({
  id,
  title,
  description: title,
  track: id,
  level: id,
  weight: optional(fc.double({ min: 0, max: 100, noNaN: true })),
  filter: optional(filter),
  expression: title,
  evidence: optional(
    fc.array(fc.record({ name: title, expression: title }), { maxLength: 3 }),
  ),
  remediation: fc.record({
    text: title,
    link: optional(
      fc.record({ title, url: fc.constantFrom('/docs', 'https://a/b') }),
    ),
    template: optional(
      fc.record({
        ref: fc.constantFrom('template:default/a', 'Template:a', 'a.b'),
        values: optional(
          fc.dictionary(fc.constantFrom('name', 'owner_1', '_'), title),
        ),
      }),
    ),
  }),
});
const packs = fc
  .record({
    apiVersion: fc.constant('paved-road.io/v1'),
    kind: fc.constant('RulePack'),
    metadata: fc.record({
      name: id,
      title,
      version: fc.constantFrom('1.0.0', '1.0.0-rc.1'),
      description: optional(title),
    }),
    spec: fc.record({
      filter,
      levels: named,
      tracks: named,
      probes: optional(
        fc.array(
          fc.record({
            id,
            files: fc.array(fc.string({ minLength: 1, maxLength: 20 }), {
              minLength: 1,
              maxLength: 3,
            }),
            format: fc.constantFrom(...probeFormats),
          }),
          { maxLength: 2 },
        ),
      ),
      checks: fc.array(checks, { minLength: 1, maxLength: 2 }),
    }),
  })
  .map(withoutUndefined)
  .filter(pack => rulePackSchema.safeParse(pack).success);

describe('rulePackJsonSchema', () => {
  it('accepts every pack that can be read', () => {
    fc.assert(
      fc.property(packs, pack => {
        accepts(pack);
        expect(accepts.errors).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('accepts the filters that can be read, and no others', () => {
    const acceptsPredicate = ajv.compile({
      $ref: '#/$defs/predicate',
      $defs: rulePackJsonSchema().$defs,
    });
    fc.assert(
      fc.property(predicate.map(withoutUndefined), value => {
        expect(acceptsPredicate(value)).toBe(
          filterPredicateSchema.safeParse(value).success,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('marks what is misspelt, missing or not allowed', () => {
    const check = createCheck();
    for (const [checkOverrides, spec] of [
      [{ wieght: 1 }, {}],
      [{ title: undefined }, {}],
      [{ weight: 101 }, {}],
      [{ filter: { kind: { $is: 'API' } } }, {}],
      [{ filter: { $not: { kind: 'API' }, kind: 'Component' } }, {}],
      [{ remediation: { text: 'Fix', template: 'a' } }, {}],
      [{}, { probes: [{ id: 'a', files: [], format: 'yaml' }] }],
      [{}, { levels: [] }],
    ]) {
      const pack = JSON.parse(
        createPack([{ ...check, ...checkOverrides }], { spec }),
      );
      expect([checkOverrides, spec, accepts(pack)]).toEqual([
        checkOverrides,
        spec,
        false,
      ]);
    }
    expect(accepts(JSON.parse(createPack([check])))).toBe(true);
  });

  it('explains the fields to those who edit them', () => {
    expect(JSON.stringify(rulePackJsonSchema())).toContain(
      '"Weight in the score, relative to other checks; 0 excludes it."',
    );
  });
});
