import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of the results of checks. */
export const checkResultTexts = defineTexts({
  scorecard: {
    state: {
      pass: 'pass',
      fail: 'fail',
      waived: 'waived',
      'not-applicable': 'not applicable',
      unknown: 'unknown',
    },
    kind: '{{kind}} of type {{type}}',
    notCovered: 'No scorecard, because no rule pack selects this {{entity}}.',
    notCoveredPack: '“{{pack}}” selects {{filter}}.',
    fix: 'To fix: {{text}}',
    runTemplate: 'Run the template',
    unknown: 'Could not be evaluated: {{reason}}',
  },
  teams: {
    track: '{{team}}, {{track}}: {{share}} pass',
    trackFailing: '{{team}}, {{track}}: {{share}} pass, {{count, number}} fail',
  },
});
