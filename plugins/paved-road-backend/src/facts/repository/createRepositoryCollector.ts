import { UrlReaderService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  isErrorWithName,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
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
import { hashJson } from '../../database/hash';
import { findFolder, locateRepository } from './locateRepository';

/**
 * Creates the built-in collector `repository`: file names of a repository, and the content of files that rule packs
 * probe.
 *
 * @param options - `probes`: of the active rules, read in each call
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
      'Files at the source location of a component, and the content of files that rule packs probe.',
    schema: createRepositorySchema,
    freshness: { hours: 1 },
    timeout: { minutes: 1 },
    cost: 'medium',
    filter: { kind: 'component' },
    async collect({ entity, signal, previous }) {
      const location = locateRepository(entity, integrations);
      const scan = new RepositoryScan({ ...config, probes: probes() });
      // The result for a commit also depends on these.
      const version = `${hashJson([location, config, scan.probes])} `;
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

/**
 * Reads a repository into a scan, through the integrations of the portal.
 *
 * @returns an etag if the host provides one
 * @throws NotModifiedError if the etag is unchanged
 */
async function readRemoteTree(
  urlReader: UrlReaderService,
  url: string,
  scan: RepositoryScan,
  options: { etag?: string; signal: AbortSignal },
): Promise<string | undefined> {
  const enough = new AbortController();
  try {
    const tree = await urlReader.readTree(url, {
      etag: options.etag,
      signal: AbortSignal.any([options.signal, enough.signal]),
      filter(path, info) {
        const wanted = scan.seesFile(path, info?.size);
        if (scan.isFull) {
          // The parser of the archive would catch an error.
          enough.abort();
        }
        return wanted;
      },
    });
    for (const file of await tree.files()) {
      scan.addContent(file.path, await file.content());
    }
    return tree.etag || undefined;
  } catch (error) {
    throw explain(toError(error), url);
  }
}

/* The format of the status in errors of all readers. */
const STATUS = /, (\d{3})( |$)/;

function explain(error: Error, url: string): Error {
  const { host } = new URL(url);
  const status = STATUS.exec(error.message)?.[1];
  if (error.name === 'NotModifiedError') {
    return error;
  }
  if (status === '429' || /rate limit/i.test(error.message)) {
    return new Error(`${host} allows no more requests for now (rate limit)`);
  }
  if (error.name === 'NotAllowedError') {
    return new NotAllowedError(
      `there is no integration for ${host}; add one to integrations in the config`,
    );
  }
  if (error.name === 'NotFoundError' || status === '404') {
    return new NotFoundError(
      `the repository, or the token of the integration for ${host} may not see it`,
    );
  }
  if (status === '401' || status === '403') {
    return new NotAllowedError(
      `${host} refused the token of its integration (${status})`,
    );
  }
  return status ? new Error(`${host} answered with ${status}`) : error;
}
