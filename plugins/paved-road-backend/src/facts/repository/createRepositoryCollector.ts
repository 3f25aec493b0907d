import { UrlReaderService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { isErrorWithName } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { Probe } from '@paved-road/plugin-paved-road-common';
import {
  createRepositorySchema,
  FactCollector,
  readFolder,
  readRepositoryConfig,
  RepositoryScan,
  RepositoryValue,
} from '@paved-road/plugin-paved-road-node';
import { hashOf } from '../../database/hash';
import { findFolder } from './findFolder';
import { locateRepository } from './locateRepository';
import { readRemoteTree } from './readRemoteTree';

/**
 * The built-in collector `repository`: the file names of the repository of an entity, and the content of files that
 * rule packs probe.
 *
 * @param options - `probes` of the active rules, read in each call
 */
export function createRepositoryCollector(options: {
  urlReader: UrlReaderService;
  config: Config;
  probes: () => Probe[];
}): FactCollector<RepositoryValue> {
  const { urlReader, probes } = options;
  const config = readRepositoryConfig(options.config);
  const integrations = ScmIntegrations.fromConfig(options.config);

  return {
    id: 'repository',
    title: 'Repository',
    description:
      'Which files the source location of a component has, and what is in those that rule packs probe.',
    schema: createRepositorySchema,
    freshness: { hours: 1 },
    timeout: { minutes: 1 },
    cost: 'medium',
    filter: { kind: 'component' },
    async collect({ entity, signal, previous }) {
      const location = locateRepository(entity, integrations);
      const scan = new RepositoryScan({ ...config, probes: probes() });
      // The result for a commit also depends on these.
      const version = `${hashOf([location, config, scan.probes])} `;
      const etag = previous?.etag?.startsWith(version)
        ? previous.etag.slice(version.length)
        : undefined;
      const folder = await findFolder(location, config.folders);
      try {
        const newEtag = folder
          ? await readFolder(folder, scan, { etag, signal })
          : await readRemoteTree(urlReader, location.target, scan, {
              etag,
              signal,
            });
        return {
          status: 'known',
          value: await scan.toValue(),
          source: location.source,
          etag: newEtag && `${version}${newEtag}`,
        };
      } catch (error) {
        if (isErrorWithName(error, 'NotModifiedError')) {
          return { status: 'not-modified' };
        }
        throw error;
      }
    },
  };
}
