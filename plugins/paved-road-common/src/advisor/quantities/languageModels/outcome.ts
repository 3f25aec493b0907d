import { CostPart } from '../costParts';
import { ModelLatency, PlacementLimit, PlacementMeasure } from './measures';
import { PlacementSetup } from './schemas';

export function impossible(limit: PlacementLimit): {
  status: 'impossible';
  limits: PlacementLimit[];
} {
  return { status: 'impossible', limits: [limit] };
}

/** A cost that is the sum of its parts, and the latency that it buys. */
export function measured(
  parts: CostPart[],
  setup: PlacementSetup,
  latency: ModelLatency,
  more: Pick<
    Extract<PlacementMeasure, { status: 'measured' }>,
    'people' | 'used' | 'alternatives' | 'quotaUse'
  >,
): PlacementMeasure {
  return {
    status: 'measured',
    monthly: parts.reduce((sum, { monthly }) => sum + monthly, 0),
    parts,
    setup,
    latency,
    ...more,
  };
}
