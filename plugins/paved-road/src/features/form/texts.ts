import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of the form of an assessment. */
export const formTexts = defineTexts({
  empty: {
    title: 'No architecture assessment yet',
    unreadable:
      'An earlier assessment can’t be read, because the decision model has changed. Assess the service again.',
    invitation:
      'Answer a few questions about the team, the product and the workload to see which architecture fits, why, what it costs and which risks it carries. It takes about five minutes, and you can skip any question.',
    facts: 'From the catalog',
    owner: 'Owner',
    system: 'System',
    type: 'Type',
    lifecycle: 'Lifecycle',
    pattern: 'Pattern',
    models: 'Models',
    dependencies: 'Dependencies and APIs that it consumes',
    suggested: 'Suggested answers: {{provenance}}.',
    factsFailed: 'Could not load more from the catalog',
    notStated: 'Not stated',
    start: 'Assess',
    readOnly:
      'Only its owners and the platform team can assess it. Ask one of them to start.',
  },
  form: {
    newTitle: 'Assess the architecture',
    editTitle: 'Edit the draft',
    restored: 'Your unsaved answers of {{date}} are restored.',
    discard: 'Discard them',
    discardNow: 'Discard changes',
    discarding: {
      title: 'Discard what you have filled in?',
      explanation: 'Unsaved answers are lost.',
      confirm: 'Discard',
    },
    steps: 'Steps of the assessment',
    step: {
      key: 'Key questions',
      team: 'Team',
      product: 'Product',
      workload: 'Workload',
      llm: 'Language model',
      growth: 'Growth',
      decision: 'Decision',
    },
    languageModel: {
      label: 'Does it call a language model?',
      help: 'Hosted by a provider or run by you; if so, more questions follow.',
      yes: 'Yes',
      no: 'No',
    },
    answered: '{{answered}} of {{total}}',
    optional: '{{question}} (optional)',
    noKeyQuestions:
      'No open question is likely to change the result. Check the other answers, or go to the decision.',
    notSure: 'Not sure',
    numberLabel: '{{question}} ({{unit}})',
    platform: 'Platform for serverless',
    platformHelp:
      'Its limits decide what is possible, its prices what it costs.',
    platformDefault: 'Organisation default: {{platform}}',
    problem: {
      range: 'Use a number from {{min}} to {{max}} ({{unit}}).',
      exclusive: 'Use a number above {{min}} and up to {{max}} ({{unit}}).',
      integer: 'Use a whole number from {{min}} to {{max}} ({{unit}}).',
      text: '“{{answer}}” is not a number. Write it like {{examples}}. {{remedy}}',
      share:
        '“{{answer}}” is not a share from 0% to 100%. Write it like {{examples}}.',
      ambiguousShare: '“{{answer}}” is ambiguous: write {{examples}}.',
      answer_one: 'Correct the answer to {{questions}}.',
      answer_other: 'Correct the answers to {{questions}}.',
      empty: 'Answer at least one question.',
      decision: 'Complete the decision: see the marked field.',
      ruledOut:
        'Every placement of the language model is ruled out. Change an answer that rules one out, or decide for a placement and explain why.',
      undecided:
        'There is no recommendation yet. Answer {{questions}}, or choose a pattern yourself.',
    },
    back: 'Back',
    next: 'Next',
    save: 'Save draft',
    submit: 'Save and submit',
    savedNow: 'Saved',
    submittedNow: 'Submitted for review',
    notSubmitted: 'Saved, but not submitted: {{reason}}',
    saveFailed: 'The draft was not saved',
    close: 'Close',
    unsaved: 'Unsaved changes · last saved {{saved}}',
    neverSaved: 'Unsaved changes · kept in this browser',
    saved: 'Last saved {{saved}}',
    suggestion: {
      used: 'From the catalog: {{provenance}}.',
      other: 'The catalog suggests {{answer}}: {{provenance}}.',
      measuredFailed: 'Could not load measurements',
      measuredFailedConsequence:
        'The form starts from the answers of the last assessment.',
      use: 'Use it',
      useFor: 'Use it, as the catalog suggests: {{question}}',
      useMeasuredFor: 'Use it, as measured: {{question}}',
      failed: 'Could not load suggestions from the catalog',
      failedConsequence: 'You can still fill in the form.',
    },
    unused: {
      title: 'Not used',
      explanation:
        'These questions do not apply at present, and their answers change nothing. Without a language model, answers about it are kept until you save.',
      answer: '{{question}}: {{answer}}',
      remove: 'Remove',
      removeFrom: 'Remove the answer: {{question}}',
    },
    changed: {
      title_one: '{{count, number}} answer updated from measurements',
      title_other: '{{count, number}} answers updated from measurements',
      none: 'No answer changed: measurements match the assumptions.',
      to: '{{value}}, was {{was}}',
      same: '{{value}}, as before',
      measured: 'Measured: {{change}}',
      inStep_one: '{{count, number}} changed',
      inStep_other: '{{count, number}} changed',
    },
  },
  live: {
    title: 'Result so far',
    empty: 'Answer a question to see which pattern fits.',
    pending: 'Calculating',
    failed: 'No result for these answers',
  },
  decision: {
    label: 'Pattern',
    recommended: 'recommended',
    undecided: 'Not decided yet',
    help: {
      either: 'Close call: two options are defensible.',
      none: 'The answers are not enough for a recommendation. Answer the key questions, or choose an option and explain why.',
      impossible:
        'No placement is eligible. Change an answer that rules one out, or choose one and explain why.',
    },
    rationale: 'Rationale',
    rationaleHelp: 'Why you choose this; reviewers will see it.',
    rationaleMissing: 'Enter a reason; reviewers will see it.',
    more: 'Trade-offs and signals (optional)',
    tradeOffs: 'Accepted trade-offs',
    tradeOffsHelp: 'What you give up knowingly, one per line.',
    revisitTriggers: 'Revisit when',
    revisitTriggersHelp:
      'When to review it again, one line each. Suggested signals are checked against measurements. Your own lines are for reviewers.',
    listProblem:
      'Use at most {{lines}} lines of at most {{length}} characters.',
    nothingAnswered: 'Answer at least one question before you decide.',
    next: 'A second person reviews what you submit.',
  },
  offer: {
    tradeOffs: 'Trade-offs of {{pattern}} to accept',
    revisitTriggers: 'Signals that the next step, “{{step}}”, is due',
  },
});
