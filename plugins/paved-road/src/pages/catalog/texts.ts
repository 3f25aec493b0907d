import { defineTexts } from '../../ui/texts/useTexts';

/** Texts in the list of the catalog. */
export const catalogColumnsTexts = defineTexts({
  catalog: {
    level: 'Level',
    pattern: 'Pattern',
    declaredPattern: 'Declared pattern',
    failed: 'not known',
  },
});
