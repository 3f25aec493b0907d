import { defineTexts } from '../../ui/texts/useTexts';

/** Texts in the forms and on the cards of templates. */
export const createTexts = defineTexts({
  create: {
    title: 'Workload',
    introduction:
      'Answer what you know and skip the rest. The key questions usually suffice.',
    builds: {
      monolith:
        'One deployable: domain modules around the AI core, behind boundaries that are checked.',
      microservices:
        'The AI core as a separate service that several services call and that scales independently.',
      serverless:
        'The AI core in a function that events trigger; nothing runs while nothing happens.',
    },
    skipped:
      'No question answered yet: without an answer, the advice is skipped, and the review shows that.',
    unavailable: 'The advice is not available right now',
    unavailableConsequence:
      'You can continue without it: answer what you know here, or on the Architecture tab of the new service.',
    fit: {
      fits: 'This template fits',
      fitsHere: 'Recommended so far: {{pattern}}.',
      hybrid:
        'This template builds the core of the hybrid. Add functions for the background work later, from the template for {{background}}, and note it in “Rationale”.',
      close: 'This template is one of two that fit',
      closeHere:
        '{{winner}} and {{runnerUp}} are both defensible. You can continue here; note in “Rationale” what tipped the scales.',
      open: 'Not enough answers to judge whether this template fits',
      openHere:
        'Answer the questions above first, or continue and explain in “Rationale” why you chose this template.',
      other: 'Better for these answers: {{pattern}}',
      otherHere:
        'To continue with {{pattern}} anyway, explain why in “Rationale”: the decision record needs the reason.',
      otherTemplate: 'Continue in “{{template}}” with all answers',
    },
    name: {
      runs: 'Your runs',
      pattern:
        'The template does not accept this name; see the help for this field.',
    },
    owner: {
      none: 'You may not create services for any group. Ask the platform team, or a member of the group that will own the service.',
      noGroups:
        'The catalog shows you no group, and a group must own the service. Ask the platform team to register one.',
      others:
        'Only groups that you may create services for are listed. For another group, ask one of its members.',
    },
    repository: {
      only: 'Repository: {{place}}',
      nowhere: 'This portal has nowhere to publish a repository',
      nowhereRemedy:
        'Ask the platform team to set credentials under integrations in the config of the portal, for example for GitHub.',
      owner: 'Organisation',
      ownerHelp: 'The organisation, group or user on {{place}}.',
      repo: 'Repository name',
    },
    plan: {
      place: '{{name}}, {{place}}',
      local: "{{name}}, in the portal's default location",
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
      pending: 'The advice is not ready yet. Press Review again in a moment.',
    },
    problem: {
      answer: '“{{question}}”: {{remedy}}',
      choice: '“{{question}}”: choose one of the answers.',
      rationale:
        'The answers recommend {{recommended}}. Explain in “Rationale” why you chose {{pattern}} anyway, or continue in the recommended template.',
    },
  },
  template: {
    help: 'Not sure which one?',
    helpText:
      'Answer questions about the workload, and see which architecture fits and why.',
    helpMe: 'Help me choose',
    details: 'About the template',
    noDescription: 'No description',
    choose: 'Choose',
    chooseOf: 'Choose {{template}}',
  },
});
