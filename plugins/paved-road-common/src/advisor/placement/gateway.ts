import { Profile } from '../profile';
import { LanguageModels } from './languageModels';
import { Placement } from './placements';
import { LanguageModelAdvice } from './schemas';

/**
 * Whether a gateway for budgets, keys, fallback and logs is due: with several teams, where one bill is hard to foresee
 * and a budget must hold, or where models run in more than one place.
 */
export function gatewayOf(
  { team, product, llm, growth }: Profile,
  placement: Placement,
  { gateway }: LanguageModels,
): LanguageModelAdvice['gateway'] {
  const teams = team?.parallelTeams ?? 1;
  const reasons = [
    ...(teams > 1
      ? [
          `${teams} teams call language models: one place for keys, budgets and logs.`,
        ]
      : []),
    ...(llm?.use === 'agent'
      ? [
          'An agent decides how often it calls: a budget has to hold outside it.',
        ]
      : []),
    ...(product?.budgetFocus === 'per-transaction' && placement === 'hosted-api'
      ? ['The price of a request counts: a budget and a cache have to hold.']
      : []),
    ...((growth?.models ?? 1) > 2
      ? [
          `${growth?.models} models are to come: one address in front of several providers.`,
        ]
      : []),
  ];
  return {
    due: reasons.length > 0,
    reasons,
    ...(gateway && { offered: gateway }),
  };
}
