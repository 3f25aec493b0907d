import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import fs from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import {
  DemoPortal,
  FinishedTask,
  Person,
  runTemplate,
} from './__testUtils__/DemoPortal';
import { templateFolder } from './__testUtils__/ExampleCatalog';
import { GeneratedService } from './__testUtils__/GeneratedService';

const directory = createMockDirectory();
const repositories = directory.resolve('repositories');

const templateRef = 'template:default/ai-monolith';
const name = 'parcel-questions';
const entityRef = `component:default/${name}`;
/** What YAML, JSON, Markdown and the template language might take for their own. */
const description = `Sorts "tickets": it's #1, {{ fast }}, \${{ values.name }} & <b>cheap</b> \\ yes`;

const service = new GeneratedService(path.join(repositories, name));

let portal: DemoPortal;
let sam: Person;

beforeAll(async () => {
  directory.setContent({ work: {} });
  portal = await DemoPortal.start({
    repositories,
    workingDirectory: directory.resolve('work'),
  });
  sam = await portal.signIn('user:default/sam.owner');
}, 60_000);

describe('service from the monolith template', () => {
  let task: FinishedTask;

  beforeAll(async () => {
    task = await runTemplate(sam, templateRef, {
      name,
      owner: 'group:default/support-intelligence',
      description,
      system: 'system:default/support-desk',
      profile: {
        team: { parallelTeams: 1, teamSize: 4, devopsMaturity: null },
        product: { driver: 'time-to-market' },
      },
      rationale: 'One team builds it',
    });
  }, 60_000);

  it('is made', () => {
    expect([task.status, task.log]).toEqual(['completed', expect.anything()]);
    expect(task.output).toEqual({
      links: [
        {
          title: 'Architecture',
          icon: 'docs',
          url: `/catalog/default/component/${name}/architecture`,
        },
        { title: 'Catalog entity', icon: 'catalog', entityRef },
        {
          title: 'Repository',
          url: expect.stringMatching(
            /^http:.*\/api\/demo-repositories\/parcel-questions$/,
          ),
        },
      ],
    });
  });

  it('is a git repository with one commit', async () => {
    const log = await service.log();
    expect(log).toHaveLength(1);
    expect(log[0].commit.author.name).toBe('Sam Owner');
    expect(await service.files()).toEqual(
      expect.arrayContaining([
        '.github/workflows/ci.yml',
        'Dockerfile',
        'docs/decisions/0001-architecture.md',
        'model/classifier.onnx',
        'package-lock.json',
      ]),
    );
  });

  it('has all values filled in, and what only looks like one left as it is', async () => {
    const isUnrendered = (file: string) =>
      /\$\{\{ \(?values\.|\{%/.test(
        service.read(file).replaceAll('${{ values.name }} & <b>', ''),
      );
    expect((await service.files()).filter(isUnrendered)).toEqual([]);
    expect(service.read('.github/workflows/ci.yml')).toContain(
      '${{ github.ref }}',
    );
    expect(JSON.parse(service.read('package.json'))).toMatchObject({
      name,
      description,
    });
    expect(parse(service.read('mkdocs.yml')).site_description).toBe(
      description,
    );
    const template = path.join(templateFolder, 'ai-monolith/content/model');
    expect(
      fs
        .readFileSync(path.join(service.directory, 'model/classifier.onnx'))
        .equals(fs.readFileSync(path.join(template, 'classifier.onnx'))),
    ).toBe(true);
  });

  it('carries the decision record', () => {
    const record = service.read('docs/decisions/0001-architecture.md');
    expect(record).toMatch(/^---\nstatus: proposed\n/);
    expect(record).toContain('user:default/sam.owner');
    expect(record).toContain('One team builds it');
    expect(record).toContain('People on the application: 4 people');
  });

  it('is in the catalog with its API and its model', async () => {
    const documents = parseAllDocuments(service.read('catalog-info.yaml'));
    const kinds = documents.map(document => document.toJS().kind);
    expect(kinds).toEqual(['Component', 'Resource', 'API']);

    const entityOf = async (kind: string): Promise<Entity> =>
      (await sam.get(`/api/catalog/entities/by-name/${kind}/default/${name}`))
        .body;
    const component = await entityOf('component');
    expect(component).toMatchObject({
      metadata: {
        description,
        annotations: {
          'paved-road.io/pattern': 'monolith',
          'paved-road.io/template': 'ai-monolith',
          'backstage.io/managed-by-location': `file:${service.directory}/catalog-info.yaml`,
        },
      },
      spec: { type: 'ai-service', lifecycle: 'experimental' },
    });
    expect(component.relations).toEqual(
      expect.arrayContaining([
        {
          type: 'ownedBy',
          targetRef: 'group:default/support-intelligence',
        },
        { type: 'partOf', targetRef: 'system:default/support-desk' },
        { type: 'providesApi', targetRef: `api:default/${name}` },
        { type: 'dependsOn', targetRef: `resource:default/${name}` },
      ]),
    );
    expect((await entityOf('api')).spec?.type).toBe('openapi');
    expect((await entityOf('resource')).spec?.type).toBe('ai-model');

    const links = component.metadata.links ?? [];
    expect(links.map(link => link.type)).toEqual([
      'runbook',
      'dashboard',
      'decision-record',
      'model-card',
    ]);
    for (const { url } of links) {
      const { pathname } = new URL(url);
      expect([pathname, (await portal.visit(pathname)).status]).toEqual([
        pathname,
        200,
      ]);
    }
  });

  it('has a draft of its assessment, by whom it was made', async () => {
    const { body } = await sam.get(
      `/api/paved-road/entities/component/default/${name}/assessments`,
    );
    expect(body.items).toEqual([
      expect.objectContaining({
        status: 'draft',
        author: 'user:default/sam.owner',
        profile: {
          team: { parallelTeams: 1, teamSize: 4 },
          product: { driver: 'time-to-market' },
        },
        decision: { pattern: 'monolith', rationale: 'One team builds it' },
      }),
    ]);
  });

  it('cannot be made a second time', async () => {
    const again = await runTemplate(sam, templateRef, {
      name,
      owner: 'support-intelligence',
      description: 'The same name once more',
    });
    expect(again.status).toBe('failed');
    expect(again.log).toContain(
      `The catalog already has ${entityRef} and api:default/${name} and resource:default/${name}; choose another name`,
    );
  });

  it.each([
    ['refused', { name: 'Parcel_Questions' }, 'name'],
    ['refused', { name: `a${'b'.repeat(63)}` }, 'name'],
    ['refused', { profile: { team: { teamSize: 0 } } }, 'teamSize'],
    ['refused', { profile: { workload: { colour: 'red' } } }, 'colour'],
    ['failed', { owner: 'group:default/nobody' }, 'group:default/nobody'],
  ])(
    'is %s for %j, before anything is published',
    async (status, wrong, reason) => {
      const published = fs.readdirSync(repositories);
      const result = await runTemplate(sam, templateRef, {
        name: 'parcel-answers',
        owner: 'support-intelligence',
        description: 'Answers questions about parcels',
        ...wrong,
      });
      expect(result).toMatchObject({
        status,
        log: expect.stringContaining(reason),
      });
      expect(fs.readdirSync(repositories)).toEqual(published);
    },
  );

  it('needs no more than a name, an owner and a description', async () => {
    const result = await runTemplate(sam, templateRef, {
      name: 'b'.repeat(63),
      owner: 'support-intelligence',
      description: 'Answers questions about parcels',
    });
    expect([result.status, result.log]).toEqual([
      'completed',
      expect.anything(),
    ]);
  }, 60_000);

  it('installs from the registry alone, passes its tests and answers', async () => {
    const lock = JSON.parse(service.read('package-lock.json'));
    const packages = Object.entries<Record<string, unknown>>(lock.packages);
    expect(
      packages.filter(([at, { integrity }]) => at !== '' && !integrity),
    ).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved)).toEqual([]);

    await service.npm('ci', '--no-audit', '--no-fund', '--prefer-offline');
    expect(await service.npm('test')).toMatch(/ fail 0\n/);
    expect(await service.changes()).toEqual([]);
    expect(
      await service.classify('I was charged twice for March'),
    ).toMatchObject({ queue: 'billing', model: { name: 'ticket-router' } });
  }, 170_000);
});

describe('publishing of the monolith template', () => {
  it('opens no other file of the machine to the catalog', async () => {
    const { status, body } = await sam.post(
      '/api/catalog/locations?dryRun=true',
      { type: 'file', target: path.join(templateFolder, '../package.json') },
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      'is not a file in the repositories of the demo',
    );
  });

  it('shows no way to publish that is not configured', async () => {
    const { body } = await sam.get(
      '/api/scaffolder/v2/templates/default/template/ai-monolith/parameter-schema',
    );
    expect(body.steps.map((step: { title: string }) => step.title)).toEqual([
      'About the service',
      'The workload',
    ]);
  });

  const files = fs
    .readdirSync(path.join(templateFolder, 'ai-monolith'), {
      recursive: true,
      encoding: 'utf8',
    })
    .filter(file =>
      fs.statSync(path.join(templateFolder, 'ai-monolith', file)).isFile(),
    )
    .map(file => ({
      path: file,
      base64Content: fs
        .readFileSync(path.join(templateFolder, 'ai-monolith', file))
        .toString('base64'),
    }));

  it.each([
    [
      {
        publishToGithub: true,
        githubRepoUrl: 'github.com?owner=northwind&repo=fraud',
      },
      '.github/workflows/ci.yml',
      'github.com/project-slug',
      'https://github.com/northwind/fraud/blob/main/docs/runbook.md',
    ],
    [
      {
        publishToGitlab: true,
        gitlabRepoUrl: 'gitlab.com?owner=northwind&repo=fraud',
      },
      '.gitlab-ci.yml',
      'gitlab.com/project-slug',
      'https://gitlab.com/northwind/fraud/-/blob/main/docs/runbook.md',
    ],
  ])(
    'prepares the repository for %j',
    async (choice, pipeline, slug, runbook) => {
      const paula = await portal.signIn('user:default/paula.platform');
      const { status, body } = await paula.post('/api/scaffolder/v2/dry-run', {
        template: parse(
          fs.readFileSync(
            path.join(templateFolder, 'ai-monolith/template.yaml'),
            'utf8',
          ),
        ),
        directoryContents: files,
        values: {
          name: 'fraud-check',
          owner: 'support-intelligence',
          description: 'Tells fraud from honest payments',
          ...choice,
        },
      });
      expect([status, body.error]).toEqual([200, undefined]);
      const written: Array<{ path: string; base64Content: string }> =
        body.directoryContents;
      expect(
        written
          .map(file => file.path)
          .filter(file => /^\.(github|gitlab)/.test(file)),
      ).toEqual([pipeline]);
      const catalogInfo = written.find(
        ({ path: at }) => at === 'catalog-info.yaml',
      );
      const [component] = parseAllDocuments(
        Buffer.from(catalogInfo!.base64Content, 'base64').toString(),
      ).map(document => document.toJS());
      expect(component.metadata.annotations).toMatchObject({
        [slug]: 'northwind/fraud',
      });
      expect(component.metadata.annotations).not.toHaveProperty([
        'backstage.io/source-location',
      ]);
      expect(component.metadata.links[0].url).toBe(runbook);
    },
  );
});
