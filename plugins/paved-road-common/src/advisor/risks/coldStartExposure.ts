import { formatSeconds, formatShare } from '../quantities/format';
import { RiskRule } from './types';

export const coldStartExposure: RiskRule = {
  id: 'cold-start-exposure',
  title: 'Cold-start exposure',
  mitigations: [
    'Keep some instances provisioned, and count their cost.',
    'Make the model smaller, or load it lazily from a fast store.',
    'Answer at once and deliver the result later, where the product allows it.',
  ],
  detect({ core }, { profile, quantities, assume }) {
    const latency = quantities.latency.serverless;
    if (
      core !== 'serverless' ||
      latency.status === 'unknown' ||
      latency.meetsRequirement !== false ||
      latency.requirement === undefined ||
      latency.coldStartProbability <= assume.get('coldShareOfP99')
    ) {
      return undefined;
    }
    const required = profile.workload?.latency;
    return {
      severity:
        required === 'realtime' || required === 'interactive'
          ? 'high'
          : 'medium',
      evidence: [
        {
          field: 'latency.perPattern.serverless.p99',
          value: latency.p99,
          threshold: latency.requirement,
          text: `${formatShare(latency.coldStartProbability)} of the requests meet a cold start, so the p99 is ${formatSeconds(latency.p99)} against ${formatSeconds(latency.requirement)}.`,
        },
      ],
    };
  },
};
