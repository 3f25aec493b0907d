import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** What a catalog-info.yaml describes. */
export interface CatalogInfo {
  /** The first component. */
  entity: Entity;
  /** All others. */
  companions: Entity[];
  /** That the file is in. */
  folder: string;
}

/**
 * Reads a file that describes a component.
 *
 * @param name - of the file, for messages
 * @throws InputError when it is not there, is not valid YAML or has no component
 */
export async function readCatalogInfo(
  file: string,
  name: string,
): Promise<CatalogInfo> {
  const text = await readFile(file, 'utf8').catch(error => {
    throw error.code === 'ENOENT'
      ? new InputError(`There is no ${name} in the workspace`)
      : error;
  });
  const entities = parseAllDocuments(text)
    .map(document => {
      const [error] = document.errors;
      if (error) {
        throw new InputError(`${name} is not valid YAML: ${error.message}`);
      }
      return document.toJS() as Entity | null;
    })
    .filter(entity => entity !== null);
  const entity = entities.find(({ kind }) => kind === 'Component');
  if (!entity) {
    throw new InputError(
      `${name} describes no Component, which the gate could judge`,
    );
  }
  return {
    entity,
    companions: entities.filter(other => other !== entity),
    folder: dirname(file),
  };
}
