import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';

/** Where the code of an entity is. */
export interface RepositoryLocation {
  type: 'url' | 'file';
  /** URL, or path of a file or folder. */
  target: string;
  /** The same for people. */
  source: string;
}

/**
 * The source location of an entity, or else the folder of its descriptor.
 *
 * @throws NotFoundError or InputError if there is none that can be read
 */
export function locateRepository(
  { metadata: { annotations = {} } }: Entity,
  integrations: ScmIntegrationRegistry,
): RepositoryLocation {
  const annotation = [ANNOTATION_SOURCE_LOCATION, ANNOTATION_LOCATION].find(
    name => annotations[name],
  );
  if (!annotation) {
    throw new NotFoundError(
      `the entity has no annotation ${ANNOTATION_SOURCE_LOCATION} with the location of its code`,
    );
  }
  try {
    return toLocation(parseLocationRef(annotations[annotation]), base =>
      annotation === ANNOTATION_SOURCE_LOCATION
        ? base
        : integrations.resolveUrl({ url: './', base }),
    );
  } catch (error) {
    throw new InputError(`annotation ${annotation}: ${toError(error).message}`);
  }
}

function toLocation(
  { type, target }: { type: string; target: string },
  toFolder: (url: string) => string,
): RepositoryLocation {
  switch (type) {
    case 'file':
      return { type, target, source: `file:${target}` };
    case 'url': {
      const url = new URL(toFolder(target));
      const source = new URL(url);
      source.username = '';
      source.password = '';
      return { type, target: url.toString(), source: source.toString() };
    }
    default:
      throw new InputError(
        `a location of type ${type} cannot be read, use url: or file:`,
      );
  }
}
