import { Question } from './question';

/** The questions about the workload, in the order of the form. */
export const workloadQuestions: readonly Question[] = [
  {
    path: 'workload.traffic',
    step: 'workload',
    title: 'Traffic pattern',
    help: 'How requests arrive over a day.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'steady', label: 'Steady' },
        { value: 'spiky', label: 'Spiky and hard to predict' },
        { value: 'sporadic', label: 'Low and infrequent' },
      ],
    },
  },
  {
    path: 'workload.requestsPerMonth',
    step: 'workload',
    title: 'Inference requests per month',
    help: 'A rough estimate is enough.',
    answer: {
      kind: 'number',
      unit: 'requests a month',
      min: 0,
      max: 1e15,
      usual: [100, 1e10],
      step: 1000,
      integer: false,
    },
  },
  {
    path: 'workload.latency',
    step: 'workload',
    title: 'Latency requirement',
    help: 'How long a caller may wait for an inference.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'realtime', label: 'Real time, under 100 ms' },
        { value: 'interactive', label: 'Interactive, under 1 s' },
        {
          value: 'first-token',
          label: 'First token under 2 s',
          onlyWith: 'llm',
        },
        { value: 'near-real-time', label: 'Near real time, under 1 min' },
        { value: 'batch', label: 'Batch, nobody waits' },
      ],
    },
  },
  {
    path: 'workload.inferenceMs',
    step: 'workload',
    title: 'Time of one inference',
    help: 'Service time once the model is loaded, without waiting.',
    answer: {
      kind: 'number',
      unit: 'ms',
      min: 0,
      exclusiveMin: true,
      max: 86_400_000,
      usual: [1, 600_000],
      step: 10,
      integer: false,
    },
  },
  {
    path: 'workload.modelSizeGb',
    step: 'workload',
    title: 'Model size',
    help: 'Weights and files that are loaded at start.',
    answer: {
      kind: 'number',
      unit: 'GB',
      min: 0,
      max: 100_000,
      usual: [0.01, 200],
      step: 0.1,
      integer: false,
    },
  },
  {
    path: 'workload.memoryGb',
    step: 'workload',
    title: 'Memory of one instance',
    help: 'What one instance needs with the model loaded.',
    answer: {
      kind: 'number',
      unit: 'GB',
      min: 0,
      exclusiveMin: true,
      max: 100_000,
      usual: [0.25, 256],
      step: 0.5,
      integer: false,
    },
  },
  {
    path: 'workload.accelerator',
    step: 'workload',
    title: 'Special hardware for inference',
    help: 'For inference, not for training.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'none', label: 'None' },
        { value: 'gpu', label: 'GPU' },
        { value: 'tpu', label: 'TPU' },
      ],
    },
  },
  {
    path: 'workload.invocation',
    step: 'workload',
    title: 'How the model is called',
    help: 'From inside one application, over an API, or by an event.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'in-app', label: 'From inside the application' },
        { value: 'api', label: 'Over an API, by several callers' },
        { value: 'event', label: 'By an event, such as a new file' },
      ],
    },
  },
  {
    path: 'workload.state',
    step: 'workload',
    title: 'State between requests',
    help: 'Data or connections kept from one request to the next.',
    optional: true,
    answer: {
      kind: 'choice',
      options: [
        { value: 'stateless', label: 'None' },
        { value: 'session', label: 'Sessions or hot data in memory' },
        { value: 'streaming', label: 'Open connections or streams' },
      ],
    },
  },
  {
    path: 'workload.dataPerRequestMb',
    step: 'workload',
    title: 'Data moved between stages per request',
    help: 'What a distributed design would send over the network.',
    answer: {
      kind: 'number',
      unit: 'MB',
      min: 0,
      max: 1_000_000,
      usual: [0.001, 100],
      step: 0.1,
      integer: false,
    },
  },
  {
    path: 'workload.backgroundWork',
    step: 'workload',
    title: 'Event-driven side work',
    help: 'Preprocessing, notifications, nightly reports beside the core path.',
    answer: {
      kind: 'choice',
      options: [
        { value: 'none', label: 'None' },
        { value: 'some', label: 'Some' },
        { value: 'substantial', label: 'Substantial' },
      ],
    },
  },
];
