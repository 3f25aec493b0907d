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
    reassess: 'Reassess {{service}}',
    recover: 'Recover {{service}}',
    returned: 'Changes requested: {{service}}',
    campaign_one: '{{title}}: {{count, number}} of your services to go',
    campaign_other: '{{title}}: {{count, number}} of your services to go',
    ending: 'Renew or fix: waiver of “{{check}}” for {{service}}',
    draft: 'Finish your draft: {{service}}',
    fewer: 'Show fewer',
    unlisted_one: '{{count, number}} more follows once these are done',
    unlisted_other: '{{count, number}} more follow once these are done',
    more_one: '{{count, number}} more',
    more_other: '{{count, number}} more',
  },
});
