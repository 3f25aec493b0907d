import { defineTexts } from '../texts/useTexts';

/** Labels in the pictures of the patterns and placements. */
export const patternsTexts = defineTexts({
  picture: {
    core: 'AI core',
    module: 'module',
    service: 'service',
    event: 'event',
    queue: 'queue',
    function: 'function',
    application: 'application',
    api: 'API',
    provider: 'provider',
    model: 'model',
    modelOnGpu: 'model on GPU',
    off: 'off',
    processors: 'processors',
  },
  groups: {
    noPattern: 'No pattern',
  },
});
