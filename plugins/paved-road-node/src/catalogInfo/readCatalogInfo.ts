import { DescribedEntity, parseCatalogInfo } from './parseCatalogInfo';
import { readTextFile } from './readTextFile';

/** Bytes. The largest files contain an API definition. */
const LIMIT = 1_000_000;

/**
 * Reads a catalog-info.yaml like the catalog.
 *
 * @param name - name of the file in messages
 * @throws InputError if it does not exist, cannot be read, or describes no entity
 * @public
 */
export async function readCatalogInfo(
  file: string,
  name: string,
): Promise<DescribedEntity[]> {
  return await parseCatalogInfo(await readTextFile(file, name, LIMIT), name);
}
