import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const key = 'pavedRoad.kubernetes.registries';

export interface Registry {
  /** Host in image names, such as registry.example.com:5000. */
  host: string;
  /** URL of the API without a trailing slash. */
  url: string;
  /** The host that issues tokens and receives the credentials. */
  tokenHost: string;
  /** Value of the Authorization header for user name and password. */
  basic?: string;
}

/**
 * Reads the registries from the config.
 *
 * @throws InputError if a value is wrong
 */
export function readRegistries(config: Config): Registry[] {
  const registries = config.getOptionalConfigArray(key) ?? [];
  return registries.map((registry, index) => {
    const host = registry.getString('host');
    const hub = host === 'docker.io';
    const url = parseRegistryUrl(
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

function parseRegistryUrl(text: string, place: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The API of a registry is at the root of its host.
  if (
    !url ||
    !/^https?:\/\/[^/]+\/$/.test(url.href) ||
    url.username ||
    url.password
  ) {
    // The URL may contain a password.
    throw new InputError(
      `${place} does not name a registry; use a host such as registry.example.com:5000 and, if it has no TLS, a url such as http://registry.example.com:5000, without credentials`,
    );
  }
  return url;
}
