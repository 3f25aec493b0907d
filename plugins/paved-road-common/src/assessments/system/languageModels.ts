import { placementDescriptions } from '../../advisor/options/placements/descriptions';
import { placements } from '../../advisor/profile/placements';
import { Range } from '../../advisor/quantities/range';
import { SystemComposition } from '../systemComposition';
import { SystemPart } from './SystemPart';

export type SystemLanguageModels = NonNullable<
  SystemComposition['languageModels']
>;

/** Sums up the language models of a system; undefined if no component uses one. */
export function totalLanguageModels(
  parts: readonly SystemPart[],
): SystemLanguageModels | undefined {
  const used = parts.flatMap(({ languageModel }) => languageModel ?? []);
  if (used.length === 0) {
    return undefined;
  }
  const tokens = used.flatMap(({ tokensPerMonth }) => tokensPerMonth ?? []);
  const costs = used.flatMap(({ monthly }) => monthly ?? []);
  const reasons = gatewayReasons(parts);
  return {
    components: used.length,
    placementMix: placements
      .map(placement => ({
        placement,
        components: used.filter(each => each.placement === placement).length,
      }))
      .filter(({ components }) => components > 0)
      .sort((a, b) => b.components - a.components),
    ...(tokens.length > 0 && {
      tokensPerMonth: tokens.reduce((sum, each) => sum + each, 0),
    }),
    ...(costs.length > 0 && {
      cost: { monthly: sumRanges(costs), components: costs.length },
    }),
    gateway: { due: reasons.length > 0, reasons },
  };
}

/** The sum of at least one range. */
export function sumRanges(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, { low, mid, high }) => ({
    low: sum.low + low,
    mid: sum.mid + mid,
    high: sum.high + high,
  }));
}

/** Reasons for a shared gateway: several components, teams or providers, or a component that needs one. */
function gatewayReasons(parts: readonly SystemPart[]): string[] {
  // A model inside the application has neither keys nor a bill.
  const callers = parts.filter(
    ({ languageModel }) => languageModel && languageModel.placement !== 'cpu',
  );
  const owners = new Set(callers.flatMap(({ owner }) => owner ?? []));
  const providers = new Set(
    callers.flatMap(({ languageModel }) => languageModel?.provider ?? []),
  );
  const alone = callers.filter(
    ({ languageModel }) => languageModel?.isGatewayDue,
  );
  return [
    ...(callers.length > 1
      ? [`${callers.length} components call language models.`]
      : []),
    ...(owners.size > 1 ? [`They belong to ${owners.size} teams.`] : []),
    ...(providers.size > 1
      ? [`They call ${providers.size} providers: ${[...providers].join(', ')}.`]
      : []),
    ...(alone.length > 0
      ? [
          `It is due for ${alone.map(({ component }) => component.title).join(', ')} alone.`,
        ]
      : []),
  ];
}

/** "2 components use language models: 1 Hosted API, 1 Own GPUs." */
export function languageModelsText({
  components,
  placementMix,
}: SystemLanguageModels): string {
  const mix = placementMix.map(
    ({ placement, components: count }) =>
      `${placementDescriptions[placement].title} for ${count}`,
  );
  const placed = placementMix.reduce((sum, each) => sum + each.components, 0);
  return `${
    components === 1
      ? '1 component uses a language model'
      : `${components} components use language models`
  }: ${[...mix, ...(placed < components ? [`no placement yet for ${components - placed}`] : [])].join(', ')}.`;
}
