import { createMockDirectory } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { DemoPortal, Person } from './__testUtils__/DemoPortal';
import { dryRunTemplate } from './__testUtils__/dryRunTemplate';

const place = (host: string) => ({
  place: host.split('.')[0],
  url: `${host}?owner=northwind&repo=fraud`,
});
const most = {
  owner: 'group:default/support-intelligence',
  description: `Sorts "tickets": it's #1, {{ fast }}, \${{ values.name }} & <b>cheap</b> \\ yes`,
  system: 'system:default/support-desk',
  repository: place('github.com'),
};
const gitlab = { repository: place('gitlab.com') };

const directory = createMockDirectory();
let paula: Person;
let url: string;

beforeAll(async () => {
  directory.setContent({ work: {}, repositories: {} });
  const portal = await DemoPortal.start({
    repositories: directory.resolve('repositories'),
    workingDirectory: directory.resolve('work'),
  });
  url = portal.url;
  paula = await portal.signIn('user:default/paula.platform');
});

/**
 * The files that a template generates without the parameters `language` and `ai`: their number, and the start of the checksum of
 * their names and contents. A change of what a template generates in TypeScript changes its checksums, no other change does.
 */
describe.each([
  ['ai-monolith', {}, '127 08ae2ca12f02263e'],
  ['ai-monolith', { ...most, port: 9090 }, '127 8ce3bb1b5434e843'],
  ['ai-monolith', gitlab, '127 afead0286ca3bc94'],
  ['ai-microservice', {}, '139 9b934e03d169baf2'],
  [
    'ai-microservice',
    { ...most, port: 9090, autoscaling: 'keda' },
    '140 16c9ee865fcb3f7a',
  ],
  [
    'ai-microservice',
    { ...gitlab, autoscaling: 'none' },
    '139 1b856784c1200234',
  ],
  ['ai-serverless', {}, '129 988bc62a0df83d8b'],
  [
    'ai-serverless',
    { ...most, region: 'eu-west-3', concurrency: 'provisioned' },
    '129 be86d0e29e86ab24',
  ],
  ['ai-serverless', gitlab, '129 ac2e16793879678f'],
])('%s with %j', (template, values, checksum) => {
  it.each([{}, { language: 'typescript', ai: 'classifier' }])(
    'generates the same files with %j',
    async choice => {
      const files = await dryRunTemplate(paula, template, {
        name: 'fraud-check',
        owner: 'support-intelligence',
        description: 'Tells fraud from honest payments',
        ...values,
        ...choice,
      });
      const hash = createHash('sha256');
      for (const [path, text] of [...files].sort()) {
        // What differs with each run: the port of the portal, the id of the assessment, the day of the record.
        const same = text
          .replaceAll(url, 'http://portal')
          .replace(/(assessment-id: ).*/, '$1')
          .replace(/^date: .*/m, '');
        hash.update(`${path}\0${same}\0`);
      }
      expect(`${files.size} ${hash.digest('hex').slice(0, 16)}`).toBe(checksum);
    },
  );
});
