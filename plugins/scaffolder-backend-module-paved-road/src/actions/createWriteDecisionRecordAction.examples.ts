import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Write what was decided, and why, beside the code.',
    example: stringify({
      steps: [
        {
          id: 'writeDecisionRecord',
          name: 'Write the decision record',
          action: 'pavedRoad:decisionRecord:write',
          input: {
            entityRef: 'component:default/${{ parameters.name }}',
            path: 'docs/decisions/0001-architecture.md',
            profile: '${{ parameters.profile }}',
            decision: {
              pattern: 'monolith',
              rationale: '${{ parameters.rationale }}',
            },
          },
        },
      ],
    }),
  },
];
