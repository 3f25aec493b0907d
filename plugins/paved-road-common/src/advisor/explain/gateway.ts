import { Profile } from '../profile/profile';
import { LanguageModels } from '../quantities/prices/languageModels';
import { Placement } from '../profile/placements';
import { LanguageModelAdvice } from './placementSchemas';

/**
 * Whether a gateway for budgets, keys, fallback and logs is due: with several teams or models, or where a bill is hard
 * to foresee and a budget must hold.
 */
export function adviseGateway(
  { team, product, llm, growth }: Profile,
  placement: Placement | undefined,
  { gateway }: LanguageModels,
): LanguageModelAdvice['gateway'] {
  if (placement === 'cpu') {
    return { due: false, reasons: [] };
  }
  const teams = team?.parallelTeams ?? 1;
  const reasons = [
    ...(teams > 1
      ? [
          `${teams} teams work on it: they need one place for keys, budgets and logs.`,
        ]
      : []),
    ...(llm?.use === 'agent'
      ? [
          'An agent decides how often it calls the model: the budget must be enforced outside the agent.',
        ]
      : []),
    ...(product?.budgetFocus === 'per-transaction' && placement === 'hosted-api'
      ? ['The price per request matters: enforce a budget and use a cache.']
      : []),
    ...((growth?.models ?? 1) > 1
      ? [`${growth?.models} models will serve users: they need one endpoint.`]
      : []),
  ];
  return {
    due: reasons.length > 0,
    reasons,
    ...(gateway && { offered: gateway }),
  };
}
