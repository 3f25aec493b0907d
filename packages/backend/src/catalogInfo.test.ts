import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertValidEntity } from './__testUtils__/assertValidEntity';
import { readEntities } from './__testUtils__/ExampleCatalog';

const root = join(resolvePackagePath('backend'), '../..');

describe('catalog-info.yaml of the project', () => {
  const entities = readEntities(join(root, 'catalog-info.yaml'));

  it('is valid for the catalog', async () => {
    for (const entity of entities) {
      await expect(assertValidEntity(entity)).resolves.toBeUndefined();
    }
  });

  it('describes every package by its role', () => {
    const roles = ['packages', 'plugins'].flatMap(folder =>
      readdirSync(join(root, folder)).map(name => {
        const file = join(root, folder, name, 'package.json');
        return JSON.parse(readFileSync(file, 'utf8')).backstage.role;
      }),
    );
    const types = entities
      .filter(({ kind }) => kind === 'Component')
      .map(({ spec }) => String(spec?.type).replace('backstage-', ''));
    expect(types.sort()).toEqual(roles.sort());
  });
});
