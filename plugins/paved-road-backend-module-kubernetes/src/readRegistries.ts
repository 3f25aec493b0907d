import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const key = 'pavedRoad.kubernetes.registries';

/** A registry that is asked for the digests of tags. */
export interface Registry {
  /** As in the names of images, such as registry.example.com:5000. */
  host: string;
  /** Of the API, without a slash at its end. */
  url: string;
  /** The host that gives tokens, and gets the credentials for that. */
  tokenHost: string;
  /** Value of the header for user name and password. */
  basic?: string;
}

/**
 * The registries in the config.
 *
 * @throws InputError if a value is wrong
 */
export function readRegistries(config: Config): Registry[] {
  const registries = config.getOptionalConfigArray(key) ?? [];
  return registries.map((registry, index) => {
    const host = registry.getString('host');
    const hub = host === 'docker.io';
    const url = urlOf(
      registry.getOptionalString('url') ??
        `https://${hub ? 'registry-1.docker.io' : host}`,
      `${key}[${index}]: the URL of ${host.replace(/.*@/, '')}`,
    );
    const username = registry.getOptionalString('username');
    const password = registry.getOptionalString('password');
    if ((username === undefined) !== (password === undefined)) {
      throw new InputError(
        `${key}[${index}]: username and password of ${host} belong together, set both or none`,
      );
    }
    return {
      host,
      url: url.origin,
      tokenHost:
        registry.getOptionalString('tokenHost') ??
        (hub ? 'auth.docker.io' : url.host),
      basic:
        username &&
        `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    };
  });
}

function urlOf(text: string, place: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The API of a registry is at the root of its host.
  if (
    !url ||
    !/^https?:\/\/[^/]+\/$/.test(url.href) ||
    url.username ||
    url.password
  ) {
    // It may hold a password.
    throw new InputError(
      `${place} is not that of a registry; use a host such as registry.example.com:5000 and, if it has no TLS, a url such as http://registry.example.com:5000, without credentials`,
    );
  }
  return url;
}
