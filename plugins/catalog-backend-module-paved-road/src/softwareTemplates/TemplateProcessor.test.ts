import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { readTemplateSettings } from './readTemplateSettings';
import { TemplateProcessor } from './TemplateProcessor';

const processed = async (config: JsonObject, entity: Entity) =>
  new TemplateProcessor(
    readTemplateSettings(mockServices.rootConfig({ data: config })),
  ).preProcessEntity(entity);

const forEach = (...places: string[]) =>
  places.map(place => ({
    id: place,
    action: `publish:${place}`,
    'backstage:permissions': { tags: [`publish-${place}`] },
  }));

const template = (
  spec: JsonObject = {},
  annotations: Record<string, string> = { 'paved-road.io/pattern': 'monolith' },
): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'ai-monolith', annotations },
  spec: {
    type: 'service',
    steps: [
      { id: 'check', action: 'pavedRoad:creation:check' },
      ...forEach('github', 'gitlab', 'gitea', 'local'),
      {
        id: 'tagged',
        action: 'fetch:plain',
        'backstage:permissions': { tags: ['other'] },
      },
    ],
    ...spec,
  },
});

const stepsOf = ({ spec }: Entity) =>
  (spec?.steps as JsonObject[]).map(({ id }) => id);

describe('TemplateProcessor', () => {
  it('gives a template without an owner the one of the config', async () => {
    const config = { pavedRoad: { templates: { owner: 'platform' } } };
    expect((await processed(config, template())).spec?.owner).toBe(
      'group:default/platform',
    );
    expect(
      (await processed(config, template({ owner: 'group:default/ml' }))).spec
        ?.owner,
    ).toBe('group:default/ml');
    expect((await processed({}, template())).spec).not.toHaveProperty('owner');
  });

  it('keeps the steps for places that the portal can publish to', async () => {
    expect(stepsOf(await processed({}, template()))).toEqual([
      'check',
      'tagged',
    ]);
    expect(
      stepsOf(
        await processed(
          {
            integrations: {
              github: [
                { host: 'github.com', apps: [createApp()] },
                { host: 'ghe.example.com', apiBaseUrl: 'https://ghe.example' },
              ],
              // It only reads.
              gitlab: [{ host: 'gitlab.com' }],
              gitea: [
                { host: 'git.example.com', username: 'x', password: 'secret' },
              ],
            },
            pavedRoad: { templates: { places: ['local'] } },
          },
          template(),
        ),
      ),
    ).toEqual(['check', 'github', 'gitea', 'local', 'tagged']);
  });

  it('changes nothing else', async () => {
    const config = { pavedRoad: { templates: { owner: 'platform' } } };
    const foreign = template({}, {});
    expect(await processed(config, foreign)).toBe(foreign);
    const component: Entity = { ...template(), kind: 'Component' };
    expect(await processed(config, component)).toBe(component);
    const broken = template({ steps: 'none' });
    expect((await processed(config, broken)).spec?.steps).toBe('none');
  });

  it.each<[JsonObject, RegExp]>([
    [
      { owner: 'component:default/x' },
      /pavedRoad\.templates\.owner: "component:default\/x" is neither a group nor a user/,
    ],
    [{ owner: 'a:b:c' }, /pavedRoad\.templates\.owner: "a:b:c" is neither/],
    [{ owners: 'x' }, /pavedRoad\.templates: .*owners/],
    [{ places: 'local' }, /pavedRoad\.templates: .*places/],
  ])('does not start with %j', async (templates, problem) => {
    await expect(
      processed({ pavedRoad: { templates } }, template()),
    ).rejects.toThrow(problem);
  });
});

function createApp(): JsonObject {
  return {
    appId: 1,
    privateKey: 'key',
    clientId: 'client',
    clientSecret: 'secret',
    webhookSecret: 'secret',
  };
}
