import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Publish only services on the paved road, with the assessment that is attached later.',
    example: stringify({
      steps: [
        {
          id: 'checkGate',
          name: 'Check that it is on the paved road',
          action: 'pavedRoad:gate:check',
          input: {
            minLevel: 'silver',
            profile: '${{ parameters.profile }}',
            decision: { pattern: 'monolith' },
          },
        },
      ],
    }),
  },
];
