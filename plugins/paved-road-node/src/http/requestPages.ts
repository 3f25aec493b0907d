import { NotAllowedError } from '@backstage/errors';
import { SourceResponse } from '@paved-road/plugin-paved-road-common';

/**
 * Requests the pages of a list, each of which links to the next one. A page at another origin is refused, because it
 * would get the token.
 *
 * @param send - requests a page
 * @throws NotAllowedError for a page at another origin
 * @public
 */
export async function* requestPages<T extends SourceResponse>(
  url: string,
  send: (url: string) => Promise<T>,
): AsyncGenerator<{ body: T['body']; more: boolean }> {
  const { origin, pathname } = new URL(url);
  let next: string | undefined = url;
  while (next !== undefined) {
    if (new URL(next).origin !== origin) {
      throw new NotAllowedError(
        `The next page of ${pathname} is at ${new URL(next).origin}, which gets no token: correct the URL of the API in the integration, or the external URL of the host`,
      );
    }
    const { body, links }: T = await send(next);
    next = links.next;
    yield { body, more: next !== undefined };
  }
}
