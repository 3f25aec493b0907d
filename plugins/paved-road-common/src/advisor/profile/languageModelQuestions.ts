import { choice, inSteps, number, Question } from './question';

/** The questions about a language model, for profiles with the group `llm`. Every answer may stay open. @public */
export const languageModelQuestions: readonly Question[] = inSteps([
  {
    path: 'llm.use',
    title: 'What the language model does',
    help: 'The main use, if there are several.',
    answer: choice({
      chat: 'Chat',
      rag: 'Answers from retrieved documents',
      extraction: 'Extraction or classification',
      summarise: 'Summaries',
      code: 'Code',
      agent: 'An agent that calls tools',
    }),
  },
  {
    path: 'llm.inputTokens',
    title: 'Input tokens per model call',
    help: 'On average, with the system prompt and retrieved context. 1,000 tokens are about 750 English words.',
    answer: number('tokens', {
      exclusiveMin: true,
      max: 100_000_000,
      usual: [100, 200_000],
      step: 100,
    }),
  },
  {
    path: 'llm.outputTokens',
    title: 'Output tokens per model call',
    help: 'On average, including billed reasoning tokens.',
    answer: number('tokens', {
      exclusiveMin: true,
      max: 10_000_000,
      usual: [10, 8_000],
      step: 10,
    }),
  },
  {
    path: 'llm.quality',
    title: 'Quality needed',
    help: 'The smallest class of model that passes your evaluation. Small: about 8 billion parameters. Mid: about 70 billion. Frontier: the best that providers sell.',
    answer: choice({
      small: 'A small model is enough',
      mid: 'A mid-size model',
      frontier: 'Only the best',
    }),
  },
  {
    path: 'llm.residency',
    title: 'Where the data may go',
    help: 'Where law, contracts and policies allow prompts and answers to go.',
    answer: choice({
      none: 'Anywhere',
      region: 'Only in a region, such as the EU',
      contract:
        'Only to a provider bound by contract (no retention, certified)',
      'own-perimeter': 'Only inside our own perimeter',
    }),
  },
  {
    path: 'llm.callsPerTask',
    title: 'Model calls per request',
    help: 'Model calls for one user request: 1 for a plain answer, tens for an agent.',
    answer: number('calls', { min: 1, max: 10_000, usual: [1, 50], step: 1 }),
  },
  {
    path: 'llm.reusedPrefix',
    title: 'Share of the input that repeats',
    help: 'Instructions and documents repeated at the start of many calls, such as 60%. Providers charge less for them.',
    answer: number('of the input', { max: 1, usual: [0.01, 0.95], step: 0.05 }),
  },
  {
    path: 'llm.ownModel',
    title: 'Own or tuned model',
    help: 'Whether your evaluation needs a model that you train or tune. Prompts, examples and retrieval are not tuning.',
    optional: true,
    answer: choice({
      none: 'No, a model as it is sold',
      tuned: 'An open model that we tune',
      own: 'A model that we train',
    }),
  },
  {
    path: 'llm.switching',
    title: 'Change of models',
    help: 'How often you move to another model, or use several at once.',
    optional: true,
    answer: choice({
      none: 'Hardly ever',
      some: 'A few times a year',
      often: 'All the time, or several at once',
    }),
  },
  {
    path: 'llm.offline',
    title: 'Works without a network',
    help: 'On a device, in a vehicle or wherever no server can be reached. Answer No if the site has its own servers.',
    optional: true,
    answer: choice({ true: 'Yes', false: 'No' }),
  },
]);
