import { formatMoney, formatShare } from '../quantities/format';
import { RiskRule } from './types';

const largeShare = 0.4;
/** At this many times the sum that does not matter, transfer is worth a redesign. */
const largeCostRatio = 10;

export const chattyServices: RiskRule = {
  id: 'chatty-services',
  title: 'Chatty services',
  mitigations: [
    'Keep stages that talk a lot in one service, or at least in one zone.',
    'Pass references instead of payloads, and only the fields that are needed.',
    'Use a compact serialisation such as Protocol Buffers.',
  ],
  detect({ core }, { profile, quantities, assume }) {
    const cost = quantities.cost.microservices;
    if (core !== 'microservices' || cost.status === 'unknown') {
      return undefined;
    }
    const transfer =
      cost.parts.find(part => part.id === 'transfer')?.monthly ?? 0;
    const share = cost.monthly.mid > 0 ? transfer / cost.monthly.mid : 0;
    const materialShare = assume.get('chattyShare');
    const immaterial = assume.get('immaterialCost');
    if (share < materialShare || transfer < immaterial) {
      return undefined;
    }
    const data = profile.workload?.dataPerRequestMb;
    return {
      severity:
        share >= largeShare && transfer >= largeCostRatio * immaterial
          ? 'high'
          : 'medium',
      evidence: [
        {
          field: 'workload.dataPerRequestMb',
          value: data ?? 'not known',
          text: `Data between zones costs ${formatMoney(transfer)} a month over ${assume.get('hops')} hops.`,
        },
        {
          field: 'cost.perPattern.microservices.transfer',
          value: share,
          threshold: materialShare,
          text: `That is ${formatShare(share)} of the cost.`,
        },
      ],
    };
  },
};
