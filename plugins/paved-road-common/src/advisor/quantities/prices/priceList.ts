import { HostedModel } from './rows';
import { z } from 'zod';
import { nearestTo } from '../../../input/nearestTo';
import { storableText } from '../../../input/storableText';
import { LanguageModels } from './languageModels';

/** Anything lower is probably a per-token price. */
const leastPrice = 1e-3;
const mostPrice = 1e5;

const price = z
  .number()
  .refine(
    value => value === 0 || (value >= leastPrice && value <= mostPrice),
    'use USD for a million tokens: 0, or 0.001 to 100,000',
  );

const tokens = z.number().int().positive().max(1e9);
const name = storableText.trim().min(1).max(200);

/** A provider's model as configured by an organisation. Prices in USD per million tokens. */
export const hostedModelSchema = z.strictObject({
  provider: name,
  model: name,
  quality: z.enum(['small', 'mid', 'frontier']),
  inputPerMtok: price,
  outputPerMtok: price,
  cacheReadPerMtok: price.optional(),
  /** Input that is written to the cache; as other input if omitted. */
  cacheWritePerMtok: price.optional(),
  contextWindow: tokens.optional(),
  longContext: z
    .strictObject({
      fromInputTokens: tokens,
      inputPerMtok: price,
      outputPerMtok: price.optional(),
      cacheReadPerMtok: price.optional(),
    })
    .optional(),
  batchFactor: z.number().positive().max(1).optional(),
  /** Whether cached input gets the batch discount as well. */
  batchCaches: z.boolean().optional(),
  /** Whether it is offered at an endpoint that keeps prompts in a region; unknown if omitted. */
  regional: z.boolean().optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});

/** An organisation's prices of language models, and its allowed providers. */
export const priceListSchema = z.strictObject({
  /** Allowed providers; all if omitted. */
  allowedProviders: z.array(name).min(1).max(100).optional(),
  /** Models that are added, or that replace a built-in one with the same provider and name. */
  models: z.array(hostedModelSchema).max(500).optional(),
});

/** @public */
export type PriceList = z.output<typeof priceListSchema>;

const modelKey = ({ provider, model }: HostedModel) => `${provider}/${model}`;

export function withPrices(
  models: LanguageModels,
  { allowedProviders, models: own = [] }: PriceList,
): LanguageModels {
  const replaced = new Map(own.map(model => [modelKey(model), model]));
  const known = new Set(models.hosted.map(modelKey));
  return {
    ...models,
    hosted: [
      ...models.hosted.map(model => replaced.get(modelKey(model)) ?? model),
      ...own.filter(model => !known.has(modelKey(model))),
    ],
    ...(allowedProviders && { allowedProviders }),
  };
}

/** Problems in a price list that the schema cannot detect: where, and what to do. */
export function priceListProblems(
  { hosted }: LanguageModels,
  { allowedProviders = [], models: own = [] }: PriceList,
): { path: PropertyKey[]; message: string }[] {
  const keys = own.map(modelKey);
  const providers = new Set(
    [...hosted, ...own].map(({ provider }) => provider),
  );
  return [
    ...keys.flatMap((key, index) =>
      keys.indexOf(key) < index
        ? [
            {
              path: ['models', index, 'model'],
              message: `${key} is listed twice, leave one of them out`,
            },
          ]
        : [],
    ),
    ...allowedProviders.flatMap((provider, index) => {
      const nearest = nearestTo(provider, providers);
      return providers.has(provider)
        ? []
        : [
            {
              path: ['allowedProviders', index],
              message: `${provider} sells none of the models; ${nearest ? `is it ${nearest}?` : `use one of ${[...providers].join(', ')}, or list its models`}`,
            },
          ];
    }),
  ];
}
