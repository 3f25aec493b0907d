import { Probe } from '@paved-road/plugin-paved-road-common';
import { readFolder } from './readFolder';
import { RepositoryConfig } from './readRepositoryConfig';
import { RepositoryScan } from './RepositoryScan';
import { RepositoryValue } from './repositorySchema';

/**
 * The fact `repository` of a checkout, as the back end collects it of a repository.
 *
 * @throws Error when it has more files than can be kept
 * @public
 */
export async function readRepositoryFolder(
  folder: string,
  options: Pick<RepositoryConfig, 'limits' | 'skip'> & {
    /** Of the rule packs that are active. */
    probes: Probe[];
    signal?: AbortSignal;
  },
): Promise<RepositoryValue> {
  const scan = new RepositoryScan(options);
  await readFolder(folder, scan, { signal: options.signal });
  return await scan.toValue();
}
