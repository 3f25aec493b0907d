import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Stop before anything is published when the name is taken.',
    example: stringify({
      steps: [
        {
          id: 'checkName',
          name: 'Check that the name is free',
          action: 'pavedRoad:entity:assertNew',
          input: {
            entityRefs: ['component:default/${{ parameters.name }}'],
          },
        },
      ],
    }),
  },
];
