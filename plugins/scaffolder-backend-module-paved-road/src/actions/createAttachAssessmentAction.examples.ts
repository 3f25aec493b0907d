import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Assess the new service with the answers from the form, decided for the pattern of the template.',
    example: stringify({
      steps: [
        {
          id: 'attachAssessment',
          name: 'Attach the assessment',
          action: 'pavedRoad:assessment:attach',
          input: {
            entityRef: '${{ steps.register.output.entityRef }}',
            profile: '${{ parameters.profile }}',
            decision: { pattern: 'monolith' },
          },
        },
      ],
    }),
  },
  {
    description: 'Leave the decision to the owners of the service.',
    example: stringify({
      steps: [
        {
          id: 'attachAssessment',
          name: 'Attach the assessment',
          action: 'pavedRoad:assessment:attach',
          input: {
            entityRef: '${{ steps.register.output.entityRef }}',
            profile: {
              team: { teamSize: 4 },
              workload: { traffic: 'sporadic' },
            },
            waitSeconds: 120,
          },
        },
      ],
    }),
  },
];
