import fc from 'fast-check';
import { modelExtensionSchema } from '../extension/modelExtension';
import { assumptions } from '../quantities/assumptions';
import { ModelExtension } from '../extension/modelExtension';
import { criteria } from '../options/patterns/criteria';
import { plainPatterns } from '../profile/patterns';
import { assumptionProblems } from '../quantities/AssumptionSet';

/** An organisation that asks where data may be processed, and rates patterns by it. */
export const dataResidency = modelExtensionSchema.parse({
  platform: 'google-cloud-run',
  questions: [
    {
      name: 'dataResidency',
      step: 'workload',
      title: 'Where data may be processed',
      help: 'What the contracts with customers say.',
      answer: {
        kind: 'choice',
        options: [
          { value: 'anywhere', label: 'Anywhere' },
          { value: 'region', label: 'In one region' },
          { value: 'own-site', label: 'On our own site' },
        ],
      },
    },
    {
      name: 'auditsPerYear',
      step: 'product',
      title: 'Audits a year',
      help: 'External audits of the service.',
      answer: {
        kind: 'number',
        unit: 'audits',
        min: 0,
        max: 365,
        usual: [1, 12],
        step: 1,
        integer: true,
      },
    },
    {
      name: 'dataSensitivity',
      step: 'product',
      title: 'Sensitivity of the data',
      help: 'By the classification of the organisation.',
      answer: {
        kind: 'scale',
        labels: ['Public', 'Internal', 'Confidential', 'Secret', 'Regulated'],
      },
    },
  ],
  criteria: [
    {
      id: 'data-control',
      title: 'Control over data',
      meaning: 'Whether it is known where data is at any time; 5 is full.',
      weight: 4,
      demand: {
        combine: 'max',
        terms: [
          {
            path: 'custom.dataResidency',
            choices: { anywhere: 1, region: 3, 'own-site': 5 },
          },
          {
            path: 'custom.auditsPerYear',
            scale: 'log',
            points: [
              [1, 1],
              [12, 5],
            ],
          },
          {
            path: 'custom.dataSensitivity',
            choices: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 },
          },
        ],
      },
      ratings: {
        monolith: { value: 5, reason: 'One process on one machine.' },
        microservices: { value: 4, reason: 'Services on our own cluster.' },
        serverless: { value: 1, reason: 'The provider decides where it runs.' },
      },
    },
  ],
  filters: [
    {
      id: 'own-site-only',
      pattern: 'serverless',
      when: [{ path: 'custom.dataResidency', is: ['own-site'] }],
      text: 'Data that stays on our own site is not processed by a provider.',
      source: 'Data policy, section 4',
      liftedBy: ['data that may leave the site'],
    },
  ],
});

const fiveStep = fc.double({ min: 1, max: 5, noNaN: true });
const weight = fc.double({ min: 0, max: 5, noNaN: true });
const rating = fiveStep.map(value => ({ value, reason: 'As measured here.' }));
const ratings = fc.record(
  Object.fromEntries(plainPatterns.map(pattern => [pattern, rating])) as Record<
    (typeof plainPatterns)[number],
    typeof rating
  >,
);
const idsOf = (kinds: string[]) =>
  criteria.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
const part = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });

const risingPoints = fc
  .uniqueArray(fc.double({ min: 0.001, max: 1e9, noNaN: true }), {
    minLength: 2,
    maxLength: 5,
  })
  .chain(values =>
    fc.tuple(
      ...[...values]
        .sort((a, b) => a - b)
        .map(value => fc.tuple(fc.constant(value), fiveStep)),
    ),
  );

const demand = fc.record({
  combine: fc.constantFrom('mean', 'max'),
  terms: fc.array(
    fc.oneof(
      fc.record({
        path: fc.constantFrom(
          'workload.requestsPerMonth',
          'growth.models',
          'team.devopsMaturity',
          'custom.auditsPerYear',
        ),
        points: risingPoints,
        scale: fc.constantFrom('log', undefined),
      }),
      fc.record({
        path: fc.constant('custom.dataResidency'),
        choices: fc.record({
          anywhere: fiveStep,
          region: fiveStep,
          'own-site': fiveStep,
        }),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
});

const assumption = fc
  .record({
    id: fc.constantFrom(...assumptions.map(({ id }) => id)),
    value: fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
    ),
  })
  .filter(
    ({ id, value }) => !assumptionProblems({ [id]: value }, assumptions)[0],
  )
  .map(({ id, value }) => [id, value] as const);

const condition = fc.oneof(
  fc.record({
    path: fc.constant('custom.dataResidency'),
    is: fc.subarray(['anywhere', 'region', 'own-site'], { minLength: 1 }),
  }),
  fc.record({
    path: fc.constant('workload.latency'),
    is: fc.subarray(['realtime', 'batch'], { minLength: 1 }),
  }),
  fc.record({
    path: fc.constantFrom('team.teamSize', 'custom.auditsPerYear'),
    above: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({
    path: fc.constantFrom('team.devopsMaturity', 'growth.users'),
    below: fc.integer({ min: 1, max: 100 }),
  }),
);

/** Valid extensions that change any part of the model, with the questions of {@link dataResidency}. */
export const anyExtension: fc.Arbitrary<ModelExtension> = fc
  .record(
    {
      platform: fc.constantFrom('aws-lambda', 'knative'),
      weights: fc.dictionary(
        fc.constantFrom(...criteria.map(({ id }) => id)),
        weight,
      ),
      demand: fc.dictionary(
        fc.constantFrom(
          ...criteria
            .map(({ id }) => id)
            .filter(id => !['devops-maturity', 'stage-fit'].includes(id)),
        ),
        demand,
        { maxKeys: 4 },
      ),
      ratings: fc.dictionary(
        fc.constantFrom(...idsOf(['rated', 'requirement'])),
        ratings,
        { maxKeys: 4 },
      ),
      fitRatings: fc.record({
        'invocation-fit': part(fc.record({ api: ratings })),
        'stage-fit': part(fc.record({ mvp: ratings, small: ratings })),
      }),
      criteria: fc
        .tuple(demand, ratings, weight)
        .map(([rule, rated, weighs]) => [
          {
            ...dataResidency.criteria![0],
            demand: rule,
            ratings: rated,
            weight: weighs,
          },
        ]),
      assumptions: fc
        .array(assumption, { maxLength: 5 })
        .map(values => Object.fromEntries(values)),
      platforms: fc.constant({
        'aws-lambda': { limits: { seconds: 60 }, source: 'House rules' },
      }),
      filters: fc
        .tuple(
          fc.constantFrom(...plainPatterns),
          fc.array(condition, { maxLength: 2 }),
        )
        .map(([pattern, when]) => [
          { ...dataResidency.filters![0], pattern, when },
        ]),
    },
    { requiredKeys: [] },
  )
  .map(extension =>
    modelExtensionSchema.parse({
      ...extension,
      questions: dataResidency.questions,
    }),
  );

/** Answers to the questions of {@link dataResidency}; any may be open. */
export const customAnswers = fc.record(
  {
    dataResidency: fc.constantFrom('anywhere', 'region', 'own-site'),
    auditsPerYear: fc.integer({ min: 0, max: 365 }),
    dataSensitivity: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: [] },
);
