import { defineTexts } from '../../ui/texts/useTexts';

/** Texts of facts and their numbers. */
export const factsTexts = defineTexts({
  scorecard: {
    fact: {
      known: '{{fact}}: read {{age}} from {{source}}',
      pushed:
        '{{fact}}: as of {{age}}, pushed by {{pusher}}, source as stated: {{source}}',
      asOf: '{{fact}}: as of {{date}} from {{source}}',
      failing: 'the source has not answered since {{since}} ({{reason}})',
      countsUntil: 'counts until {{date}}',
      unknown: '{{fact}}: not known: {{reason}}',
      missing: '{{fact}} is not known',
      needed_one: '{{count}} check needs it',
      needed_other: '{{count}} checks need it',
      tried: 'tried {{age}}',
      notTried: 'not tried yet',
      nextTry: 'next try {{in}}',
      nextTryDue: 'the next try is due',
    },
    facts: {
      title: 'Facts: {{number}}',
      known: '{{number}} known',
      asOf: '{{number}} with a source that does not answer',
      unknown: '{{number}} not known',
    },
    numbers: {
      history: 'History',
      historyOf: 'History of {{fact}}',
      latest: '{{field}} {{value}}',
      failed: 'Its history could not be loaded',
      title: '{{fact}}, last {{count}} days',
      field: 'Number',
      whole: 'Value',
      caption:
        'From {{first}} on {{from}} to {{last}} on {{to}}; lowest {{lowest}}, highest {{highest}}.',
      one: '{{last}} on {{to}}. From the next day on, this chart shows how it develops.',
      showTable: 'Show the numbers by day',
      hideTable: 'Hide the numbers by day',
      table: '{{field}} by day',
      day: 'Day',
      value: 'Value',
      close: 'Close',
    },
  },
});
