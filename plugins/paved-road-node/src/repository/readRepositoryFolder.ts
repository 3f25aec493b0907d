import { Probe } from '@paved-road/plugin-paved-road-common';
import { readFolder } from './readFolder';
import { RepositoryConfig } from './readRepositoryConfig';
import { RepositoryScan } from './RepositoryScan';
import { RepositoryValue } from './repositorySchema';

/**
 * Creates the fact `repository` for a checkout like the back end.
 *
 * @param folder - root of the repository
 * @public
 */
export async function readRepositoryFolder(
  root: string,
  options: Pick<RepositoryConfig, 'limits' | 'skip'> & {
    /** Probes of the active rule packs. */
    probes: Probe[];
    /** Folder of the service, relative to the root. Default: the root. */
    folder?: string;
    signal?: AbortSignal;
  },
): Promise<RepositoryValue> {
  const scan = new RepositoryScan(options);
  await readFolder(root, scan, { signal: options.signal });
  return await scan.toValue();
}
