import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of the time until a deadline. */
export const dueTexts = defineTexts({
  campaigns: {
    due: {
      today: 'due today',
      in_one: 'in {{count}} day',
      in_other: 'in {{count}} days',
      overdue_one: 'overdue by {{count}} day',
      overdue_other: 'overdue by {{count}} days',
    },
  },
});
