import { gpus } from './gpus';
import snapshot from './hostedPrices.json';
import { openModels } from './openModels';
import { Gpu, HostedModel, OpenModel } from './rows';

export type { Gpu, HostedModel, OpenModel, Precision } from './rows';

/** What is known of language models: prices of providers, open models, and GPUs to run them on. @public */
export interface LanguageModels {
  /** The day for which prices were taken, as `2026-11-27`. */
  priceDate: string;
  hosted: readonly HostedModel[];
  open: readonly OpenModel[];
  gpus: readonly Gpu[];
  /** Providers that the organisation allows; absent: all. */
  allowedProviders?: readonly string[];
  /** The gateway of the organisation; absent if it has none. */
  gateway?: { name: string; url?: string };
}

/**
 * The open models that serve a class. Without open weights of the frontier in the table, the largest open model stands
 * in, because the best open weights need at least its machines.
 */
export function selectOpenModels(
  { open }: LanguageModels,
  quality: HostedModel['quality'],
): readonly OpenModel[] {
  const inClass = open.filter(model => model.quality === quality);
  if (inClass.length > 0 || quality !== 'frontier') {
    return inClass;
  }
  const largest = Math.max(...open.map(({ paramsB }) => paramsB));
  return open.filter(({ paramsB }) => paramsB === largest);
}

/** The built-in snapshot. @public */
export const languageModels: LanguageModels = {
  priceDate: snapshot.priceDate,
  // The reviewed snapshot; a test validates it against the schema of prices.
  hosted: snapshot.models as readonly HostedModel[],
  open: openModels,
  gpus,
};
