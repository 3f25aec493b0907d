import { defineTexts } from '../../../ui/texts/useTexts';

export const compositionTexts = defineTexts({
  composition: {
    title: 'How the system is built',
    assessed: '{{assessed}} of {{total}} components are assessed.',
    mix: 'Components by pattern',
    languageModels: 'Language models',
    placementMix: 'Components by where their model runs',
    tokenCost:
      '{{mid}}/month ({{low}} to {{high}}) for {{tokens}} tokens, the sum of {{known}} of {{total}} components',
    gateway: 'A gateway for budgets, keys, fallback and logs is due:',
    gatewayReasons: 'Why a gateway is due',
    components: 'Components',
    component: 'Component',
    pattern: 'Pattern',
    status: 'Status',
    level: 'Level',
    stage: 'Stage',
    cost: 'USD/month',
    notAssessed: 'Not assessed',
    assess: 'Assess {{component}}',
    assessShort: 'Assess',
    empty:
      'The catalog has no components for this system. Set spec.system in a component to add it.',
    total: 'Total: {{mid}}/month',
    totalRange:
      '{{low}} to {{high}}, the sum of {{known}} of {{total}} components',
    edges: 'Calls between components',
    edge: '{{source}} calls {{target}}',
    edgeVia: '{{source}} calls {{target}} through {{via}}',
    noEdges: 'The catalog lists no calls between them.',
    risks: 'Shared risks',
    noRisks: 'No shared failure pattern found.',
    affected: 'Affects: {{components}}',
  },
});
