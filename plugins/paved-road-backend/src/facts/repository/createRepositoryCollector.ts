import { UrlReaderService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { Probe, isErrorWithName } from '@paved-road/plugin-paved-road-common';
import {
  builtInDetectors,
  countEndedRuntimes,
  createRepositorySchema,
  Detector,
  FactCollector,
  readFolder,
  readRepositoryConfig,
  RepositoryScan,
  RepositoryValue,
} from '@paved-road/plugin-paved-road-node';
import { hashJson } from '../../database/hash';
import { findFolder, locateRepository } from './locateRepository';

/** The collector `repository`. */
export type RepositoryCollector = FactCollector<RepositoryValue> & {
  /** The beginning of the etags of repositories that the current detectors have read. */
  etagPrefix(): string;
};

/**
 * Creates the built-in collector `repository`: findings of detectors, file names, and the content of files that rule
 * packs probe.
 *
 * @param options - `probes` of the active rules and `detectors`, read in each call
 */
export function createRepositoryCollector(options: {
  urlReader: UrlReaderService;
  config: Config;
  probes: () => Probe[];
  /** Default: the built-in ones. */
  detectors?: () => readonly Detector[];
}): RepositoryCollector {
  const { urlReader, probes, detectors = () => builtInDetectors } = options;
  const config = readRepositoryConfig(options.config);
  const integrations = ScmIntegrations.fromConfig(options.config);

  const etagPrefix = () => {
    const versions = detectors().map(({ id, version }) => [id, version]);
    return `${hashJson([versions, countEndedRuntimes()])} `;
  };
  return {
    etagPrefix,
    id: 'repository',
    title: 'Repository',
    description:
      'What detectors find at the source location of a component, its file names, and the content of files that rule packs probe.',
    schema: createRepositorySchema,
    freshness: { hours: 1 },
    timeout: { minutes: 1 },
    cost: 'medium',
    filter: { kind: 'component' },
    async collect({ entity, signal, previous }) {
      const location = locateRepository(entity, integrations);
      const localFolder = await findFolder(location, config.folders);
      const scan = new RepositoryScan({
        ...config,
        probes: probes(),
        detectors: detectors(),
        folder: localFolder ? undefined : location.folder,
      });
      // The result for a commit also depends on these.
      const state = `${etagPrefix()}${hashJson([location, config, scan.probes])} `;
      const etag = previous?.etag?.startsWith(state)
        ? previous.etag.slice(state.length) || undefined
        : undefined;
      try {
        const newEtag = localFolder
          ? await readFolder(localFolder, scan, { etag, signal })
          : await readRemoteTree(
              urlReader,
              location.root ?? location.target,
              scan,
              {
                etag,
                signal,
              },
            );
        return {
          status: 'known',
          value: await scan.toValue(),
          source: location.source,
          etag: `${state}${newEtag ?? ''}`,
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
    if (enough.signal.aborted) {
      // The scan reports that the repository is too large.
      return undefined;
    }
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
      `The portal has no access to ${host}. Ask the platform team to add an integration.`,
    );
  }
  if (error.name === 'NotFoundError' || status === '404') {
    return new NotFoundError(
      `We can't see this service's repository on ${host}. Correct backstage.io/source-location in catalog-info.yaml, or give the portal access.`,
    );
  }
  if (status === '401' || status === '403') {
    return new NotAllowedError(
      `${host} refused the portal's access (${status}). Ask the platform team to renew it.`,
    );
  }
  return status ? new Error(`${host} answered with ${status}`) : error;
}
