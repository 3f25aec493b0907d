import { choice, inSteps, number, Question } from './question';

/** The questions about the workload, in the order of the form. */
export const workloadQuestions: readonly Question[] = inSteps([
  {
    path: 'workload.traffic',
    title: 'Traffic pattern',
    help: 'How requests arrive over a day.',
    answer: choice({
      steady: 'Steady',
      spiky: 'Spiky and hard to predict',
      sporadic: 'Low and infrequent',
    }),
  },
  {
    path: 'workload.requestsPerMonth',
    title: 'Inference requests per month',
    help: 'A rough estimate is enough.',
    answer: number('requests/month', {
      max: 1e15,
      usual: [100, 1e10],
      step: 1000,
    }),
  },
  {
    path: 'workload.latency',
    title: 'Latency requirement',
    help: 'How long a caller may wait for an inference.',
    answer: choice({
      realtime: 'Real time, under 100 ms',
      interactive: 'Interactive, under 1 s',
      'first-token': { label: 'First token under 2 s', onlyWith: 'llm' },
      'near-real-time': 'Near real time, under 1 min',
      batch: 'Batch, nobody waits',
    }),
  },
  {
    path: 'workload.inferenceMs',
    title: 'Time of one inference',
    help: 'Service time once the model is loaded, without waiting.',
    answer: number('ms', {
      exclusiveMin: true,
      max: 86_400_000,
      usual: [1, 600_000],
      step: 10,
    }),
  },
  {
    path: 'workload.modelSizeGb',
    title: 'Model size',
    help: 'Weights and files that are loaded at start.',
    answer: number('GB', { max: 100_000, usual: [0.01, 200], step: 0.1 }),
  },
  {
    path: 'workload.memoryGb',
    title: 'Memory of one instance',
    help: 'What one instance needs with the model loaded.',
    answer: number('GB', {
      exclusiveMin: true,
      max: 100_000,
      usual: [0.25, 256],
      step: 0.5,
    }),
  },
  {
    path: 'workload.accelerator',
    title: 'Special hardware for inference',
    help: 'For inference, not for training.',
    answer: choice({ none: 'None', gpu: 'GPU', tpu: 'TPU' }),
  },
  {
    path: 'workload.invocation',
    title: 'How the model is called',
    help: 'From inside one application, over an API, or by an event.',
    answer: choice({
      'in-app': 'From inside the application',
      api: 'Over an API, by several callers',
      event: 'By an event, such as a new file',
    }),
  },
  {
    path: 'workload.state',
    title: 'State between requests',
    help: 'Data or connections kept from one request to the next.',
    optional: true,
    answer: choice({
      stateless: 'None',
      session: 'Sessions or hot data in memory',
      streaming: 'Open connections or streams',
    }),
  },
  {
    path: 'workload.dataPerRequestMb',
    title: 'Data moved between stages per request',
    help: 'What a distributed design would send over the network.',
    answer: number('MB', { max: 1_000_000, usual: [0.001, 100], step: 0.1 }),
  },
  {
    path: 'workload.backgroundWork',
    title: 'Event-driven side work',
    help: 'Preprocessing, notifications, nightly reports beside the core path.',
    answer: choice({ none: 'None', some: 'Some', substantial: 'Substantial' }),
  },
]);
