import { gpus } from './gpus';
import snapshot from './hostedPrices.json';
import { openModels } from './openModels';
import { ModelQuality } from '../languageModels/TokenLoad';
import { Gpu, HostedModel, OpenModel, OpenModelClass } from './rows';

export type {
  Gpu,
  HostedModel,
  OpenModel,
  OpenModelClass,
  Precision,
} from './rows';

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

/** Rising. */
const classes: readonly OpenModelClass[] = [
  'narrow',
  'small',
  'mid',
  'frontier',
];

/**
 * The open models that serve a class. A model that is tuned for its task does that as well as a general one of the next
 * class: 4-bit adapters of open models with 2 to 7 billion parameters beat GPT-4 on most of 31 tasks (LoRA Land, 2024,
 * https://arxiv.org/abs/2405.00732). Without open weights of the frontier in the table, the largest open model stands
 * in, because the best open weights need at least its machines.
 *
 * @param isTuned - whether the team tunes or trains the model
 */
export function selectOpenModels(
  { open }: Pick<LanguageModels, 'open'>,
  { quality, isTuned }: { quality: ModelQuality; isTuned: boolean },
): readonly OpenModel[] {
  const rank = classes.indexOf(quality);
  const enough = classes.slice(isTuned ? rank - 1 : rank, rank + 1);
  const inClass = open.filter(model => enough.includes(model.quality));
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
