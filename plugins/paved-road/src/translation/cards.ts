/** Texts of what stands on pages of other plugins: the card of an entity, the home page, the search. */
export const cardMessages = {
  entityCard: {
    title: 'Paved road',
    score: '{{score}} of 100',
    pattern: 'Pattern',
    decision: 'Decision',
    none: 'Not decided',
    declared: 'declared: {{pattern}}',
    declaredOnly: '{{pattern}}, as declared',
    notDeclared: 'Not known',
    next: 'Next step to {{level}}',
    open_one: '{{count}} check to go',
    open_other: '{{count}} checks to go',
    top: 'The highest level is reached: no check is in the way of any.',
    notEvaluated: 'It is evaluated with the next scheduled run.',
    scorecardFailed: 'Could not load the scorecard',
    decisionFailed: 'Could not load the decision',
    openScorecard: 'Open the scorecard',
    openArchitecture: 'Open the Architecture tab',
  },
} as const;
