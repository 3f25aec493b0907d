import { CostEstimate } from '../../quantities/schemas';
import { askFor } from '../../quantities/askFor';
import {
  formatMoney,
  formatSeconds,
  formatShare,
} from '../../quantities/format';
import { RiskRule } from './types';

export const coldStartExposure: RiskRule = {
  id: 'cold-start-exposure',
  title: 'Cold-start exposure',
  mitigations: [
    'Keep some instances provisioned, and include their cost.',
    'Use a smaller model, or load it lazily from fast storage.',
    'Respond immediately and deliver the result later, where the product allows it.',
  ],
  detect({ core }, { profile, quantities, assume }) {
    if (core !== 'serverless') {
      return undefined;
    }
    const required = profile.workload?.latency;
    const isWaited = required === 'realtime' || required === 'interactive';
    const latency = quantities.latency.serverless;
    if (latency.status === 'unknown') {
      return required !== undefined && isWaited
        ? {
            severity: 'medium',
            evidence: [
              {
                field: 'workload.latency',
                value: required,
                text: `Users wait for the response. ${askFor(latency.missing, 'how often they hit a cold start')}`,
              },
            ],
          }
        : undefined;
    }
    if (
      latency.meetsRequirement === false &&
      latency.requirement !== undefined &&
      latency.coldStartProbability > assume.get('coldShareOfP99')
    ) {
      return {
        severity: isWaited ? 'high' : 'medium',
        evidence: [
          {
            field: 'latency.perPattern.serverless.p99',
            value: latency.p99,
            threshold: latency.requirement,
            text: `${formatShare(latency.coldStartProbability)} of requests hit a cold start, so the p99 is ${formatSeconds(latency.p99)}; ${formatSeconds(latency.requirement)} is required.`,
          },
        ],
      };
    }
    const kept = keptWarm(quantities.cost.serverless);
    return kept === undefined || latency.requirement === undefined
      ? undefined
      : {
          severity: kept > assume.get('noticeableCost') ? 'medium' : 'low',
          evidence: [
            {
              field: 'cost.perPattern.serverless.provisioned',
              value: kept,
              text: `A cold start takes ${formatSeconds(latency.coldStartSeconds)}; ${formatSeconds(latency.requirement)} is required. Only warm capacity for ${formatMoney(kept)}/month avoids it, and larger bursts still wait.`,
            },
          ],
        };
  },
};

/** Monthly cost of keeping functions warm, in USD; undefined if none are. */
function keptWarm(cost: CostEstimate): number | undefined {
  return cost.status === 'estimated'
    ? cost.parts.find(({ id }) => id === 'provisioned')?.monthly
    : undefined;
}
