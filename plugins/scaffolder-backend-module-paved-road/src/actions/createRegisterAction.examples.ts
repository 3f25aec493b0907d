import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Register what was published.',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Register in the catalog',
          action: 'pavedRoad:catalog:register',
          input: {
            catalogInfoUrl:
              '${{ steps.publish.output.repoContentsUrl }}/catalog-info.yaml',
          },
        },
      ],
    }),
  },
];
