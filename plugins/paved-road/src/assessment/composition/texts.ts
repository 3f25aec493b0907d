/** Texts of a system and its parts. */
export const compositionTexts = {
  composition: {
    title: 'How the system is built',
    assessed: '{{assessed}} of {{total}} components are assessed.',
    mix: 'Components by pattern',
    mixEntry: '{{pattern}}: {{components}}',
    components: 'Components',
    component: 'Component',
    pattern: 'Pattern',
    status: 'Status',
    stage: 'Stage',
    confidence: 'Chance that the recommendation is right',
    cost: 'USD a month',
    notAssessed: 'Not assessed',
    assess: 'Assess {{component}}',
    assessShort: 'Assess',
    empty:
      'The catalog knows no components of this system. A component belongs to it by spec.system.',
    total: 'Total: {{mid}} a month',
    totalRange:
      '{{low}} to {{high}}, the sum of {{known}} of {{total}} components',
    edges: 'Calls between components',
    edge: '{{source}} calls {{target}}',
    edgeVia: '{{source}} calls {{target}} through {{via}}',
    noEdges: 'The catalog tells of no call between them.',
    risks: 'Risks that they share',
    noRisks: 'They share no known failure pattern.',
    affected: 'Concerns: {{components}}',
  },
} as const;
