import { defineTexts } from '../../ui/texts/useTexts';

export const factsTexts = defineTexts({
  scorecard: {
    fact: {
      known: '{{fact}}: read {{age}} from {{source}}',
      pushed:
        '{{fact}}: as of {{age}}, pushed by {{pusher}}, source as stated: {{source}}',
      asOf: '{{fact}}: as of {{date}} from {{source}}',
      failing: 'no answer since {{since}} ({{reason}})',
      countsUntil: 'counts until {{date}}',
      unknown: '{{fact}}: {{reason}}',
      tried: 'tried {{age}}',
      notTried: 'not tried yet',
      nextTry: 'next try {{in}}',
      nextTryDue: 'the next try is due',
    },
    facts: {
      title: 'Facts: {{number}}',
      known: '{{number}} known',
      asOf: '{{number}} without an answer',
      unknown: '{{number}} unknown',
    },
    numbers: {
      history: 'History',
      historyOf: 'History of {{fact}}',
      latest: '{{field}} {{value}}',
      failed: 'Could not load the history',
      title: '{{fact}}, last {{count}} days',
      field: 'Number',
      whole: 'Value',
      caption:
        'From {{first}} on {{from}} to {{last}} on {{to}}; lowest {{lowest}}, highest {{highest}}.',
      one: '{{last}} on {{to}}. The chart starts the next day.',
      table: '{{field}} by day',
      day: 'Day',
      value: 'Value',
    },
  },
});
