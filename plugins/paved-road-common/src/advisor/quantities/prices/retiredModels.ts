/** A hosted model that cannot be bought any more. */
interface RetiredModel {
  provider: string;
  model: string;
  /** The day from which the provider refuses calls, as `2026-08-16`. */
  date: string;
  url: string;
}

/** Models that lists of prices still name. */
export const retiredModels: readonly RetiredModel[] = [
  'llama-3.1-8b-instant',
  'llama-3.3-70b-versatile',
].map(model => ({
  provider: 'groq',
  model,
  date: '2026-08-16',
  url: 'https://console.groq.com/docs/deprecations',
}));
