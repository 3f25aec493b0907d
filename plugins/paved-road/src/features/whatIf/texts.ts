import { defineTexts } from '../../ui/texts/useTexts';

export const whatIfTexts = defineTexts({
  whatIf: {
    title: 'What if',
    help: 'Change the inputs of the result. Nothing is stored, and the page behind stays unchanged.',
    reset: 'Reset',
    resetAll: 'Reset all',
    resetOf: 'Reset {{title}}',
    save: 'Save as new draft',
    saveFailed: 'The draft was not saved',
    failed: 'No result for these values; the last one stays',
    otherModel:
      'The stored result is from model {{before}}, this one from model {{after}}.',
    parts: 'What to change',
    part: {
      workload: 'Workload',
      weights: 'Weights',
      assumptions: 'Assumptions',
    },
    summary: {
      before: 'Stored',
      after: 'What if',
    },
    slider: '{{question}}, slider',
    purchase: 'How always-on instances are bought',
    discount: '{{option}}, {{discount}} off',
    weightsHelp:
      'How much a criterion counts for the fit: 0 ignores it, {{most}} is the maximum. A criterion without a known need has no weight.',
    weightOf: 'Weight of {{criterion}}',
    free: 'At a price of 0, it counts as free.',
    search: 'Search assumptions',
    noneFound: 'No assumption matches.',
    assumptionOf: '{{title}} ({{unit}})',
    problem: {
      weight: 'Use a number from 0 to {{most}}.',
      assumption: 'Use 0 or more.',
    },
  },
});
