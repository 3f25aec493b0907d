import { Entity } from '@backstage/catalog-model';
import {
  InputError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { YamlDocument } from '@paved-road/plugin-paved-road-common';
import { createPositionLookup } from '@paved-road/plugin-paved-road-common/rules';
import { parseYamlApart } from '../reading/readApart';

/** An entity as described in a file. The catalog may reject it. @public */
export interface DescribedEntity {
  entity: Entity;
  /** Line of its start, from 1. */
  line: number;
}

/**
 * Parses a catalog-info.yaml like the catalog, without blocking the event loop.
 *
 * @param name - name of the text in messages
 * @throws InputError if it cannot be read or describes no entity
 * @public
 */
export async function parseCatalogInfo(
  text: string,
  name: string,
): Promise<DescribedEntity[]> {
  const placeOf = createPositionLookup(text);
  const invalid = (offset: number, message: string) =>
    new InputError(
      `${name} is not valid YAML: line ${placeOf(offset).line}: ${message}`,
    );
  let documents: YamlDocument[];
  try {
    documents = await parseYamlApart(text, { uniqueKeys: true });
  } catch (error) {
    throw error instanceof ServiceUnavailableError
      ? error
      : new InputError(`${name} ${toError(error).message}`);
  }
  const entities = documents.flatMap(document => {
    const { start, faults } = document;
    if (faults) {
      throw invalid(faults[0].offset, faults[0].message);
    }
    const value: unknown = JSON.parse(document.json);
    if (value === null) {
      return [];
    }
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw invalid(start, 'expected an entity');
    }
    return [{ entity: value as Entity, line: placeOf(start).line }];
  });
  if (entities.length === 0) {
    throw new InputError(`${name} describes no entity`);
  }
  return entities;
}
