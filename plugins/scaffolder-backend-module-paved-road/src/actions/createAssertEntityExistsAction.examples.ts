import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Stop before anything is published if the owner does not exist.',
    example: stringify({
      steps: [
        {
          id: 'checkOwner',
          name: 'Check that the owner exists',
          action: 'pavedRoad:entity:assertExists',
          input: {
            field: 'owner',
            entityRef: '${{ parameters.owner }}',
            kinds: ['Group', 'User'],
          },
        },
      ],
    }),
  },
];
