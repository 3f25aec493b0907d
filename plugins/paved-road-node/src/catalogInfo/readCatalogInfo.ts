import { DescribedEntity, parseCatalogInfo } from './parseCatalogInfo';
import { readTextFile } from './readTextFile';

/** Bytes; the largest that people write has the definition of an API inside. */
const LIMIT = 1_000_000;

/**
 * Reads a catalog-info.yaml, as the catalog reads it.
 *
 * @param name - of the file, for messages
 * @throws InputError when it is not there, cannot be read, or describes no entity
 * @public
 */
export async function readCatalogInfo(
  file: string,
  name: string,
): Promise<DescribedEntity[]> {
  return parseCatalogInfo(await readTextFile(file, name, LIMIT), name);
}
