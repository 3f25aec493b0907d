import { defineTexts } from '../../texts/useTexts';

/** Texts of what was predicted of the fleet, and what came. */
export const predictionsTexts = defineTexts({
  predictions: {
    introduction:
      'What the advice predicts with measured values, held against what is measured. An error of +50% is half more than predicted.',
    groups: 'Errors by platform and pattern',
    group: 'Platform and pattern',
    groupOf: '{{pattern}} on {{platform}}',
    services_one: '{{count, number}} service',
    services_other: '{{count, number}} services',
    cost: 'Cost',
    latency: 'Latency p95',
    costError: 'Cost: error',
    latencyError: 'Latency p95: error',
    quartiles: '{{median}} ({{from}} to {{to}})',
    alone: '{{median}}',
    legend: {
      predicted: 'as predicted',
      quartiles: 'half of the services',
      median: 'median',
    },
    suggestions: 'Suggested corrections',
    suggestion:
      'Suggested: change “{{title}}” from {{current}} to {{suggested}} {{unit}}',
    neverByItself:
      'Nothing changes by itself: the platform team sets pavedRoad.model.assumptions in its config.',
    noSuggestions:
      'No correction is suggested: it takes eight services of which three quarters err in the same direction.',
    list: 'Services, worst first',
    service: 'Service',
    compared: '{{predicted}} predicted, {{measured}} measured',
    measured: 'Measured',
    filters: 'Filter the predictions',
    platform: 'Platform',
    pattern: 'Pattern',
    any: 'Any',
    found_one: '{{count, number}} service',
    found_other: '{{count, number}} services',
    none: 'No service has both a prediction and a measurement yet.',
    noneMatches: 'No service matches these filters.',
    connect: 'Connect a source',
    export: 'Export CSV',
    exportFile: 'paved-road-predictions-{{date}}.csv',
    exportFailed: 'Could not export the predictions',
  },
});
