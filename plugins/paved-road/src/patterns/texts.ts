/** Labels in the pictures of the patterns. */
export const patternsTexts = {
  picture: {
    core: 'AI core',
    module: 'module',
    service: 'service',
    event: 'event',
    queue: 'queue',
    function: 'function',
  },
} as const;
