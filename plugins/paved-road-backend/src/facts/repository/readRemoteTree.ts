import { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import { RepositoryScan } from '@paved-road/plugin-paved-road-node';

/**
 * Reads a repository through the integrations of the portal into a scan.
 *
 * @returns an etag if the host provides one
 * @throws NotModifiedError if the etag is unchanged
 */
export async function readRemoteTree(
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
        if (scan.tooLarge) {
          // An error would be thrown into the parser of the archive.
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
    scan.assertNotTooLarge();
    throw explain(toError(error), url);
  }
}

/* Readers of all hosts report the status like this. */
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
