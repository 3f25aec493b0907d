import { Probe } from '@paved-road/plugin-paved-road-common';
import { readFolder } from './readFolder';
import { RepositoryConfig } from './readRepositoryConfig';
import { RepositoryScan } from './RepositoryScan';
import { RepositoryValue } from './repositorySchema';

/**
 * Creates the fact `repository` for a checkout like the back end.
 *
 * @throws Error if it has too many files
 * @public
 */
export async function readRepositoryFolder(
  folder: string,
  options: Pick<RepositoryConfig, 'limits' | 'skip'> & {
    /** Probes of the active rule packs. */
    probes: Probe[];
    signal?: AbortSignal;
  },
): Promise<RepositoryValue> {
  const scan = new RepositoryScan(options);
  await readFolder(folder, scan, { signal: options.signal });
  return await scan.toValue();
}
