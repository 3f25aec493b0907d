import { CostPart } from '../costParts';
import { PlacementLimit, PlacementMeasure, PossibleLatency } from './measures';
import { PlacementSetup } from './schemas';

export function impossible(limit: PlacementLimit): {
  status: 'impossible';
  limits: PlacementLimit[];
} {
  return { status: 'impossible', limits: [limit] };
}

/** A cost that is the sum of its parts, and the latencies that it buys, of the cheapest setup first. */
export function measured(
  parts: CostPart[],
  setup: PlacementSetup,
  possibleLatencies: PossibleLatency[],
  more: Pick<
    Extract<PlacementMeasure, { status: 'measured' }>,
    'people' | 'used' | 'alternatives' | 'quotaUse'
  >,
): PlacementMeasure {
  const [{ queue, weight, ...latency }] = possibleLatencies;
  return {
    status: 'measured',
    monthly: parts.reduce((sum, { monthly }) => sum + monthly, 0),
    parts,
    setup,
    latency,
    possibleLatencies,
    ...more,
  };
}
