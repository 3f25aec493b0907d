import { createModel, parseModelExtension } from './createModel';
import { modelExtensionSchema } from './modelExtension';
import { parseInput } from '../../input/parse';
import { dataResidency } from '../__testUtils__/extensions';

/** The message for an extension that its schema takes, but the model does not. */
function refusalOf(extension: object): string {
  const parsed = parseInput(modelExtensionSchema, extension, 'model extension');
  try {
    createModel(parsed);
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    return String(error);
  }
  return 'taken';
}

const question = (answer: object) => ({
  name: 'size',
  step: 'workload',
  title: 'Size',
  help: 'How large.',
  answer,
});

const number = {
  kind: 'number',
  unit: 'GB',
  min: 0,
  max: 100,
  usual: [1, 10],
  step: 1,
};

const rule = (term: object) => ({
  demand: { 'idle-cost': { combine: 'max', terms: [term] } },
});

const filter = (condition: object) => ({
  filters: [
    {
      id: 'policy',
      pattern: 'serverless',
      when: [condition],
      text: 'Not allowed.',
      source: 'Policy',
    },
  ],
});

describe('the schema of an extension', () => {
  it.each([
    [{ weigths: {} }, 'weigths: unknown field'],
    [
      { questions: [{ ...question(number), name: 'constructor' }] },
      'questions.0.name: is a reserved name, use another one (got "constructor")',
    ],
    [
      { criteria: [{ id: 'constructor' }] },
      'criteria.0.id: is a reserved name, use another one (got "constructor")',
    ],
    [
      { weights: { 'idle-cost': 6 } },
      'weights.idle-cost: 6 is too large, use at most 5',
    ],
    [
      { platform: 'mainframe' },
      'platform: "mainframe" is not allowed, use one of aws-lambda,',
    ],
    [
      { ratings: { 'idle-cost': { monolith: { value: 0, reason: 'Why.' } } } },
      'ratings.idle-cost.monolith.value: 0 is too small, use at least 1',
    ],
    [
      { ratings: { 'idle-cost': { monolith: { value: 3 } } } },
      'ratings.idle-cost.monolith.reason: expected string, got nothing',
    ],
    [
      rule({ path: 'growth.users', choices: { a: 7 } }),
      'demand.idle-cost.terms.0.choices.a: 7 is too large, use at most 5',
    ],
    [
      rule({ path: 'growth.users', points: [[1, 1]] }),
      'demand.idle-cost.terms.0.points: [[1,1]] is too small, use at least 2',
    ],
    [
      { assumptions: { hops: { value: -1, source: 'Us' } } },
      'assumptions.hops.value: -1 is too small, use at least 0',
    ],
    [
      { questions: [question({ kind: 'text' })] },
      'questions.0.answer.kind: "text" is not allowed, use one of choice, scale, number',
    ],
    [
      { questions: [{ ...question(number), name: 'a-b' }] },
      'questions.0.name: use letters and digits, a letter first (got "a-b")',
    ],
    [
      filter({ path: 'team.teamSize', over: 3 }),
      'filters.0.when.0.over: unknown field',
    ],
  ])('names what is wrong with %j', (extension, message) => {
    expect(() =>
      parseInput(modelExtensionSchema, extension, 'model extension'),
    ).toThrow(message);
  });
});

