import { defineTexts } from '../../ui/texts/useTexts';

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
    notCovered: 'No rule pack selects this {{entity}}.',
    notCoveredPack: '“{{pack}}” selects {{filter}}.',
    fix: 'To fix: {{text}}',
    runTemplate: 'Run the template',
    unknown: 'Unknown: {{reason}}',
    lost: {
      on: 'lost {{level}} on {{date}}',
      because: 'lost {{level}} on {{date}}: {{cause}}',
      check: '{{check}} fails',
      draft: 'assessment reopened',
      submitted: 'assessment waits for review',
      approved: 'assessment approved',
      rejected: 'assessment rejected',
      withdrawn: 'assessment withdrawn',
    },
    changes: {
      cause: {
        entity: 'a change in the catalog',
        relations: 'a changed relation',
        assessment: 'the assessment',
        facts: 'new facts',
        waivers: 'a waiver that began or ended',
        rules: 'new rules',
        time: 'a date that passed',
      },
    },
  },
  teams: {
    track: '{{team}}, {{track}}: {{share}} pass',
    trackFailing: '{{team}}, {{track}}: {{share}} pass, {{count, number}} fail',
  },
});
