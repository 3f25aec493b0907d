import fc from 'fast-check';
import { Engine } from 'json-rules-engine';
import { z } from 'zod';
import { verdicts } from '../__testUtils__/verdicts';
import { keepValid, writePack } from '../writePack';
import { translateTechInsights } from './translateTechInsights';

const facts = fc.record({
  flag: fc.boolean(),
  count: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, 1e20)),
  name: fc.constantFrom('a', 'b', "it's", ''),
  tags: fc.array(fc.constantFrom('a', 'b', "it's")),
  info: fc.record(
    {
      owner: fc.constantFrom('a', 'b'),
      size: fc.integer({ min: 0, max: 2 }),
      in: fc.record({ first: fc.boolean() }, { requiredKeys: [] }),
      'two words': fc.constantFrom('a', 'b'),
    },
    { requiredKeys: [] },
  ),
});

const schemas = {
  retriever: z.object({
    flag: z.boolean(),
    count: z.number(),
    name: z.string(),
    tags: z.array(z.string()),
    info: z.unknown(),
  }),
};

const texts = fc.constantFrom('a', 'b', "it's", '');
const numbers = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, 1e20, -0),
);
const equalities = fc.constantFrom('equal', 'notEqual');
const memberships = fc.constantFrom('in', 'notIn');
const orders = fc.constantFrom(
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
);
const leaf = fc.oneof(
  fc.record({
    fact: fc.constant('flag'),
    operator: equalities,
    value: fc.boolean(),
  }),
  fc.record({
    fact: fc.constant('count'),
    operator: fc.oneof(equalities, orders),
    value: numbers,
  }),
  fc.record({
    fact: fc.constant('count'),
    operator: memberships,
    value: fc.array(numbers, { maxLength: 3 }),
  }),
  fc.record({
    fact: fc.constant('name'),
    operator: equalities,
    value: texts,
  }),
  fc.record({
    fact: fc.constant('name'),
    operator: memberships,
    value: fc.array(texts, { maxLength: 3 }),
  }),
  fc.record({
    fact: fc.constant('tags'),
    operator: fc.constantFrom('contains', 'doesNotContain'),
    value: texts,
  }),
  fc.record({
    fact: fc.constant('info'),
    path: fc.constantFrom('$.owner', "$['two words']"),
    operator: equalities,
    value: texts,
  }),
  fc.record({
    fact: fc.constant('info'),
    path: fc.constant('$.owner'),
    operator: memberships,
    value: fc.array(texts, { maxLength: 3 }),
  }),
  fc.record({
    fact: fc.constant('info'),
    path: fc.constant('$.size'),
    operator: fc.oneof(equalities, orders),
    value: numbers,
  }),
  fc.record({
    fact: fc.constant('info'),
    path: fc.constant('$.in.first'),
    operator: equalities,
    value: fc.boolean(),
  }),
  fc.record({
    fact: fc.constant('name'),
    operator: equalities,
    value: fc.constant({ fact: 'info', path: '$.owner' }),
  }),
);

const { condition } = fc.letrec<{ condition: object; group: object }>(tie => ({
  condition: fc.oneof({ maxDepth: 3 }, leaf, tie('group')),
  group: fc.oneof(
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
    fc.record(
      {
        all: fc.array(tie('condition'), { maxLength: 2 }),
        any: fc.array(tie('condition'), { maxLength: 2 }),
        not: tie('condition'),
      },
      { requiredKeys: ['all'] },
    ),
  ),
}));

const topLevel = condition.map(inner => ({ all: [inner] }));

async function judge(conditions: object, values: Record<string, unknown>) {
  const engine = new Engine();
  engine.addRule({ conditions, event: { type: 'noop' } } as never);
  const { results } = await engine.run(values);
  return results.length > 0 ? 'pass' : 'fail';
}

describe('a check of Tech Insights, translated', () => {
  it('has the verdict of json-rules-engine', async () => {
    await fc.assert(
      fc.asyncProperty(topLevel, facts, async (conditions, values) => {
        const translation = keepValid(
          translateTechInsights(
            [
              {
                name: 'app-config.yaml',
                value: {
                  techInsights: {
                    factChecker: {
                      checks: {
                        it: {
                          type: 'json-rules-engine',
                          name: 'It',
                          description: 'It.',
                          factIds: ['retriever'],
                          rule: { conditions },
                        },
                      },
                    },
                  },
                },
              },
            ],
            { levels: [{ id: 'bronze', title: 'Bronze' }], level: 'bronze' },
          ),
        );
        // Only what CEL has no room for may be left out.
        fc.pre(translation.rules[0].fidelity !== 'none');
        expect(translation.rules[0].fidelity).toBe('exact');
        const pack = writePack({
          ...translation,
          pack: { ...translation.pack, filter: { kind: 'Component' } },
        });
        expect(verdicts(pack, { retriever: values }, { schemas })).toEqual({
          it: await judge(conditions, values),
        });
      }),
      { numRuns: 300 },
    );
  });
});
