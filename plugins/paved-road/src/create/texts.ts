/** Texts in the forms and on the cards of templates. */
export const createTexts = {
  create: {
    title: 'Workload',
    introduction: 'Answer what you know; every question may be left open.',
    builds: {
      monolith:
        'One deployable: domain modules around the AI core, behind boundaries that are checked.',
      microservices:
        'The AI core as a service of its own, which several services call and which scales by itself.',
      serverless:
        'The AI core in a function that an event starts; where nothing happens, nothing runs.',
    },
    next: 'Next questions: {{step}}',
    back: 'Back to: {{step}}',
    unavailable: 'There is no advice at the moment',
    unavailableConsequence:
      'You can go on without it: answer what you know here, or on the Architecture tab of the new service.',
    fit: {
      fits: 'This template fits',
      fitsHere: 'Recommended so far: {{pattern}}.',
      hybrid:
        'This template builds the core of the hybrid. Add functions for the background work later, from the template for {{background}}, and say so in “Rationale”.',
      close: 'This template is one of two that fit',
      closeHere:
        '{{winner}} and {{runnerUp}} can both be defended. You can go on here; a word in “Rationale” says what tipped the scales.',
      open: 'Not enough answers to say whether this template fits',
      openHere:
        'Answer the questions above first. You can also go on; say in “Rationale” why it is this template.',
      other: 'Better for these answers: {{pattern}}',
      otherHere:
        'To go on with {{pattern}} all the same, say why in “Rationale”: the decision record needs the reason.',
      otherTemplate: 'Go on in “{{template}}”, with all answers',
    },
    problem: {
      answer: '“{{question}}”: {{remedy}}',
      choice: '“{{question}}”: choose one of the answers.',
      rationale:
        'The answers recommend {{recommended}}. Say in “Rationale” why it is {{pattern}} all the same, or go on in the template that is recommended.',
    },
  },
  template: {
    continue: 'Continue in “{{template}}”',
    start: 'Start from the template “{{template}}”',
    background:
      'This is the template for the core. Functions for the background work come from the template for {{background}}.',
    missing:
      'The catalog has no template for {{pattern}}: none has the annotation {{annotation}}.',
    failed: 'Could not look for templates',
    details: 'About the template',
    noDescription: 'No description',
    choose: 'Choose',
    chooseOf: 'Choose {{template}}',
  },
} as const;
