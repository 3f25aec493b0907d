import {
  AssumptionRow,
  assumed,
  estimated,
  judged,
  listPrice,
} from '../Assumption';

/** Prices and limits of hosted APIs, retrieval, and judgements about placements. */
export const hostedModelAssumptions = {
  hostedRegionFactor: {
    title: 'Price factor of a regional endpoint over the global one',
    ...assumed(1.1, 'times'),
    source:
      'Regional endpoints of OpenAI for models since March 2026, of Bedrock and Vertex AI, and the data residency of Anthropic cost 1.1 times; Mistral runs in the EU and publishes no factor',
    url: 'https://developers.openai.com/api/docs/guides/data-residency',
    date: '2026-11',
    range: [1, 1.25],
  },
  promptCacheMisses: {
    title: 'Share of a repeated prefix that the cache of a provider has lost',
    ...assumed(0.1, 'share'),
    source:
      'Judgement: providers keep a prefix for 5 minutes to an hour after its last use; it is then written again',
    url: 'https://platform.claude.com/docs/en/build-with-claude/prompt-caching',
    date: '2026-11',
    range: [0, 0.5],
  },
  hostedContextWindow: {
    title: 'Context window of a hosted model without a published one',
    ...judged(128000, 'tokens', 32000, 1000000),
  },
  hostedTokenRateSmall: {
    title: 'Tokens a minute of the highest tier, small models',
    ...assumed(150e6, 'tokens per minute'),
    source:
      'OpenAI, gpt-4.1-mini, tier 5, as a third party notes; other providers show theirs in the console only',
    url: 'https://platform.openai.com/docs/guides/rate-limits',
    date: '2026-11',
    range: [2e6, 300e6],
  },
  hostedTokenRateMid: {
    title: 'Tokens a minute of the highest tier, mid-size models',
    ...assumed(5e6, 'tokens per minute'),
    source:
      'Azure OpenAI, gpt-4.1, per region and subscription; Together 2 million',
    url: 'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/quotas-limits',
    date: '2026-11',
    range: [2e6, 150e6],
  },
  hostedTokenRateFrontier: {
    title: 'Tokens a minute of the highest tier, frontier models',
    ...assumed(2e6, 'tokens per minute'),
    source: 'OpenAI, GPT-5.6, tier 5, as a third party notes',
    url: 'https://platform.openai.com/docs/guides/rate-limits',
    date: '2026-11',
    range: [1e6, 40e6],
  },
  hostedNetwork: {
    title: 'Network and front door of a provider, round trip',
    ...judged(0.06, 's', 0.02, 0.3),
  },
  hostedQueue: {
    title: 'Queueing time at a provider, median',
    ...judged(0.2, 's', 0.05, 1),
  },
  hostedQueueTail: {
    title: 'p99 of that queueing time over its median',
    ...judged(8, 'times', 3, 30),
  },
  hostedPrefillRate: {
    title: 'Prompt processing rate of a provider',
    ...judged(10000, 'tokens per s', 3000, 50000),
  },
  hostedSpeedSmall: {
    title: 'Output rate of a hosted small model per caller',
    ...judged(150, 'tokens per s', 80, 600),
  },
  hostedSpeedMid: {
    title: 'Output rate of a hosted mid-size model per caller',
    ...judged(90, 'tokens per s', 50, 400),
  },
  hostedSpeedFrontier: {
    title: 'Output rate of a hosted frontier model per caller',
    ...assumed(60, 'tokens per s'),
    source:
      'Judgement: provisioned throughput of Azure OpenAI promises 50 in 99% of the calls',
    url: 'https://learn.microsoft.com/en-us/azure/ai-foundry/openai/how-to/provisioned-throughput-onboarding',
    date: '2026-03',
    range: [30, 120],
  },
  hostedSpeedTail: {
    title: 'Output rate of the slowest 1% of calls over the median',
    ...judged(0.4, 'share', 0.1, 0.8),
  },
  embeddingMtok: {
    title: 'Embedding of a million tokens',
    ...listPrice(0.1, 'USD per million tokens'),
    source:
      'mistral-embed; text-embedding-3-small 0.02, voyage-4 0.06, text-embedding-3-large 0.13, gemini-embedding-2 0.20',
    url: 'https://mistral.ai/pricing/api',
    date: '2026-11',
    range: [0.02, 0.2],
  },
  questionTokens: {
    title: 'Tokens of a question for retrieval',
    ...judged(50, 'tokens', 10, 500),
  },
  corpusGb: {
    title: 'Size of the vectors of the documents',
    ...assumed(5, 'GB'),
    source:
      'Judgement: about 1.2 million passages, as vectors of 1,024 numbers in 32 bits',
    range: [0.1, 500],
  },
  vectorGbMonth: {
    title: 'Vector store, storage',
    ...listPrice(0.33, 'USD per GB and month'),
    source: 'Pinecone, Standard plan; S3 Vectors 0.06',
    url: 'https://www.pinecone.io/pricing/',
    date: '2026-05',
    range: [0.06, 0.33],
  },
  vectorQuery: {
    title: 'Vector store, a million queries',
    ...listPrice(16, 'USD per million'),
    source: 'Pinecone, Standard plan, 16 to 18; S3 Vectors 2.50',
    url: 'https://www.pinecone.io/pricing/',
    date: '2026-05',
    range: [2.5, 27],
  },
  vectorMinimum: {
    title: 'Vector store, monthly minimum',
    ...listPrice(50, 'USD per month'),
    source:
      'Pinecone, Standard plan; S3 Vectors none, OpenSearch Serverless 175 to 350',
    url: 'https://www.pinecone.io/pricing/',
    date: '2026-05',
    range: [0, 350],
  },
  manyCalls: {
    title: 'Model calls per request from which a loop is expensive',
    ...judged(10, 'calls', 5, 30),
  },
  longContextTokens: {
    title: 'Input tokens per call from which a context is long',
    ...judged(30_000, 'tokens', 10_000, 100_000),
  },
  worthwhileGpuUse: {
    title: 'Utilisation of own GPUs from which they are worth the effort',
    ...judged(0.3, 'share', 0.2, 0.6),
  },
  placementChanceScale: {
    title: 'Logits of the chance per weighted point of lead, placements',
    ...estimated(0.032, 'per point'),
    source: 'Estimated from published decisions by ./dev bench trust',
    date: '2026-11',
  },
  openAnswerShare: {
    title:
      "Share of a placement criterion's weight while its demand is only expected",
    ...judged(0.5, 'share', 0, 1),
  },
  toolResultTokens: {
    title: "Tokens that a tool result adds to an agent's context",
    ...judged(500, 'tokens', 100, 2000),
  },
  callHandlingSeconds: {
    title: 'CPU time around a call to a model elsewhere',
    ...judged(0.02, 's', 0.005, 0.1),
  },
  callerMemory: {
    title: 'Memory of the caller of a model elsewhere',
    ...judged(0.5, 'GB', 0.25, 2),
  },
} as const satisfies Record<string, AssumptionRow>;
