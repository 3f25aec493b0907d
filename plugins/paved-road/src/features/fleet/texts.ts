import { defineTexts } from '../../ui/texts/useTexts';

/** Texts for lists of services, on the Paved Road page and the home page. */
export const fleetTexts = defineTexts({
  groups: { noPattern: 'No pattern' },
  campaigns: {
    due: {
      today: 'due today',
      in_one: 'in {{count}} day',
      in_other: 'in {{count}} days',
      overdue_one: 'overdue by {{count}} day',
      overdue_other: 'overdue by {{count}} days',
    },
  },
  reviews: {
    reviewAssessment: 'Review the assessment of {{service}}',
    reviewWaiver: 'Review the waiver of “{{check}}” for {{service}}',
  },
});
