import { createMockDirectory } from '@backstage/backend-test-utils';
import path from 'node:path';
import { kustomizeBuild } from './kubernetes/kustomize';
import { policyFindings } from './kubernetes/policyFindings';
import { schemaFindings } from './kubernetes/schemaFindings';
import { dependencyFindings } from './repository/dependencyFindings';
import { fileFindings, navigationFindings } from './repository/fileFindings';
import { leftovers } from './repository/leftovers';
import { openApiFindings } from './repository/openApiFindings';
import { sbomFindings } from './repository/sbomFindings';
import { workflowFindings } from './repository/workflowFindings';
import { deploymentFindings } from './serverless/deploymentFindings';
import { describeImage } from './testing/describeImage';
import { describePython } from './testing/describePython';
import { expectToBoundModels, expectToDraft } from './testing/drafting';
import { InstalledService } from './testing/InstalledService';
import { installsTemplate } from './testing/installsTemplate';
import { DemoPortal, runTemplate } from './testing/portal';
import { PythonService } from './testing/PythonService';
import {
  awkwardDescription,
  awkwardValues,
  awkwardWord,
} from './testing/variants';

const directory = createMockDirectory();
const repositories = directory.resolve('repositories');
let portal: DemoPortal;

beforeAll(async () => {
  directory.setContent({ work: {} });
  portal = await DemoPortal.start({
    repositories,
    workingDirectory: directory.resolve('work'),
  });
});

// In CI it would stay, with all packages in it.
afterAll(async () => {
  await DemoPortal.stop();
  directory.remove();
});

const describeDeployment = {
  'ai-microservice': (service: InstalledService) => {
    describeImage(service);
    it.each(['staging', 'production'])('deploys to %s', async overlay => {
      const resources = await kustomizeBuild(
        path.join(service.directory, 'deploy/overlays', overlay),
      );
      expect(await schemaFindings(resources)).toEqual([]);
      expect(policyFindings(resources)).toEqual([]);
    });
  },
  'ai-monolith': describeImage,
  'ai-serverless': (service: InstalledService) => {
    it('deploys to AWS', async () => {
      expect(await deploymentFindings(service)).toEqual([]);
    });
  },
};
const calls = { 'bounds its models': expectToBoundModels };

describe.each(
  (['ai-microservice', 'ai-monolith', 'ai-serverless'] as const).flatMap(
    template =>
      (['typescript', 'python'] as const).map(language => ({
        template,
        language,
      })),
  ),
)('a language model in $template, $language', ({ template, language }) => {
  const name = `${template}-${language}-drafts`;
  const Service = language === 'python' ? PythonService : InstalledService;
  const service = new Service(path.join(repositories, name));

  it('is generated', async () => {
    const sam = await portal.signIn('user:default/sam.owner');
    const { status, log } = await runTemplate(
      sam,
      `template:default/${template}`,
      {
        ...awkwardValues,
        name,
        language,
        ai: 'language-model',
        fallbackModel: 'mistral/mistral-small-2603',
        instructions: awkwardDescription,
      },
    );
    expect([status, log]).toEqual(['completed', expect.anything()]);
    expect(await leftovers(service, awkwardWord)).toEqual([]);
    expect(service.read('ai/prompts/draft.md')).toContain(awkwardDescription);
  });

  it('has files that can be read and that lead to each other', async () => {
    expect(await fileFindings(service)).toEqual([]);
    expect(await navigationFindings(service)).toEqual([]);
    expect(await openApiFindings(service.readJson('openapi.json'))).toEqual([]);
    const workflows = (await service.files()).filter(file =>
      file.startsWith('.github/workflows/'),
    );
    expect(workflows).toContain('.github/workflows/ci.yml');
    for (const file of workflows) {
      expect(await workflowFindings(file, service.read(file))).toEqual([]);
    }
  });

  describeDeployment[template](service);

  if (!installsTemplate(template, language)) {
    return;
  }
  if (service instanceof PythonService) {
    describePython(template, [{ title: 'Python', service }], {
      makeTargets: template === 'ai-serverless' ? ['package', 'invoke'] : [],
      packages: ['fastapi', 'httpx'],
      expectToServe: expectToDraft,
      calls,
    });
    return;
  }

  it('passes its checks', async () => {
    await service.npm('ci', '--prefer-offline', '--no-audit', '--no-fund');
    expect(dependencyFindings(service.readJson('package-lock.json'))).toEqual(
      [],
    );
    const report = await service.npm('run', 'check');
    expect(report).toMatch(/ℹ pass [1-9]/);
    for (const state of ['fail', 'cancelled', 'skipped', 'todo']) {
      expect(report).toMatch(new RegExp(`ℹ ${state} 0\n`));
    }
    expect(report).toMatch(/drafts pass .* passed$/m);
    await service.npm('run', 'openapi', '--', '--check');
    await service.npm('run', 'sbom');
    expect(await sbomFindings(service.read('sbom.cdx.json'))).toEqual([]);
  });

  it('runs without a key, drafts and stops', () => expectToDraft(service));

  it.each(Object.entries(calls))('%s', (_, expectTo) => expectTo(service));

  if (template === 'ai-serverless') {
    it('answers on Lambda', async () => {
      await service.npm('run', 'package');
      expect(service.has('dist/lambda/ai/prompts/draft.md')).toBe(true);
      const answers = await service.npm(
        ...['run', '--silent', 'invoke', '--', 'events/draft.json'],
      );
      expect(answers).toContain('"statusCode": 200');
    });
  }

  it('has no change', async () => {
    expect(await service.changes()).toEqual([]);
  });
});