describe('an extension that does not fit the model', () => {
  it.each<[object, string]>([
    [
      { weights: { 'idle-costs': 1 } },
      'weights.idle-costs: no such criterion, use one of development-speed,',
    ],
    [
      {
        criteria: dataResidency.criteria,
        questions: dataResidency.questions,
        weights: { 'data-control': 1 },
      },
      'weights.data-control: data-control is your own criterion; set it in criteria',
    ],
    [
      { ratings: { 'tail-latency': {} } },
      'ratings.tail-latency: is computed, not rated',
    ],
    [
      { ratings: { 'stage-fit': {} } },
      'ratings.stage-fit: is rated by answer; set it in fitRatings.stage-fit',
    ],
    [
      {
        demand: {
          'stage-fit': {
            combine: 'max',
            terms: [
              {
                path: 'growth.users',
                points: [
                  [1, 1],
                  [2, 2],
                ],
              },
            ],
          },
        },
      },
      'demand.stage-fit: does not depend on answers of your choice',
    ],
    [
      { assumptions: { luck: 1, sizingTail: 1 } },
      'assumptions.luck: unknown assumption; assumptions.sizingTail: 1 is too large, use less than 1',
    ],
    [
      { platforms: { mainframe: { limits: {}, source: 'Us' } } },
      'platforms.mainframe: no such platform, use one of aws-lambda,',
    ],
    [
      rule({ path: 'custom.size', choices: {} }),
      'demand.idle-cost.terms.0.path: no such question, use one of team.devopsMaturity,',
    ],
    [
      rule({ path: 'workload.traffic', choices: { steady: 1, wild: 2 } }),
      'terms.0.choices.wild: not an answer to workload.traffic, use steady, spiky, sporadic; demand.idle-cost.terms.0.choices: spiky, sporadic of workload.traffic is missing',
    ],
    [
      rule({ path: 'growth.users', choices: { '1': 1 } }),
      'terms.0.choices: growth.users is a number; use points',
    ],
    [
      rule({
        path: 'workload.traffic',
        points: [
          [1, 1],
          [2, 2],
        ],
      }),
      'terms.0.points: workload.traffic is a choice; use choices',
    ],
    [
      rule({
        path: 'growth.users',
        points: [
          [0, 1],
          [2, 2],
          [2, 3],
        ],
        scale: 'log',
      }),
      'terms.0.points.0.0: 0 has no logarithm, use more than 0 or leave out scale; demand.idle-cost.terms.0.points.2.0: 2 does not rise, use more than 2',
    ],
    [
      {
        ...dataResidency,
        criteria: [{ ...dataResidency.criteria![0], id: 'idle-cost' }],
      },
      'criteria.0.id: idle-cost is a built-in criterion; change it in weights, demand and ratings, or use another id',
    ],
    [
      {
        ...dataResidency,
        criteria: [...dataResidency.criteria!, ...dataResidency.criteria!],
      },
      'criteria.1.id: data-control is declared twice',
    ],
    [
      { questions: [question(number), question(number)] },
      'questions.1.name: size is declared twice',
    ],
    [
      {
        questions: [
          question({
            kind: 'choice',
            options: [
              { value: 'a', label: 'A' },
              { value: 'a', label: 'B' },
            ],
          }),
        ],
      },
      'questions.0.answer.options.1.value: a is declared twice',
    ],
    [
      { questions: [question({ ...number, max: 0 })] },
      'questions.0.answer.max: 0 is too small, use more than 0; questions.0.answer.usual: 1 to 10 is not a range between 0 and 0',
    ],
    [
      { questions: [question({ ...number, step: 0.5, integer: true })] },
      'questions.0.answer.integer: 0.5 is not a whole number',
    ],
    [
      filter({ path: 'custom.size', above: 1 }),
      'filters.0.when.0.path: no such question',
    ],
    [
      filter({ path: 'workload.traffic', above: 1 }),
      'filters.0.when.0: workload.traffic is a choice; use is',
    ],
    [
      filter({ path: 'workload.traffic', is: ['wild'] }),
      'filters.0.when.0.is.0: "wild" is not an answer to workload.traffic, use steady, spiky, sporadic',
    ],
    [
      filter({ path: 'team.teamSize', is: ['many'] }),
      'filters.0.when.0.is.0: "many" is not a number',
    ],
    [
      {
        filters: [
          filter({ path: 'team.teamSize', below: 2 }),
          filter({ path: 'team.teamSize', below: 3 }),
        ].flatMap(({ filters }) => filters),
      },
      'filters.1.id: policy is declared twice',
    ],
  ])('is refused: %j', (extension, message) => {
    expect(refusalOf(extension)).toContain(message);
  });

  it('is refused for all its problems at once', () => {
    expect(
      refusalOf({
        weights: { a: 1 },
        assumptions: { b: 1 },
        platforms: { c: { limits: {}, source: 'Us' } },
      }),
    ).toMatch(/weights\.a: .*; assumptions\.b: .*; platforms\.c: /);
  });
});

describe('parseModelExtension', () => {
  it('reads an extension from YAML', () => {
    const extension = parseModelExtension(
      `
weights: { idle-cost: 2 }
assumptions:
  cpuInstanceHour: { value: 0.05, source: Contract }
`,
      'model.yaml',
    );
    expect(createModel(extension).version).toMatch(/\+/);
  });

  it.each([
    ['weights: [', /^Invalid model extension model\.yaml:\n {2}model\.yaml:1:/],
    ['', /model\.yaml:1:1: the body: expected object, got null/],
    [
      'weights:\n  idle-cost: 6\nplatform: none\n',
      /model\.yaml:3:1: platform: .*\n {2}model\.yaml:2:3: weights\.idle-cost: 6 is too large/,
    ],
    [
      'weights:\n  idle-costs: 1\nfilters:\n  - id: policy\n    pattern: serverless\n    text: No.\n    source: Policy\n    when:\n      - { path: team.size, above: 2 }\n',
      /model\.yaml:2:3: weights\.idle-costs: no such criterion[^\n]*\n {2}model\.yaml:9:11: filters\.0\.when\.0\.path: no such question/,
    ],
  ])('names the position and the field in %j', (text, message) => {
    expect(() => parseModelExtension(text, 'model.yaml')).toThrow(message);
  });
});
