import { DescribedEntity, parseCatalogInfo } from './parseCatalogInfo';
import { readTextFile } from './readTextFile';

/** Bytes; the largest real ones contain the definition of an API. */
const LIMIT = 1_000_000;

/**
 * Reads a catalog-info.yaml like the catalog.
 *
 * @param name - of the file, for messages
 * @throws InputError if it does not exist, cannot be read, or describes no entity
 * @public
 */
export async function readCatalogInfo(
  file: string,
  name: string,
): Promise<DescribedEntity[]> {
  return await parseCatalogInfo(await readTextFile(file, name, LIMIT), name);
}
