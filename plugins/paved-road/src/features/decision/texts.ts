import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of reviews and records of a decision. */
export const decisionTexts = defineTexts({
  review: {
    submit: {
      title: 'Submit this assessment for review',
      explanation:
        'A second person approves it, requests changes or rejects it. Until then you can withdraw it.',
      close:
        'It is a close call: submitting decides for {{pattern}}, which is ahead. To decide for {{other}}, edit the draft first.',
      comment: 'Comment for the reviewer',
      confirm: 'Submit',
    },
    title: 'Review the assessment',
    commentMissing: 'Enter a comment; the author will see it.',
    decision: '{{pattern}} for {{service}}',
    submittedBy: 'Submitted by {{person}} {{age}}',
    overrides: 'Overrides the recommendation: {{recommended}}',
    recommended: 'Recommended: {{recommended}}',
    confidence: 'Recommended: {{recommended}}, {{share}} likely to be right',
    confidences:
      'Recommended: {{recommended}}, {{share}} likely to be right for how the application is built, {{placementShare}} for where the model runs',
    noRisks: 'No risk was found.',
    moreRisks_one: '{{count, number}} more risk',
    moreRisks_other: '{{count, number}} more risks',
    notAllowed: 'You may not review assessments of this service.',
    over: 'Nothing is left to review. Status: {{status}}.',
    approve: {
      explanation: 'The decision takes effect now.',
      comment: 'Comment',
      confirm: 'Approve',
    },
    requestChanges: {
      explanation: 'It goes back to its author as a draft.',
      comment: 'What has to change',
      confirm: 'Request changes',
    },
    reject: {
      explanation: 'Final: the team has to start a new assessment.',
      comment: 'Why',
      confirm: 'Reject',
    },
    failed: 'The assessment was not changed',
  },
  conflict: {
    title: 'Someone else has changed this assessment',
    reload: 'Load the newest version',
    reloadToSee: 'Load the newest version to continue from there.',
    keepOrReload:
      'Save your input as a new draft, or load the newest version and lose it.',
    saveAsNew: 'Save as a new draft',
  },
  record: {
    title: 'Decision record of {{entity}}',
    frontMatter: 'Front matter',
    copy: 'Copy Markdown',
    copied: 'Copied to the clipboard',
    copyFailed: 'The record was not copied; download it instead',
    download: 'Download',
    close: 'Close',
  },
  action: {
    review: 'Review',
    secondPerson:
      'You wrote or submitted this assessment, so another person has to review it.',
  },
});
