import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import PromiseRouter from 'express-promise-router';
import { createRules, createWaiver } from '../__testUtils__/rules';
import {
  createComponent,
  startCatalog,
  until,
} from '../__testUtils__/startCatalog';

const approved = [
  createWaiver('spared', 'described'),
  createWaiver('spared', 'in-system'),
  createWaiver('half-spared', 'in-system'),
];

/** Answers as the service does, to other plugins only. */
const pavedRoad = createBackendPlugin({
  pluginId: 'paved-road',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ httpAuth, httpRouter }) {
        const router = PromiseRouter();
        router.get('/rule-packs', async (req, res) => {
          await httpAuth.credentials(req, { allow: ['service'] });
          res.json(createRules());
        });
        router.get('/waivers', async (req, res) => {
          await httpAuth.credentials(req, { allow: ['service'] });
          // One on each page.
          const position = Number(req.query.cursor ?? 0);
          res.json({
            items: approved
              .slice(position, position + 1)
              .filter(({ status }) => status === req.query.status),
            totalItems: approved.length,
            nextCursor:
              position + 1 < approved.length ? String(position + 1) : undefined,
          });
        });
        httpRouter.use(router);
      },
    });
  },
});

const complete = { description: 'Finds things.' };

const policyWarnings = (entity?: Entity & { status?: any }) =>
  (entity?.status?.items ?? []).filter(
    ({ type }: { type: string }) => type === 'paved-road.io/policy',
  );

describe('ingestion policy in the catalog', () => {
  it('keeps out what fails a check that rejects, and marks what fails one that warns', async () => {
    const { provide, find, processed, stop } = await startCatalog({
      features: [pavedRoad],
      config: {
        pavedRoad: {
          ingestion: { default: 'warn', checks: { described: 'reject' } },
        },
      },
    });
    await provide([
      createComponent('bare'),
      createComponent('lonely', {}, complete),
      createComponent('fine', { system: 'shop' }, complete),
      createComponent('website', { type: 'website' }),
      createComponent('spared'),
      createComponent('half-spared'),
    ]);
    await until(() => new Set(processed).size === 4);
    await until(async () => Boolean(await find('lonely')));

    expect(policyWarnings(await find('lonely'))).toEqual([
      {
        type: 'paved-road.io/policy',
        level: 'warning',
        message: 'Title of in-system (in-system): Set spec.system.',
      },
    ]);
    await until(async () => Boolean(await find('fine')));
    expect(policyWarnings(await find('fine'))).toEqual([]);
    await until(async () => Boolean(await find('website')));
    await until(async () => Boolean(await find('spared')));
    expect(policyWarnings(await find('spared'))).toEqual([]);
    expect(await find('bare')).toBeUndefined();
    expect(await find('half-spared')).toBeUndefined();

    // What is there stays as it was, and says why.
    await provide([
      createComponent('fine', { system: 'shop', lifecycle: 'production' }),
      createComponent('lonely', { system: 'shop' }, complete),
    ]);
    await until(async () => Boolean((await find('fine')).status));
    expect(await find('fine')).toMatchObject({
      spec: { lifecycle: 'experimental' },
      status: {
        items: [
          {
            level: 'error',
            message: expect.stringContaining(
              'component:default/fine is rejected by the rules of the paved road: Title of described (described): Describe it. See https://docs.example/describe',
            ),
          },
        ],
      },
    });
    await until(async () => !(await find('lonely')).status);
    await stop();
  });

  it('says why something is refused to whoever registers or validates it, and to who follows the errors of the catalog', async () => {
    const target = 'https://code.example/bare/catalog-info.yaml';
    const entity = createComponent('bare');
    const { failed, find, post, provide, stop } = await startCatalog({
      features: [
        pavedRoad,
        mockServices.urlReader.mock({
          search: async url => ({
            etag: 'etag',
            files: [
              {
                url,
                content: async () => Buffer.from(JSON.stringify(entity)),
              },
            ],
          }),
        }).factory,
      ],
      config: { pavedRoad: { ingestion: { checks: { described: 'reject' } } } },
    });
    const reason =
      'component:default/bare is rejected by the rules of the paved road: Title of described (described): Describe it. See https://docs.example/describe';

    const registration = await post('/locations?dryRun=true', {
      type: 'url',
      target,
    });
    expect(registration.status).toBe(400);
    expect(registration.body.error.message).toContain(reason);

    const validation = await post('/validate-entity', {
      entity: JSON.parse(JSON.stringify(entity)),
      location: `url:${target}`,
    });
    expect(validation.status).toBe(400);
    expect(JSON.stringify(validation.body.errors)).toContain(reason);

    await provide([entity]);
    await until(() => failed.length > 0);
    expect(failed[0]).toMatchObject({
      entity: 'component:default/bare',
      errors: [{ message: expect.stringContaining(reason) }],
    });
    expect(await find('bare')).toBeUndefined();
    await stop();
  });

  it('does not start with a policy that is none', async () => {
    await expect(
      startCatalog({ config: { pavedRoad: { ingestion: { default: 'on' } } } }),
    ).rejects.toThrow(/pavedRoad.ingestion: .*default: "on"/);
  });
});
