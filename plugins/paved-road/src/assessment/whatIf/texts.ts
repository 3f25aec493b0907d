import { defineTexts } from '../../texts/useTexts';

/** Texts of What if. */
export const whatIfTexts = defineTexts({
  whatIf: {
    title: 'What if',
    help: 'Change what the result rests on. Nothing is stored, and the page behind stays as it is.',
    reset: 'Reset',
    resetAll: 'Reset all',
    resetOf: 'Reset {{title}}',
    save: 'Save as new draft',
    saveFailed: 'The draft was not saved',
    failed: 'No result for these values; the last one stays',
    otherModel:
      'The stored result is of model {{before}}, this one of model {{after}}.',
    parts: 'What to change',
    part: {
      workload: 'Workload',
      llm: 'Language model',
      weights: 'Weights',
      assumptions: 'Assumptions',
    },
    summary: {
      before: 'Stored',
      after: 'What if',
      recommendation: 'Recommendation',
      chance: 'Chance that it is right',
      cost: 'Cost a month',
      model: 'Where the model runs',
      application: 'Application',
      withChance: '{{title}}, {{chance}} sure',
      modelCost: 'Model a month',
      modelLatency: 'p95 first token',
      applicationCost: 'Application a month',
      p99: 'p99 latency',
    },
    slider: '{{question}}, slider',
    purchase: 'What is always on is bought',
    discount: '{{option}}, {{discount}} off',
    weightsHelp:
      'What a criterion counts for the fit: 0 ignores it, {{most}} is most. A criterion whose need is not known weighs nothing.',
    weightOf: 'Weight of {{criterion}}',
    search: 'Search assumptions',
    noneFound: 'No assumption has these words.',
    assumptionOf: '{{title}} ({{unit}})',
    problem: {
      weight: 'Use a number from 0 to {{most}}.',
      assumption: 'Use a number from 0 on.',
    },
  },
});
