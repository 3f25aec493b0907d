import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { Scorecard } from '@paved-road/plugin-paved-road-common';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse, parseAllDocuments } from 'yaml';
import { dependencyFindings } from '../repository/dependencyFindings';
import { fileFindings, navigationFindings } from '../repository/fileFindings';
import { gitlabFindings } from '../repository/gitlabFindings';
import { leftovers } from '../repository/leftovers';
import { openApiFindings } from '../repository/openApiFindings';
import { sbomFindings } from '../repository/sbomFindings';
import { workflowFindings } from '../repository/workflowFindings';
import { describePython } from './describePython';
import { InstalledService } from './InstalledService';
import { installsTemplate, TemplateName } from './installsTemplate';
import {
  assertValidEntity,
  DemoPortal,
  dryRunTemplate,
  Person,
  runTemplate,
} from './portal';
import { PythonService } from './PythonService';
import { expectToServe, expectToServeWithModelElsewhere } from './serving';
import { awkwardWord, Variant } from './variants';

export interface TemplateProof {
  /** Of the first one, packages are installed and all commands run; the others take its packages over. All are generated in Python, too. */
  variants: [Variant, ...Variant[]];
  /** Tests of the files that are deployed; they install nothing. */
  describeDeployment: (service: InstalledService, variant: Variant) => void;
  /** Tests of commands that only this template has. */
  describeCommands?: (service: InstalledService) => void;
  /** Targets of the Makefile that only this template has. */
  makeTargets?: string[];
}

/** What a template cannot settle: somebody else approves, and only the form knows of systems and risks. */
const leftToPeople = [
  'decision-approved: fail',
  'no-high-risk: fail',
  'part-of-system: fail',
];

