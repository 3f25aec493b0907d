import { Question } from './question';

/** The questions about a language model, for profiles with the group `llm`. Every answer may stay open. @public */
export const languageModelQuestions: readonly Question[] = [
  {
    path: 'llm.use',
    step: 'llm',
    title: 'What the language model does',
    help: 'The main use, if there are several.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'chat', label: 'Chat' },
        { value: 'rag', label: 'Answers from retrieved documents' },
        { value: 'extraction', label: 'Extraction or classification' },
        { value: 'summarise', label: 'Summaries' },
        { value: 'code', label: 'Code' },
        { value: 'agent', label: 'An agent that calls tools' },
      ],
    },
  },
  {
    path: 'llm.inputTokens',
    step: 'llm',
    title: 'Input tokens per model call',
    help: 'On average, with the system prompt and retrieved context. 1,000 tokens are about 750 English words.',
    answer: {
      kind: 'number',
      unit: 'tokens',
      min: 0,
      exclusiveMin: true,
      max: 100_000_000,
      usual: [100, 200_000],
      step: 100,
      integer: false,
    },
  },
  {
    path: 'llm.outputTokens',
    step: 'llm',
    title: 'Output tokens per model call',
    help: 'On average, including billed reasoning tokens.',
    answer: {
      kind: 'number',
      unit: 'tokens',
      min: 0,
      exclusiveMin: true,
      max: 10_000_000,
      usual: [10, 8_000],
      step: 10,
      integer: false,
    },
  },
  {
    path: 'llm.quality',
    step: 'llm',
    title: 'Quality needed',
    help: 'The smallest class of model that passes your evaluation. Small: about 8 billion parameters. Mid: about 70 billion. Frontier: the best that providers sell.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'small', label: 'A small model is enough' },
        { value: 'mid', label: 'A mid-size model' },
        { value: 'frontier', label: 'Only the best' },
      ],
    },
  },
  {
    path: 'llm.residency',
    step: 'llm',
    title: 'Where the data may go',
    help: 'Where law, contracts and policies allow prompts and answers to go.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'none', label: 'Anywhere' },
        { value: 'region', label: 'Only in a region, such as the EU' },
        {
          value: 'contract',
          label:
            'Only to a provider bound by contract (no retention, certified)',
        },
        { value: 'own-perimeter', label: 'Only inside our own perimeter' },
      ],
    },
  },
  {
    path: 'llm.callsPerTask',
    step: 'llm',
    title: 'Model calls per request',
    help: 'Model calls for one user request: 1 for a plain answer, tens for an agent.',
    answer: {
      kind: 'number',
      unit: 'calls',
      min: 1,
      max: 10_000,
      usual: [1, 50],
      step: 1,
      integer: false,
    },
  },
  {
    path: 'llm.reusedPrefix',
    step: 'llm',
    title: 'Share of the input that repeats',
    help: 'Instructions and documents repeated at the start of many calls, such as 60%. Providers charge less for them.',
    answer: {
      kind: 'number',
      unit: 'of the input',
      min: 0,
      max: 1,
      usual: [0.01, 0.95],
      step: 0.05,
      integer: false,
    },
  },
  {
    path: 'llm.ownModel',
    step: 'llm',
    title: 'Own or tuned model',
    help: 'Whether your evaluation needs a model that you train or tune. Prompts, examples and retrieval are not tuning.',
    optional: true,
    answer: {
      kind: 'choice',
      options: [
        { value: 'none', label: 'No, a model as it is sold' },
        { value: 'tuned', label: 'An open model that we tune' },
        { value: 'own', label: 'A model that we train' },
      ],
    },
  },
  {
    path: 'llm.switching',
    step: 'llm',
    title: 'Change of models',
    help: 'How often you move to another model, or use several at once.',
    optional: true,
    answer: {
      kind: 'choice',
      options: [
        { value: 'none', label: 'Hardly ever' },
        { value: 'some', label: 'A few times a year' },
        { value: 'often', label: 'All the time, or several at once' },
      ],
    },
  },
  {
    path: 'llm.offline',
    step: 'llm',
    title: 'Works without a network',
    help: 'On a device, in a vehicle or wherever no server can be reached. Answer No if the site has its own servers.',
    optional: true,
    answer: {
      kind: 'choice',
      options: [
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ],
    },
  },
];
