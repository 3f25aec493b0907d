import { Entity } from '@backstage/catalog-model';
import { canBeModel, readCatalogModel } from './CatalogModel';

const model = (
  annotations: Record<string, string> = {},
  rest: { kind?: string; type?: string; tags?: string[]; title?: string } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: rest.kind ?? 'Resource',
  metadata: {
    name: 'haiku',
    title: rest.title,
    tags: rest.tags,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [
        `paved-road.io/model-${name}`,
        value,
      ]),
    ),
  },
  spec: { type: rest.type ?? 'ai-model' },
});

describe('readCatalogModel', () => {
  it('reads what the annotations say', () => {
    expect(
      readCatalogModel(
        model(
          {
            provider: 'anthropic',
            version: ' 20251001 ',
            placement: 'hosted-api',
            residency: 'region',
          },
          { title: 'Claude Haiku', tags: ['llm'] },
        ),
      ),
    ).toEqual({
      entityRef: 'resource:default/haiku',
      title: 'Claude Haiku',
      isLanguageModel: true,
      provider: 'anthropic',
      version: '20251001',
      isPinned: true,
      placement: 'hosted-api',
      residency: 'region',
    });
  });

  it('leaves out what is not said, or not known', () => {
    expect(
      readCatalogModel(
        model({ placement: 'moon', residency: '', provider: ' ' }),
      ),
    ).toEqual({
      entityRef: 'resource:default/haiku',
      title: 'haiku',
      isLanguageModel: false,
      isPinned: false,
    });
  });

  it.each([
    ['2025-08-07', true],
    ['sha256:0a1b', true],
    ['preview-05-06', true],
    ['latest', false],
    ['8b-latest', false],
    ['Main', false],
  ])('takes the version %s for pinned: %s', (version, isPinned) => {
    expect(readCatalogModel(model({ version }))).toMatchObject({ isPinned });
  });

  it.each([
    ['Resource', 'ai-model', false],
    ['Resource', 'ml-model', false],
    ['Resource', 'language-model', true],
    ['Resource', 'llm', true],
    ['AiResource', 'model', false],
    ['Resource', 'database', undefined],
    ['Resource', 'filmstore', undefined],
    ['Component', 'ai-model', undefined],
    ['API', 'mcp-server', undefined],
  ])('of a %s of type %s', (kind, type, isLanguageModel) => {
    expect(readCatalogModel(model({}, { kind, type }))?.isLanguageModel).toBe(
      isLanguageModel,
    );
  });

  it('knows by the kind of a reference what cannot be one', () => {
    expect(
      [
        'resource:default/a',
        'airesource:default/a',
        'api:default/model',
      ].filter(canBeModel),
    ).toEqual(['resource:default/a', 'airesource:default/a']);
  });
});
