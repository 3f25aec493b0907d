import { formatMoney, formatShare } from '../../quantities/format';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { RiskRule, Severity } from './types';

const largeShare = 0.4;
/** At this many times the sum that does not matter, transfer is worth a redesign. */
const largeCostRatio = 10;

/**
 * The severity of the cost of data between zones.
 *
 * @param transfer - USD per month
 * @param monthly - the cost that it is a part of, USD per month
 * @returns undefined if it is immaterial
 */
export function transferSeverity(
  transfer: number,
  monthly: number,
  assume: AssumptionSet,
): Severity | undefined {
  const noticeable = assume.get('noticeableCost');
  const share = monthly > 0 ? transfer / monthly : 0;
  if (share < assume.get('chattyShare') || transfer < noticeable) {
    return undefined;
  }
  return share >= largeShare && transfer >= largeCostRatio * noticeable
    ? 'high'
    : 'medium';
}

export const chattyServices: RiskRule = {
  id: 'chatty-services',
  title: 'Chatty services',
  mitigations: [
    'Keep stages that exchange a lot of data in one service, or at least in one zone.',
    'Pass references instead of payloads, and only the required fields.',
    'Use a compact serialisation such as Protocol Buffers.',
  ],
  detect({ core }, { profile, quantities, assume }) {
    const cost = quantities.cost.microservices;
    if (core !== 'microservices' || cost.status === 'unknown') {
      return undefined;
    }
    const transfer =
      cost.parts.find(part => part.id === 'transfer')?.monthly ?? 0;
    const monthly = cost.monthly.mid;
    const severity = transferSeverity(transfer, monthly, assume);
    if (!severity) {
      return undefined;
    }
    const data = profile.workload?.dataPerRequestMb;
    return {
      severity,
      evidence: [
        {
          field: 'workload.dataPerRequestMb',
          value: data ?? 'not known',
          text: `Data between zones costs ${formatMoney(transfer)}/month.`,
        },
        {
          field: 'cost.perPattern.microservices.transfer',
          value: transfer / monthly,
          threshold: assume.get('chattyShare'),
          text: `That is ${formatShare(transfer / monthly)} of the cost.`,
        },
      ],
    };
  },
};
