/** Texts in the list of the catalog. */
export const catalogColumnsTexts = {
  catalog: {
    level: 'Level',
    pattern: 'Pattern',
    declaredPattern: 'Declared pattern',
    failed: 'not known',
  },
} as const;
