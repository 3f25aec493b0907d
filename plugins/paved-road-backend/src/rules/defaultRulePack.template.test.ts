import { createMockDirectory } from '@backstage/backend-test-utils';
import { cpSync } from 'node:fs';
import path from 'node:path';
import {
  createAiService,
  evaluateByDefault,
  projectFolder,
  readRepository,
} from '../__testUtils__/defaultRulePack';

const directory = createMockDirectory();

describe('default rule pack', () => {
  it.each(['github', 'gitlab'])(
    'gives a new service from the template silver on its first day, on %s',
    async forge => {
      const template = path.join(projectFolder, 'templates/ai-monolith');
      for (const part of ['content', `pipelines/${forge}`]) {
        cpSync(path.join(template, part), directory.resolve(forge), {
          recursive: true,
        });
      }
      directory.addContent({
        [`${forge}/docs/decisions/0001-architecture.md`]: '# Monolith',
      });
      const entity = createAiService(
        {
          'paved-road.io/pattern': 'monolith',
          'backstage.io/source-location':
            'url:https://git.example.com/parcels/',
          'backstage.io/techdocs-ref': 'dir:.',
        },
        {
          spec: { type: 'ai-service', lifecycle: 'experimental' },
          relations: [
            { type: 'ownedBy', targetRef: 'group:default/parcels' },
            { type: 'providesApi', targetRef: 'api:default/parcels' },
            { type: 'dependsOn', targetRef: 'resource:default/parcels' },
          ],
        },
      );
      entity.metadata.description = 'Answers questions about parcels';
      const evaluation = evaluateByDefault(
        entity,
        await readRepository(directory.resolve(forge)),
        {
          id: 'first',
          status: 'draft',
          pattern: 'monolith',
          recommendedPattern: 'monolith',
          stage: 'mvp',
          modelVersion: '1.0.0',
          author: 'user:default/sam.owner',
          createdAt: '2026-11-25T10:00:00Z',
          updatedAt: '2026-11-25T10:00:00Z',
          stale: [],
          highRisks: [],
        },
      );
      expect(evaluation.level).toBe('silver');
      expect(
        evaluation.results
          .filter(({ state }) => state === 'fail' || state === 'unknown')
          .map(({ checkId }) => checkId),
      ).toEqual([
        'part-of-system',
        'code-owners',
        'decision-approved',
        'dependency-updates',
        'has-security-policy',
        'has-license',
      ]);
    },
  );
});
