import path from 'node:path';
import { hasRepositoryOn } from '@paved-road/plugin-paved-road-node';
import {
  compileExamples,
  startFactCollectors,
} from '@paved-road/plugin-paved-road-node/testUtils';
import { pavedRoadModuleGitlab } from './module';

it('adds the facts of the README, for entities with a repository', async () => {
  const collectors = await startFactCollectors(pavedRoadModuleGitlab);
  const filter = hasRepositoryOn({
    annotation: 'gitlab.com/project-slug',
    hosts: ['https://gitlab.com'],
  });
  expect(collectors).toMatchObject([
    { id: 'gitlab', filter },
    { id: 'delivery', filter },
  ]);
  const { checks } = compileExamples(
    path.resolve(__dirname, '../README.md'),
    collectors,
  );
  expect(checks).toHaveLength(2);
});
