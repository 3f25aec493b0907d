import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of work that waits for a person. */
export const inboxTexts = defineTexts({
  reviews: {
    reviewAssessment: 'Review the assessment of {{service}}',
    reviewWaiver: 'Review the waiver of “{{check}}” for {{service}}',
  },
  home: {
    needsYou: 'Needs you',
    needsYouCounted: 'Needs you ({{number}})',
    nothing: 'Nothing waits for you.',
    waits: 'submitted {{age}}',
    returned: 'Changes requested: {{service}}',
    campaign_one: '{{title}}: {{count, number}} of yours to go',
    campaign_other: '{{title}}: {{count, number}} of yours to go',
    ending: 'Renew or fix: waiver of “{{check}}” for {{service}}',
    draft: 'Finish your draft: {{service}}',
    fewer: 'Show fewer',
    unlisted_one: '{{count, number}} more comes up as you go',
    unlisted_other: '{{count, number}} more come up as you go',
    more_one: '{{count, number}} more',
    more_other: '{{count, number}} more',
  },
});
