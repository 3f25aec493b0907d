/** A constant, or values by days ago, down to today. */
export type Course = number | Readonly<Record<number, number>>;

/** Six months of an example service. */
export interface MetricsStory {
  /** Name of the Component in the namespace `default`. */
  name: string;
  /** Peak of usage: working days, weekends, or none. */
  week: 'office' | 'shop' | 'even';
  /** Values by measures of the advisor, in their units. */
  measures: {
    requestsPerMonth: Course;
    latencyP50: Course;
    latencyP95: Course;
    latencyP99: Course;
    errorRate: Course;
    costPerMonth: Course;
    inferenceTime: Course;
    memory: Course;
    teams: Course;
    inputTokens?: Course;
    outputTokens?: Course;
    coldStarts?: Course;
    backgroundCpu?: Course;
  };
  /** Days since the approval of its decision. Default: approved at the first start. */
  decidedDaysAgo?: number;
  /** Hours since its source of metrics went down. */
  outageHours?: number;
}

/**
 * The services with metrics. All numbers are invented, close to the assumptions and predictions of the approved
 * assessment in `examples/assessments.yaml`, except for the stories in comments.
 */
export const metricsStories: readonly MetricsStory[] = [
  {
    // Crosses its break-even: two more shops upload to it, and for about six weeks functions and microservices have been
    // a tie. It began to grow three months ago.
    name: 'thumbnail-generator',
    decidedDaysAgo: 120,
    week: 'office',
    measures: {
      requestsPerMonth: {
        180: 385_000,
        100: 430_000,
        55: 1_300_000,
        20: 1_800_000,
        0: 1_900_000,
      },
      latencyP50: 1.55,
      latencyP95: { 180: 2.9, 0: 2.6 },
      latencyP99: 3.3,
      errorRate: 0.002,
      costPerMonth: { 180: 47, 90: 60, 30: 180, 0: 228 },
      inferenceTime: 1_520,
      memory: 1.9,
      teams: 2,
    },
  },
  {
    // Outgrows one team: a second team has committed for nine weeks, and a third for six, since when the answer has
    // clearly been another one.
    name: 'contract-clause-extractor',
    decidedDaysAgo: 120,
    week: 'office',
    measures: {
      requestsPerMonth: { 180: 37_000, 60: 45_000, 0: 63_000 },
      latencyP50: 0.73,
      latencyP95: 0.755,
      latencyP99: 0.93,
      errorRate: 0.004,
      costPerMonth: 151,
      inferenceTime: 712,
      memory: 3.1,
      teams: { 180: 1, 63: 2, 42: 3, 0: 3 },
    },
  },
  {
    // Cost and latency are about three times the prediction from the first day: GPUs idle between bursts, and bursts
    // wait for GPUs.
    name: 'voice-transcriber',
    week: 'office',
    measures: {
      requestsPerMonth: { 180: 11_400_000, 0: 13_100_000 },
      latencyP50: 0.47,
      latencyP95: { 180: 1.15, 0: 1.32 },
      latencyP99: 2.7,
      errorRate: 0.006,
      costPerMonth: { 180: 3_920, 0: 4_380 },
      inferenceTime: 362,
      memory: 8.2,
      teams: 4,
    },
  },
  {
    // Its source of metrics is down.
    name: 'embedding-gateway',
    week: 'even',
    measures: {
      requestsPerMonth: { 180: 288_000_000, 0: 309_000_000 },
      latencyP50: 0.036,
      latencyP95: 0.047,
      latencyP99: 0.06,
      errorRate: 0.0004,
      costPerMonth: { 180: 402, 0: 431 },
      inferenceTime: 18.2,
      memory: 2.9,
      teams: 3,
    },
    outageHours: 5,
  },
  {
    // Exceeded the cost at which its decision is to be revisited, four weeks ago.
    name: 'dialogue-summarizer',
    week: 'shop',
    measures: {
      requestsPerMonth: { 180: 56_000_000, 0: 67_000_000 },
      latencyP50: 0.44,
      latencyP95: 0.5,
      latencyP99: 1.3,
      errorRate: 0.001,
      costPerMonth: { 180: 1_430, 60: 1_790, 0: 2_240 },
      inferenceTime: 408,
      memory: 2.9,
      teams: 2,
    },
  },
  {
    // Approaches the share of background work at which it should be split.
    name: 'sentiment-monitor',
    week: 'shop',
    measures: {
      requestsPerMonth: { 180: 27_000_000, 0: 29_500_000 },
      latencyP50: 0.128,
      latencyP95: 0.142,
      latencyP99: 0.19,
      errorRate: 0.002,
      costPerMonth: 258,
      inferenceTime: 112,
      memory: 6.2,
      teams: 4,
      backgroundCpu: { 180: 0.11, 60: 0.135, 0: 0.182 },
    },
  },
  {
    // Calls a language model with prompts that grow each month.
    name: 'policy-answers',
    week: 'office',
    measures: {
      requestsPerMonth: { 180: 84_000, 0: 104_000 },
      latencyP50: 0.66,
      latencyP95: 1.38,
      latencyP99: 2.2,
      errorRate: 0.003,
      costPerMonth: { 180: 158, 0: 182 },
      inferenceTime: 1_960,
      memory: 1.05,
      teams: 1,
      inputTokens: { 180: 4_120, 0: 4_580 },
      outputTokens: 306,
    },
  },
  {
    name: 'chat-assistant',
    week: 'shop',
    measures: {
      requestsPerMonth: { 180: 8_600_000, 0: 9_500_000 },
      latencyP50: 0.71,
      latencyP95: 0.78,
      latencyP99: 0.94,
      errorRate: 0.003,
      costPerMonth: 1_370,
      inferenceTime: 695,
      memory: 24,
      teams: 3,
    },
  },
  {
    name: 'intent-classifier',
    week: 'shop',
    measures: {
      requestsPerMonth: { 180: 228_000_000, 0: 249_000_000 },
      latencyP50: 0.067,
      latencyP95: 0.081,
      latencyP99: 0.101,
      errorRate: 0.0006,
      costPerMonth: 574,
      inferenceTime: 49,
      memory: 3,
      teams: 3,
    },
  },
  {
    name: 'fraud-scoring',
    week: 'shop',
    measures: {
      requestsPerMonth: { 180: 171_000_000, 0: 187_000_000 },
      latencyP50: 0.033,
      latencyP95: 0.041,
      latencyP99: 0.054,
      errorRate: 0.0002,
      costPerMonth: 452,
      inferenceTime: 15,
      memory: 4,
      teams: 5,
    },
  },
  {
    name: 'product-recommender',
    week: 'shop',
    measures: {
      requestsPerMonth: { 180: 248_000_000, 0: 271_000_000 },
      latencyP50: 0.054,
      latencyP95: 0.062,
      latencyP99: 0.077,
      errorRate: 0.0005,
      costPerMonth: 668,
      inferenceTime: 35.4,
      memory: 6.1,
      teams: 9,
    },
  },
  {
    name: 'invoice-ocr',
    week: 'office',
    measures: {
      requestsPerMonth: { 180: 21_000_000, 0: 23_100_000 },
      latencyP50: 0.475,
      latencyP95: 0.54,
      latencyP99: 0.81,
      errorRate: 0.004,
      costPerMonth: 1_270,
      inferenceTime: 456,
      memory: 4.1,
      teams: 4,
    },
  },
  {
    name: 'basket-completion',
    week: 'shop',
    measures: {
      requestsPerMonth: { 180: 131_000_000, 0: 146_000_000 },
      latencyP50: 0.058,
      latencyP95: 0.068,
      latencyP99: 0.089,
      errorRate: 0.0008,
      costPerMonth: 361,
      inferenceTime: 40.5,
      memory: 3,
      teams: 3,
    },
  },
  {
    // Approaches the share of cold starts at which functions no longer fit.
    name: 'receipt-classifier',
    week: 'office',
    measures: {
      requestsPerMonth: { 180: 320_000, 0: 372_000 },
      latencyP50: 1.24,
      latencyP95: 1.33,
      latencyP99: 3.1,
      errorRate: 0.003,
      costPerMonth: 30,
      inferenceTime: 1_215,
      memory: 1.95,
      teams: 1,
      coldStarts: { 180: 0.007, 0: 0.0086 },
    },
  },
];
