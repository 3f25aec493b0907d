import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import workspaceDatabaseModule from '@backstage/plugin-scaffolder-backend-module-workspace-database';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/* How docs/install/templates.md says that tasks are recovered. */

const guide = readFileSync(
  path.join(__dirname, '../../../docs/install/templates.md'),
  'utf8',
);
const [, snippet] = guide.match(
  /```yaml title="app-config.yaml"\n(scaffolder:\n {2}taskRecovery:[^]*?)```/,
)!;

describe('the recovery of tasks in production', () => {
  const environment = process.env.NODE_ENV;

  beforeEach(() => {
    Object.assign(process.env, { NODE_ENV: 'production' });
  });

  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: environment });
  });

  function start(config: mockServices.rootConfig.Options['data']) {
    return startTestBackend({
      features: [
        mockServices.rootConfig.factory({ data: config }),
        catalogServiceMock.factory(),
        scaffolderPlugin,
        workspaceDatabaseModule,
      ],
    });
  }

  it('starts with the config of the guide', async () => {
    const backend = await start(parse(snippet));
    await expect(backend.stop()).resolves.toBeUndefined();
  });

  it('does not without the setting that it explains', async () => {
    const config = parse(snippet);
    delete config.scaffolder.taskRecovery.database;
    await expect(start(config)).rejects.toThrow(/workspace/i);
  });
});
