import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { parseCatalogInfo } from '@paved-road/plugin-paved-road-node';
import { isAssessableKind } from '../catalog/entityRecord';
import { assertShallow } from '../http/assertShallow';

/** What the text of a catalog-info.yaml describes. */
export interface Descriptor {
  /** The first component or system. */
  entity: Entity;
  /** All others. */
  companions: Entity[];
}

/**
 * Reads a description of entities in YAML or JSON.
 *
 * @throws InputError when it is neither, or describes nothing that has a scorecard
 */
export async function readDescriptor(text: string): Promise<Descriptor> {
  const entities = (await parseCatalogInfo(text, 'descriptor')).map(
    ({ entity }) => entity,
  );
  assertShallow(entities, 'descriptor');
  const entity = entities.find(
    ({ kind }) => typeof kind === 'string' && isAssessableKind(kind),
  );
  if (!entity) {
    throw new InputError(
      'descriptor: describes neither a Component nor a System, so there is nothing to judge',
    );
  }
  return { entity, companions: entities.filter(other => other !== entity) };
}
