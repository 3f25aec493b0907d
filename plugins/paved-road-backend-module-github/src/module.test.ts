import path from 'node:path';
import { hasRepositoryOn } from '@paved-road/plugin-paved-road-node';
import {
  compileExamples,
  startFactCollectors,
} from '@paved-road/plugin-paved-road-node/testUtils';
import { pavedRoadModuleGithub } from './module';

it('adds the facts of the README, for entities with a repository', async () => {
  const collectors = await startFactCollectors(pavedRoadModuleGithub);
  const filter = hasRepositoryOn({
    annotation: 'github.com/project-slug',
    hosts: ['https://github.com'],
  });
  expect(collectors).toMatchObject([
    { id: 'github', filter },
    { id: 'githubAlerts', filter },
    { id: 'delivery', filter },
  ]);
  const { checks } = compileExamples(
    path.resolve(__dirname, '../README.md'),
    collectors,
  );
  expect(checks).toHaveLength(2);
});
