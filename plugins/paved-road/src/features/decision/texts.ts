import { defineTexts } from '../../ui/texts/useTexts';

export const decisionTexts = defineTexts({
  review: {
    submit: {
      title: 'Submit this assessment for review',
      explanation:
        'A second person approves it, requests changes or rejects it. Until then you can withdraw it.',
      close:
        'It is a close call: submitting decides for {{pattern}}. To decide for {{other}}, edit the draft first.',
      comment: 'Comment for the reviewer',
      confirm: 'Submit',
    },
    title: 'Review the assessment',
    commentMissing: 'Enter a comment; the author will see it.',
    decision: '{{pattern}} for {{service}}',
    submittedBy: 'Submitted by {{person}} {{age}}',
    overrides: 'Overrides the recommendation: {{recommended}}',
    against: 'Points against',
    nothingAgainst: 'It meets every demand, and no risk was found.',
    limit: 'Limit',
    favours: '{{criterion}} favours {{rival}}',
    open: 'Open answers',
    more: '{{count, number}} more',
    costLabel: 'Cost',
    costOfApplication: 'Application cost',
    costOfModel: 'Language model cost',
    cost: '{{usd}}/month',
    costs: '{{usd}}/month ({{name}}: {{otherUsd}})',
    record: 'Decision record',
    notAllowed: 'You may not review assessments of this service.',
    over: 'Nothing is left to review. Status: {{status}}.',
    approve: {
      explanation: 'The decision takes effect now.',
      takes: 'Approving takes the service from {{from}} to {{to}}',
      comment: 'Comment',
      confirm: 'Approve',
    },
    requestChanges: {
      explanation: 'It goes back to its author as a draft.',
      takes: 'Requesting changes takes the service from {{from}} to {{to}}',
      comment: 'Requested changes',
      confirm: 'Request changes',
    },
    reject: {
      explanation: 'Final: the team has to start a new assessment.',
      takes: 'Rejecting takes the service from {{from}} to {{to}}',
      comment: 'Reason',
      confirm: 'Reject',
    },
    comment: {
      explanation: 'It keeps waiting for review.',
      comment: 'Comment',
      confirm: 'Comment',
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
    download: 'Download',
  },
  thread: {
    title: 'Comments',
    earlier_one: '{{count, number}} earlier comment',
    earlier_other: '{{count, number}} earlier comments',
    fewer: 'Only the last comments',
    by: {
      commented: '{{person}}, {{age}}',
      submitted: '{{person}} submitted it {{age}}',
      approved: '{{person}} approved it {{age}}',
      rejected: '{{person}} rejected it {{age}}',
      returned: '{{person}} requested changes {{age}}',
    },
  },
  action: {
    review: 'Review',
    secondPerson:
      'You wrote or submitted this assessment, so another person has to review it.',
  },
});
