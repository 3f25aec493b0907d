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
import { dryRunTemplate } from './__testUtils__/dryRunTemplate';
import { GeneratedService } from './__testUtils__/GeneratedService';

const directory = createMockDirectory();
const repositories = directory.resolve('repositories');

/** What YAML, JSON, Markdown and the template language might take for their own. */
const description = `Sorts "tickets": it's #1, {{ fast }}, \${{ values.name }} & <b>cheap</b> \\ yes`;

let portal: DemoPortal;
let sam: Person;

beforeAll(async () => {
  directory.setContent({ work: {}, repositories: {} });
  portal = await DemoPortal.start({
    repositories,
    workingDirectory: directory.resolve('work'),
  });
  sam = await portal.signIn('user:default/sam.owner');
});

describe.each([
  {
    template: 'ai-monolith',
    pattern: 'monolith',
    type: 'ai-service',
    options: { port: 9090 },
    // What says so in the repository.
    chosen: ['src/settings.ts', 'byDefault: 9090'],
    kinds: ['Component', 'API', 'Resource'],
  },
  {
    template: 'ai-microservice',
    pattern: 'microservices',
    type: 'ai-service',
    options: { autoscaling: 'keda', maxReplicas: 7 },
    chosen: ['deploy/scaling/scaledObject.yaml', 'maxReplicaCount: 7'],
    kinds: ['Component', 'API', 'Resource'],
  },
  {
    template: 'ai-serverless',
    pattern: 'serverless',
    type: 'ai-function',
    options: { region: 'eu-west-3', concurrency: 'provisioned' },
    chosen: ['samconfig.toml', 'region = "eu-west-3"'],
    kinds: ['Component', 'API', 'Resource', 'Resource'],
  },
])('service from $template', ({ template, pattern, type, ...expected }) => {
  const name = `${template}-questions`;
  const templateRef = `template:default/${template}`;
  const entityRef = `component:default/${name}`;
  const service = new GeneratedService(path.join(repositories, name));
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
      ...expected.options,
    });
  });

  it('is made, and leads to what is there now', async () => {
    expect([task.status, task.log]).toEqual(['completed', expect.anything()]);
    const { links, text } = task.output;
    const repository = `${portal.url}/api/demo-repositories/${name}`;
    expect(links).toEqual([
      expect.objectContaining({
        title: 'Architecture',
        url: `/catalog/default/component/${name}/architecture`,
      }),
      expect.objectContaining({ title: 'Catalog entity', entityRef }),
      expect.objectContaining({ title: 'Repository', url: repository }),
      expect.objectContaining({
        title: 'Decision record',
        url: `${repository}/docs/decisions/0001-architecture.md`,
      }),
    ]);
    for (const { url } of links.slice(2)) {
      const { pathname } = new URL(url);
      expect([url, (await portal.visit(pathname)).status]).toEqual([url, 200]);
    }
    expect(text[0].title).toBe('Next steps');
  });

  it('is a git repository with one commit, by whom it was made', async () => {
    const log = await service.log();
    expect(log.map(({ commit }) => commit.author.name)).toEqual(['Sam Owner']);
  });

  it('has the values of the form, as they were written', () => {
    expect(JSON.parse(service.read('package.json'))).toMatchObject({
      name,
      description,
    });
    expect(parse(service.read('mkdocs.yml')).site_description).toBe(
      description,
    );
    const [file, text] = expected.chosen;
    expect(service.read(file)).toContain(text);
    expect(service.read('.github/workflows/ci.yml')).toContain(
      '${{ github.ref }}',
    );
  });

  it('carries the decision record', () => {
    const record = service.read('docs/decisions/0001-architecture.md');
    expect(record).toMatch(/^---\nstatus: proposed\n/);
    expect(record).toContain('decision-makers: [Sam Owner]');
    expect(record).toContain('One team builds it');
    expect(record).toContain('People on the application: 4 people');
  });

  it('is in the catalog with its API and its model', async () => {
    const documents = parseAllDocuments(service.read('catalog-info.yaml'));
    expect(documents.map(document => document.toJS().kind)).toEqual(
      expected.kinds,
    );
    const entityOf = async (kind: string): Promise<Entity> =>
      (await sam.get(`/api/catalog/entities/by-name/${kind}/default/${name}`))
        .body;
    const component = await entityOf('component');
    expect(component).toMatchObject({
      metadata: {
        description,
        annotations: {
          'paved-road.io/pattern': pattern,
          'paved-road.io/template': template,
          'backstage.io/managed-by-location': `url:${portal.url}/api/demo-repositories/${name}/catalog-info.yaml`,
        },
      },
      spec: { type, lifecycle: 'experimental' },
    });
    expect(component.relations).toEqual(
      expect.arrayContaining([
        { type: 'ownedBy', targetRef: 'group:default/support-intelligence' },
        { type: 'partOf', targetRef: 'system:default/support-desk' },
        { type: 'providesApi', targetRef: `api:default/${name}` },
        { type: 'dependsOn', targetRef: `resource:default/${name}` },
      ]),
    );
    expect((await entityOf('resource')).spec?.type).toBe('ai-model');
    const api = await entityOf('api');
    expect(JSON.parse(String(api.spec?.definition))).toMatchObject({
      openapi: expect.stringMatching(/^3\./),
      info: { description },
      paths: { '/v1/classify': { post: expect.anything() } },
    });

    const links = component.metadata.links ?? [];
    expect(links.map(link => link.type)).toEqual(
      expect.arrayContaining([
        'runbook',
        'decision-record',
        'model-card',
        'dashboard',
        'slo',
      ]),
    );
    for (const { url } of links) {
      const { pathname } = new URL(url);
      expect([url, (await portal.visit(pathname)).status]).toEqual([url, 200]);
    }
  });

  it('has a draft of its assessment, which it names', async () => {
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
        decision: { pattern, rationale: 'One team builds it' },
      }),
    ]);
    const [component] = parseAllDocuments(
      service.read('catalog-info.yaml'),
    ).map(document => document.toJS());
    expect(component.metadata.annotations).toMatchObject({
      'paved-road.io/assessment-id': body.items[0].id,
    });
  });

  it('cannot be made a second time', async () => {
    const again = await runTemplate(sam, templateRef, {
      name,
      owner: 'support-intelligence',
      description: 'The same name once more',
    });
    expect(again.status).toBe('failed');
    expect(again.log).toContain(`name: This name is taken`);
    expect(again.log).toContain(`The repository ${name} exists already`);
  });

  describe('with wrong answers', () => {
    const wrong: Array<[status: string, answers: object, reason: string]> = [
      ['refused', { name: 'Parcel_Questions' }, 'instance.name does not match'],
      ['refused', { name: '../x' }, 'instance.name does not match'],
      ['refused', { name: 'a--b' }, 'instance.name does not match'],
      ['refused', { name: '1st' }, 'instance.name does not match'],
      ['refused', { name: 'null' }, 'instance.name does not match'],
      ['refused', { name: 'com1' }, 'instance.name does not match'],
      ['refused', { name: 'kube-system' }, 'instance.name does not match'],
      [
        'refused',
        { name: `a${'b'.repeat(63)}` },
        'instance.name does not meet',
      ],
      ['refused', { description: 'Too short' }, 'instance.description'],
      ['refused', { description: ' '.repeat(30) }, 'instance.description'],
      ['failed', { profile: { team: { teamSize: 0 } } }, 'teamSize'],
      ['failed', { profile: { workload: { colour: 'red' } } }, 'colour'],
      ['failed', { owner: 'group:default/nobody' }, 'owner: '],
      ['failed', { owner: 'not a reference' }, 'owner'],
      ['failed', { owner: 'system:default/support-desk' }, 'owner: '],
      [
        'failed',
        { owner: 'group:default/fraud-and-risk' },
        'owner: You may not create services for ',
      ],
      ['failed', { name: 'reply-suggester' }, 'name: This name is taken'],
      [
        'failed',
        {
          repository: {
            place: 'github',
            url: 'github.com?owner=northwind&repo=parcels',
          },
        },
        'repository: This portal has no credentials for github.com',
      ],
      ['failed', { system: 'nowhere' }, 'system: "nowhere" is not in the'],
      ['failed', { system: 'owner: x' }, 'system: '],
    ];
    let published: string[];
    let results: FinishedTask[];

    // All at once, since a run waits more than it works.
    beforeAll(async () => {
      published = fs.readdirSync(repositories);
      results = await Promise.all(
        wrong.map(([, answers]) =>
          runTemplate(sam, templateRef, {
            name: 'parcel-answers',
            owner: 'support-intelligence',
            description: 'Answers questions about parcels',
            ...answers,
          }),
        ),
      );
    });

    it.each(wrong.map((row, number) => [...row, number] as const))(
      'is %s for %j, because %s',
      (status, _, reason, number) => {
        expect(results[number]).toMatchObject({
          status,
          log: expect.stringContaining(reason),
        });
      },
    );

    it('is stopped before anything is published', () => {
      expect(fs.readdirSync(repositories)).toEqual(published);
    });
  });

  it('needs no more than a name, an owner and a description', async () => {
    const result = await runTemplate(sam, templateRef, {
      name: `${template}-by-default`,
      owner: 'support-intelligence',
      description: 'Answers questions about parcels',
    });
    expect([result.status, result.log]).toEqual([
      'completed',
      expect.anything(),
    ]);
  });

  it.each([
    [
      { place: 'github', url: 'github.com?owner=northwind&repo=fraud' },
      '.github/workflows/ci.yml',
      'github.com/project-slug',
      'url:https://github.com/northwind/fraud/tree/main/',
      'https://github.com/northwind/fraud/blob/main/docs/runbook.md',
    ],
    [
      { place: 'gitlab', url: 'gitlab.com?owner=northwind&repo=fraud' },
      '.gitlab-ci.yml',
      'gitlab.com/project-slug',
      'url:https://gitlab.com/northwind/fraud/-/tree/main/',
      'https://gitlab.com/northwind/fraud/-/blob/main/docs/runbook.md',
    ],
  ])('is prepared for %j', async (choice, pipeline, slug, source, runbook) => {
    const paula = await portal.signIn('user:default/paula.platform');
    const files = await dryRunTemplate(paula, template, {
      name: 'fraud-check',
      owner: 'support-intelligence',
      description: 'Tells fraud from honest payments',
      repository: choice,
    });
    const [forge] = pipeline.split(/[/-]/);
    const pipelines = [...files.keys()].filter(file =>
      /^\.git(hub|lab)/.test(file),
    );
    expect(pipelines).toContain(pipeline);
    expect(pipelines.filter(file => !file.startsWith(forge))).toEqual([]);
    const [component] = parseAllDocuments(files.get('catalog-info.yaml')!).map(
      document => document.toJS(),
    );
    expect(component.metadata.annotations).toMatchObject({
      [slug]: 'northwind/fraud',
      'backstage.io/source-location': source,
    });
    expect(component.metadata.links).toContainEqual(
      expect.objectContaining({ url: runbook }),
    );
  });

  it('asks on two pages', async () => {
    const { body } = await sam.get(
      `/api/scaffolder/v2/templates/default/template/${template}/parameter-schema`,
    );
    expect(body.steps.map((step: { title: string }) => step.title)).toEqual([
      'Advice',
      'Service',
    ]);
  });
});

it('shows no way to publish that is not configured', async () => {
  const { body } = await sam.get('/api/paved-road/creation-places');
  expect(body.items).toEqual([{ id: 'local', title: 'Local folder (demo)' }]);
});

it.each([
  ['user:default/sam.owner', ['group:default/support-intelligence']],
  ['user:default/vera.viewer', []],
])('offers %s the owners for whom a run succeeds', async (user, owners) => {
  const person = await portal.signIn(user);
  const { body } = await person.get('/api/paved-road/creation-owners');
  expect(
    body.items.map(({ entityRef }: { entityRef: string }) => entityRef),
  ).toEqual(owners);
  expect(body).toMatchObject({ refused: true, more: false });
});

it.each([
  ['file', '/etc/passwd', 'allowed type'],
  ['url', 'http://localhost:1/catalog-info.yaml', 'not allowed'],
])(
  'the catalog reads no %s that it is not meant to read',
  async (type, target, reason) => {
    const { status, body } = await sam.post(
      '/api/catalog/locations?dryRun=true',
      { type, target },
    );
    expect(status).toBe(400);
    expect(body.error.message).toMatch(new RegExp(reason));
  },
);
