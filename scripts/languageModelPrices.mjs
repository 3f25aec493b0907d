/*
 * Copies the prices of hosted language models on a fixed day from the pinned price package to the snapshot of the decision
 * model. Offline: the package contains the data.
 *
 *   ./dev prices:renew   writes the snapshot and prints what changed
 *   ./dev prices:check   fails if the snapshot differs from the pinned release
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { calcPrice } from '@pydantic/genai-prices';

export const priceDate = '2026-11-30';

/** Hourly prices are taken at this time, outside the hours with a surcharge. */
const timeOfDay = 'T12:00:00Z';

const snapshotFile = fileURLToPath(
  new URL(
    '../plugins/paved-road-common/src/advisor/quantities/prices/hostedPrices.json',
    import.meta.url,
  ),
);

/*
 * What the package lacks, by provider or by model, read in the documentation of the provider. A batch discount that is
 * not listed is not sold or not verified; a region that is not listed is unknown.
 *
 * - openai: a regional endpoint costs 10 % more for models since March 2026; which older models have one was not found:
 *   https://developers.openai.com/api/docs/guides/data-residency
 * - anthropic: discounts for batches and caches multiply: https://platform.claude.com/docs/en/about-claude/pricing
 * - google: they do not, and a cached token gets the discount of the cache:
 *   https://ai.google.dev/gemini-api/docs/pricing
 * - mistral: requests run in the EU, or in the US for some models: https://mistral.ai/cloud/inference/
 * - groq, together, fireworks, deepseek: no choice of a region in their price lists. Together sells batches at a
 *   discount for selected models only.
 */
const offers = {
  openai: { batchFactor: 0.5 },
  'openai/gpt-6-sol': { regional: true },
  'openai/gpt-6-luna': { regional: true },
  anthropic: { batchFactor: 0.5, batchCaches: true, regional: true },
  google: { batchFactor: 0.5, regional: true },
  mistral: { regional: true },
  deepseek: { regional: false },
  groq: { batchFactor: 0.5, regional: false },
  together: { regional: false },
  aws: { batchFactor: 0.5, regional: true },
  fireworks: { batchFactor: 0.5, regional: false },
};

/** The models of the snapshot by provider and quality, with their name in the package if it differs. */
const wanted = {
  openai: {
    frontier: ['gpt-6-sol'],
    mid: ['gpt-5-mini'],
    small: ['gpt-6-luna', 'gpt-4o-mini'],
  },
  anthropic: {
    frontier: ['claude-opus-5-5', 'claude-sonnet-5'],
    mid: ['claude-haiku-4-5'],
  },
  google: {
    frontier: ['gemini-3.1-pro-preview'],
    mid: ['gemini-3.8-flash'],
    small: ['gemini-2.5-flash-lite'],
  },
  mistral: { mid: ['mistral-large-2512'], small: ['mistral-small-2603'] },
  deepseek: { mid: ['deepseek-v4-flash'] },
  // Groq shut its Llama models down on 2026-08-16: https://console.groq.com/docs/deprecations
  groq: { mid: ['openai/gpt-oss-120b'], small: ['openai/gpt-oss-20b'] },
  together: { mid: ['meta-llama/Llama-3.3-70B-Instruct-Turbo'] },
  aws: {
    mid: ['meta.llama3-3-70b-instruct-v1:0'],
    small: ['amazon.nova-lite-v1:0', 'meta.llama3-1-8b-instruct-v1:0'],
  },
  fireworks: { mid: ['gpt-oss-120b', 'qwen3-235b-a22b'] },
};
const calledBy = {
  fireworks: model => `accounts/fireworks/models/${model}`,
};

const basePrice = price => price?.base ?? price;

/** The price of the whole call once its input is longer than the first tier. */
function toLongContextPrice({ input_mtok, output_mtok, cache_read_mtok }) {
  const tier = input_mtok.tiers?.[0];
  const at = price => price?.tiers?.find(({ start }) => start === tier.start);
  return (
    tier && {
      fromInputTokens: tier.start,
      inputPerMtok: tier.price,
      outputPerMtok: at(output_mtok)?.price,
      cacheReadPerMtok: at(cache_read_mtok)?.price,
    }
  );
}

function toPriceRow(provider, quality, model) {
  const result = calcPrice(
    { input_tokens: 1, output_tokens: 1 },
    calledBy[provider]?.(model) ?? model,
    {
      providerId: provider,
      timestamp: new Date(`${priceDate}${timeOfDay}`),
    },
  );
  if (!result) {
    throw new Error(
      `The price package has no ${model} of ${provider}: remove it from the wanted models or take another release`,
    );
  }
  const prices = result.model_price;
  return {
    provider,
    model,
    quality,
    inputPerMtok: basePrice(prices.input_mtok),
    outputPerMtok: basePrice(prices.output_mtok),
    cacheReadPerMtok: basePrice(prices.cache_read_mtok),
    cacheWritePerMtok: basePrice(prices.cache_write_mtok),
    contextWindow: result.model.context_window,
    longContext: toLongContextPrice(prices),
    ...offers[provider],
    ...offers[`${provider}/${model}`],
    url: result.provider.pricing_urls?.[0],
  };
}

/** Renders the snapshot from the pinned release. */
export async function currentSnapshot() {
  const manifest = createRequire(import.meta.url).resolve(
    '@pydantic/genai-prices',
  );
  const { version } = JSON.parse(
    await readFile(new URL('../package.json', `file://${manifest}`), 'utf8'),
  );
  const models = Object.entries(wanted).flatMap(([provider, byQuality]) =>
    Object.entries(byQuality).flatMap(([quality, names]) =>
      names.map(name => toPriceRow(provider, quality, name)),
    ),
  );
  return `${JSON.stringify(
    { package: `@pydantic/genai-prices@${version}`, priceDate, models },
    null,
    2,
  )}\n`;
}

/** Lists the differences of two snapshots, model by model. */
export function differences(oldText, newText) {
  const parseRowsByModel = text => {
    const { models, ...head } = JSON.parse(text);
    return new Map([
      ['snapshot', head],
      ...models.map(row => [`${row.provider}/${row.model}`, row]),
    ]);
  };
  const [before, after] = [
    parseRowsByModel(oldText),
    parseRowsByModel(newText),
  ];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(name => {
    const [was, is] = [before.get(name) ?? {}, after.get(name) ?? {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .map(field => [
        field,
        JSON.stringify(was[field]),
        JSON.stringify(is[field]),
      ])
      .filter(([, old, now]) => old !== now)
      .map(
        ([field, old, now]) =>
          `${name}: ${field} ${old ?? 'absent'} -> ${now ?? 'absent'}`,
      );
  });
}

export async function readSnapshot() {
  return readFile(snapshotFile, 'utf8').catch(() => '{"models":[]}');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [old, current] = [await readSnapshot(), await currentSnapshot()];
  const changes = differences(old, current);
  process.stdout.write(changes.map(line => `${line}\n`).join(''));
  if (!process.argv.includes('--check')) {
    await writeFile(snapshotFile, current);
    process.stdout.write(`${changes.length} changes written\n`);
  } else if (changes.length > 0) {
    process.stderr.write(
      'The snapshot of prices is not what the pinned price package says: run ./dev prices:renew and review the changes\n',
    );
    process.exitCode = 1;
  }
}
