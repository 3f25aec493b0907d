import { defineTexts } from '../texts/useTexts';

/** Texts in the forms and on the cards of templates. */
export const createTexts = defineTexts({
  create: {
    title: 'Workload',
    introduction:
      'Answer what you know; every question may be left open. To skip the advice, go on: the review will say so.',
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
    name: {
      pattern:
        'The template does not accept this name; see the help for this field.',
    },
    owner: {
      none: 'There is no group that you may create services for. Ask the platform team, or a member of the group that is going to own the service.',
      noGroups:
        'The catalog has no group that you may see, and a group has to own the service. Ask the platform team to register one.',
      others:
        'Groups that you may not create services for are not offered. One of their members may.',
    },
    repository: {
      only: 'Published to: {{place}}. The portal has no other place.',
      nowhere: 'This portal has nowhere to publish a repository',
      nowhereRemedy:
        'Ask the platform team to set credentials under integrations in the config of the portal, for example for GitHub.',
      owner: 'Organisation',
      ownerHelp: 'The organisation, group or user on {{place}}.',
      repo: 'Repository name',
    },
    plan: {
      title: 'What will be written',
      row: {
        pattern: 'Pattern',
        advice: 'Advice',
        owner: 'Owner',
        repository: 'Repository',
        entity: 'Catalog entity',
        assessment: 'Assessment',
        decisionRecord: 'Decision record',
      },
      place: '{{name}}, published to: {{place}}',
      local: '{{name}}, at the default place of the portal',
      nowhere: 'Nowhere: see Repository above',
      draft: 'A draft in your name, for you to submit',
      inRepository: '{{path}} in the repository',
      skipped: 'Skipped: no question was answered',
      unavailable: 'Not available at the moment',
      clear: 'Clear: {{pattern}}',
      close: 'Close: {{pattern}}',
      other: '{{pattern}}, so this template overrides the recommendation',
      open: 'Not enough answers',
      impossible: 'No pattern is possible with these answers',
      pending: 'The advice is not there yet. Press Review again in a moment.',
    },
    problem: {
      answer: '“{{question}}”: {{remedy}}',
      choice: '“{{question}}”: choose one of the answers.',
      rationale:
        'The answers recommend {{recommended}}. Say in “Rationale” why it is {{pattern}} all the same, or go on in the template that is recommended.',
    },
  },
  template: {
    help: 'Not sure which one?',
    helpText:
      'Answer questions about the workload, and see which architecture fits and why.',
    helpMe: 'Help me choose',
    continue: 'Continue in “{{template}}”',
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
});