/** Runs a template with each of the variants, and all that its developers and its pipeline would run. */
export function describeTemplate(
  template: TemplateName,
  {
    variants,
    describeDeployment,
    describeCommands,
    makeTargets = [],
  }: TemplateProof,
): void {
  const directory = createMockDirectory();
  const repositories = directory.resolve('repositories');
  const services = variants.map(({ values }) => ({
    name: String(values.name),
    service: new InstalledService(path.join(repositories, String(values.name))),
  }));
  const pythonServices = variants.map(
    ({
      title,
      values,
    }): Variant & {
      service: PythonService;
    } => {
      // Another first letter: the template shortens long names to name a queue.
      const name = `p${String(values.name).slice(1)}`;
      return {
        title: `Python, ${title}`,
        values: { ...values, name, language: 'python' },
        service: new PythonService(path.join(repositories, name)),
      };
    },
  );
  let portal: DemoPortal;
  let sam: Person;

  beforeAll(async () => {
    directory.setContent({ work: {} });
    portal = await DemoPortal.start({
      repositories,
      workingDirectory: directory.resolve('work'),
    });
    sam = await portal.signIn('user:default/sam.owner');
  });

  // In CI it would stay, with all packages in it.
  afterAll(async () => {
    await DemoPortal.stop();
    directory.remove();
  });

  describe.each([
    ...variants.map((variant, index) => ({
      variant,
      service: services[index].service,
    })),
    ...pythonServices.map(({ service, ...variant }) => ({ variant, service })),
  ])(`${template}, $variant.title`, ({ variant, service }) => {
    const name = String(variant.values.name);
    const description = String(variant.values.description);

    it('is generated', async () => {
      const { status, log } = await runTemplate(
        sam,
        `template:default/${template}`,
        variant.values,
      );
      if (status !== 'completed') {
        throw new Error(`The template ended with "${status}": ${log}`);
      }
      expect(await service.log()).toHaveLength(1);
      expect(await leftovers(service, awkwardWord)).toEqual([]);
      expect(parse(service.read('mkdocs.yml'))).toMatchObject({
        site_name: name,
        site_description: description,
      });
    });

    it('has files that can be read and that lead to each other', async () => {
      expect(await fileFindings(service)).toEqual([]);
      expect(await navigationFindings(service)).toEqual([]);
    });

    it('has entities that the catalog takes', async () => {
      const entities: Entity[] = parseAllDocuments(
        service.read('catalog-info.yaml'),
      ).map(document => document.toJS());
      for (const entity of entities) {
        await expect(
          assertValidEntity(withDefinition(entity, service)),
        ).resolves.toBeUndefined();
      }
    });

    it('has an OpenAPI document', async () => {
      expect(await openApiFindings(service.readJson('openapi.json'))).toEqual(
        [],
      );
    });

    it('has workflows without findings', async () => {
      const workflows = (await service.files()).filter(file =>
        /^\.github\/workflows\/.*\.ya?ml$/.test(file),
      );
      expect(workflows).not.toEqual([]);
      for (const workflow of workflows) {
        expect(
          await workflowFindings(workflow, service.read(workflow)),
        ).toEqual([]);
      }
    });

    describeDeployment(service, variant);

    it('arrives at silver or better, without waivers', async () => {
      const { level, results } = await untilRated(sam, name);
      const open = results
        .filter(({ state }) => !['pass', 'not-applicable'].includes(state))
        .map(({ checkId, state }) => `${checkId}: ${state}`);
      expect({
        level,
        open: open.filter(check => !leftToPeople.includes(check)),
      }).toEqual({
        level: expect.stringMatching(/^(silver|gold)$/),
        open: [],
      });
    });
  });

  it.each(['typescript', 'python'])(
    'has a pipeline for GitLab in %s',
    async language => {
      const paula = await portal.signIn('user:default/paula.platform');
      const files = await dryRunTemplate(paula, template, {
        ...variants[0].values,
        language,
        name: 'fraud',
        repository: {
          place: 'gitlab',
          url: 'gitlab.com?owner=northwind&repo=fraud',
        },
      });
      const pipeline = [...files.keys()].filter(file =>
        /^\.gitlab(-ci\.yml|\/ci\/.*)$/.test(file),
      );
      expect(pipeline).toContain('.gitlab-ci.yml');
      expect(gitlabFindings(pipeline.map(file => files.get(file)!))).toEqual(
        [],
      );
      expect([...files.keys()].join('\n')).not.toContain('.github');
    },
  );

  if (installsTemplate(template, 'python')) {
    describePython(template, pythonServices, {
      makeTargets,
      packages: ['fastapi', 'onnxruntime'],
      expectToServe,
      calls: {
        'is not ready before its model is, wherever that runs':
          expectToServeWithModelElsewhere,
      },
    });
  }
  if (!installsTemplate(template, 'typescript')) {
    return;
  }
  const [{ service: first }, ...others] = services;

  describe(`${template}, ${variants[0].title}, installed`, () => {
    beforeEach(() => first.assertGenerated());

    it('npm ci', async () => {
      // Scripts of packages would run with all rights, so it has to work without them.
      await first.npm(
        'ci',
        '--ignore-scripts',
        '--prefer-offline',
        '--no-audit',
        '--no-fund',
      );
    });

    it('npm ci names the Node.js that it needs, if it is another one', async () => {
      directory.addContent({
        'other-node': {
          '.npmrc': first.read('.npmrc'),
          'package.json': JSON.stringify({
            ...first.readJson('package.json'),
            engines: { node: '>=99.0.0' },
          }),
          'package-lock.json': first.read('package-lock.json'),
        },
      });
      const elsewhere = new InstalledService(directory.resolve('other-node'));
      await expect(elsewhere.npm('ci', '--prefer-offline')).rejects.toThrow(
        /EBADENGINE[^]*Required: \{"node":">=99\.0\.0"\}/,
      );
    });

    it('has only dependencies that the policy lets in', () => {
      expect(dependencyFindings(first.readJson('package-lock.json'))).toEqual(
        [],
      );
    });

    it.each(['lint', 'types', 'boundaries', 'evaluate'])(
      'npm run %s',
      async script => {
        await first.npm('run', script);
      },
    );

    it('npm test', async () => {
      const report = await first.npm('test');
      expect(report).toMatch(/ℹ pass [1-9]/);
      for (const state of ['fail', 'cancelled', 'skipped', 'todo']) {
        expect(report).toMatch(new RegExp(`ℹ ${state} 0\n`));
      }
    });

    it('npm run openapi -- --check', async () => {
      await first.npm('run', 'openapi', '--', '--check');
    });

    it('npm run sbom', async () => {
      await first.npm('run', 'sbom');
      const sbom = first.read('sbom.cdx.json');
      expect(await sbomFindings(sbom)).toEqual([]);
      expect(JSON.parse(sbom).components).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'fastify' }),
          expect.objectContaining({ name: 'onnxruntime-node' }),
        ]),
      );
    });

    describeCommands?.(first);

    it('runs, answers and stops', () => expectToServe(first));

    it('is not ready before its model is, wherever that runs', () =>
      expectToServeWithModelElsewhere(first));

    it('has no change', async () => {
      expect(await first.changes()).toEqual([]);
    });
  });

  describe.each(
    others.map(({ service }, index) => ({
      service,
      title: variants[index + 1].title,
      // The packages were in the one before.
      previous: services[index].service,
    })),
  )(`${template}, $title, installed`, ({ service, previous }) => {
    beforeEach(() => service.assertGenerated());

    it('takes the same packages over', () => {
      const listPackages = (one: InstalledService) => {
        const { name, ...lock } = one.readJson('package-lock.json');
        const { '': root, ...packages } = lock.packages;
        return { ...lock, packages, root: { ...root, name: '' } };
      };
      expect(listPackages(service)).toEqual(listPackages(first));
      service.takePackages(previous);
    });

    it('npm run lint', async () => {
      await service.npm('run', 'lint');
    });

    it('npm run openapi -- --check', async () => {
      await service.npm('run', 'openapi', '--', '--check');
    });

    it('runs, answers and stops', () => expectToServe(service));

    it('has no change', async () => {
      expect(await service.changes()).toEqual([]);
    });
  });
}

/** An entity with the document in the place of its reference, as the catalog reads it. */
function withDefinition(entity: Entity, service: InstalledService): Entity {
  const { $text } = (entity.spec?.definition ?? {}) as { $text?: string };
  return $text
    ? { ...entity, spec: { ...entity.spec, definition: service.read($text) } }
    : entity;
}

/** The scorecard of a service, once its repository has been read. */
async function untilRated(person: Person, name: string): Promise<Scorecard> {
  const url = `/api/paved-road/entities/component/default/${name}/scorecard`;
  const end = Date.now() + 60_000;
  for (;;) {
    const { status, body } = await person.post(url, {});
    const isDone =
      status < 300 &&
      (body as Scorecard).results.every(({ state }) => state !== 'unknown');
    if (isDone || Date.now() > end) {
      return body;
    }
    await sleep(500);
  }
}
