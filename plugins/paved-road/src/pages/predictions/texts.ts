import { defineTexts } from '../../ui/texts/useTexts';

/** Texts about predictions compared with measurements. */
export const predictionsTexts = defineTexts({
  predictions: {
    introduction:
      'How far predictions were off, using measured inputs. +50%: reality is 1.5 times the prediction.',
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
      'Nothing changes automatically: the platform team sets pavedRoad.model.assumptions in its config.',
    noSuggestions:
      'No corrections yet. We suggest one when 6 of 8 services err the same way.',
    list: 'Services, worst first',
    service: 'Service',
    compared: '{{predicted}} predicted, {{measured}} measured',
    measured: 'Measured',
    filters: 'Filter the predictions',
    platform: 'Platform',
    pattern: 'Pattern',
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
