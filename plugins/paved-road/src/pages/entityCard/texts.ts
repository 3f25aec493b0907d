import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of the card on the overview of an entity. */
export const entityCardTexts = defineTexts({
  entityCard: {
    title: 'Paved road',
    score: '{{score}} of 100',
    pattern: 'Pattern',
    decision: 'Decision',
    none: 'Not decided',
    declared: 'declared: {{pattern}}',
    declaredOnly: '{{pattern}}, as declared',
    notDeclared: 'Not known',
    next: 'Blocks {{level}}',
    others: '{{number}} more',
    top: 'Nothing blocks a level.',
    notEvaluated: 'The next scheduled run evaluates it.',
    warnings_one: 'The catalog warns of {{count}} problem',
    warnings_other: 'The catalog warns of {{count}} problems',
    scorecardFailed: 'Could not load the scorecard',
    decisionFailed: 'Could not load the decision',
    openScorecard: 'Open the scorecard',
    openArchitecture: 'Open the Architecture tab',
  },
});
