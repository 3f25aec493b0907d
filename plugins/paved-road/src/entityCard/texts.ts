/** Texts of the card on the overview of an entity. */
export const entityCardTexts = {
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
    warnings_one: 'The catalog asks for {{count}} thing more',
    warnings_other: 'The catalog asks for {{count}} things more',
    scorecardFailed: 'Could not load the scorecard',
    decisionFailed: 'Could not load the decision',
    openScorecard: 'Open the scorecard',
    openArchitecture: 'Open the Architecture tab',
  },
} as const;
