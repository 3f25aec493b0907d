import {
  AssumptionRow,
  assumed,
  judged,
  publishedMeasurement,
} from '../Assumption';

/** Arrival of requests, duration of starts, and work besides inference. */
export const workloadShapes = {
  peakSteady: {
    title: 'Peak over mean, steady traffic',
    ...assumed(1.7, 'times'),
    source:
      'Robust Perception: 1.6 to 1.7 are typical of users around the world',
    url: 'https://www.robustperception.io/do-you-know-your-peak-to-mean-ratio/',
    date: '2026-11',
    range: [1.2, 2.5],
  },
  peakSpiky: {
    title: 'Peak over mean, spiky traffic',
    ...assumed(8, 'times'),
    source:
      'Judgement, not verified: one team reports ten times the trough for two hours a day, campaigns bring 5 to 20 times',
    url: 'https://www.sledgeworx.io/peak-to-trough/',
    date: '2026-11',
    range: [4, 20],
  },
  peakSporadic: {
    title: 'Peak over mean, sporadic traffic',
    ...assumed(5, 'times'),
    source:
      'Judgement, not verified: inside the busy time; Shahrad et al., USENIX ATC 2020, have the trace and no number',
    url: 'https://www.usenix.org/conference/atc20/presentation/shahrad',
    date: '2020-07',
    range: [2, 60],
  },
  quietSteady: {
    title: 'Rate in quiet times over mean, steady traffic',
    ...judged(1, 'share', 0.4, 1),
  },
  quietSpiky: {
    title: 'Rate in quiet times over mean, spiky traffic',
    ...judged(0.2, 'share', 0.05, 0.5),
  },
  quietSporadic: {
    title: 'Rate in quiet times over mean, sporadic traffic',
    ...judged(0.05, 'share', 0, 0.2),
  },
  burstSteady: {
    title: 'Requests that arrive while a burst builds up, steady traffic',
    ...judged(0.001, 'share', 0, 0.01),
  },
  burstSpiky: {
    title: 'Requests that arrive while a burst builds up, spiky traffic',
    ...judged(0.02, 'share', 0.005, 0.1),
  },
  burstSporadic: {
    title: 'Requests that arrive while a burst builds up, sporadic traffic',
    ...judged(0.05, 'share', 0.01, 0.2),
  },
  alwaysOnColdShare: {
    title: 'Requests that hit a starting replica despite readiness checks',
    ...judged(0.0005, 'share', 0, 0.002),
  },
  sizingTail: {
    title: 'Requests that may exceed the requirement when sizing replicas',
    ...judged(0.01, 'share', 0.001, 0.05),
  },
  estimateSpread: {
    title: 'Uncertainty of estimates of volume and inference time',
    ...judged(0.25, 'share', 0.1, 0.5),
  },
  applicationMemory: {
    title: 'Memory of the application around the model in a monolith',
    ...judged(1, 'GB', 0.25, 4),
  },
  applicationSeconds: {
    title: 'CPU time of the surrounding application per request',
    ...assumed(0.015, 's'),
    source:
      'Judgement, not verified: parsing, checks, feature look-up and logs take a few to tens of milliseconds; no published number fits',
    range: [0.003, 0.05],
  },
  platformOverhead: {
    title: 'Overhead of a functions platform per warm call',
    ...assumed(0.012, 's'),
    source:
      'Judgement; Wang et al., USENIX ATC 2018, measured 25 ms on Lambda, and gateways take 5 to 20 ms',
    url: 'https://www.usenix.org/conference/atc18/presentation/wang-liang',
    date: '2018-07',
    range: [0.005, 0.025],
  },
  initSeconds: {
    title: 'Initialisation of a runtime, without the model',
    ...publishedMeasurement(0.8, 's'),
    source:
      'fourTheorem and AWS Bites 108, Python data science on Lambda; between 0.15 s of a small package and 12 s of an untuned numerical stack',
    url: 'https://fourtheorem.com/optimise-python-data-science-aws-lambda/',
    date: '2023-12',
    range: [0.2, 10],
  },
  loadRate: {
    title: 'Rate at which a model is loaded',
    ...publishedMeasurement(0.33, 'GB per s'),
    source:
      'NVIDIA, Run:ai Model Streamer: network volume with the default loader; up to 5 from local disks (arXiv 2401.14351)',
    url: 'https://developer.nvidia.com/blog/reducing-cold-start-latency-for-llm-inference-with-nvidia-runai-model-streamer',
    date: '2025-09',
    range: [0.2, 5],
  },
  backgroundSome: {
    title: 'CPU time of some side work, relative to inference',
    ...judged(0.1, 'share', 0.02, 0.3),
  },
  backgroundSubstantial: {
    title: 'CPU time of substantial side work, relative to inference',
    ...judged(0.5, 'share', 0.2, 1),
  },
  backgroundRunSeconds: {
    title: 'Time of one run of side work',
    ...judged(1, 's', 0.1, 60),
  },
} as const satisfies Record<string, AssumptionRow>;
