import { LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  toError,
} from '@backstage/errors';
import {
  isTemporaryError,
  requestJson,
  SharedResults,
  SourceError,
} from '@paved-road/plugin-paved-road-node';
import { isDeepStrictEqual } from 'node:util';
import pLimit from 'p-limit';
import { z } from 'zod';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { TaggedImage } from './image';
import { Registry } from './readRegistries';

/** Lifetime of cached digests and refusals, and of the pause after a failure. */
const KEPT_MS = 10 * 60_000;
/** Maximum size of each cache. */
const MOST_ANSWERS = 5_000;
/** Limit, because each message may contain another image. */
const MOST_WARNINGS = 20;
const LONGEST_REQUEST_MS = 10_000;
const REQUESTS_AT_A_TIME = 8;

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const imageTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const indexSchema = z.object({
  manifests: z.array(z.object({ digest: z.string() })),
});
const tokenSchema = z
  .object({ token: z.string().optional(), access_token: z.string().optional() })
  .transform(({ token, access_token: accessToken }) => token ?? accessToken)
  .pipe(z.string('no token'));

interface Manifest {
  digest: string;
  /** Whether it is an index of images for several platforms. */
  isIndex: boolean;
}

/** The authentication that a registry requires. */
type Challenge =
  { scheme: 'bearer'; realm?: string; service?: string } | { scheme: 'basic' };

/** Client of the OCI distribution API. */
export class RegistryApi {
  readonly #limit = pLimit(REQUESTS_AT_A_TIME);
  readonly #manifests = new SharedResults<Manifest | undefined>(MOST_ANSWERS);
  readonly #members = new SharedResults<string[]>(MOST_ANSWERS);
  readonly #warned = new Set<string>();
  #rest?: { until: number; because: unknown };
  #challenge?: Challenge;
  /** Whether user name and password have worked. */
  #hadToken = false;

  constructor(
    private readonly registry: Registry,
    private readonly logger: LoggerService,
  ) {}

  /**
   * Whether all digests belong to a tag: its digest, or digests of its platforms.
   *
   * @returns undefined if the registry has no such tag
   * @throws Error if the registry does not answer; the log has the reason
   */
  async isCurrent(
    image: TaggedImage,
    digests: string[],
  ): Promise<boolean | undefined> {
    try {
      return await this.#compare(image, digests);
    } catch (error) {
      const { message } = toError(error);
      const isNew =
        this.#warned.size < MOST_WARNINGS && !this.#warned.has(message);
      if (isNew) {
        this.#warned.add(message);
      }
      this.logger[isNew ? 'warn' : 'debug'](
        `The registry ${this.registry.host} did not return ${image.name}:${image.tag}: ${message}`,
      );
      throw error;
    }
  }

  async #compare(
    { name, tag }: TaggedImage,
    digests: string[],
  ): Promise<boolean | undefined> {
    const manifest = await this.#once(
      this.#manifests,
      `${name}:${tag}`,
      inTime => this.#readManifest(name, tag, inTime),
    );
    if (!manifest) {
      this.logger.debug(
        `The registry ${this.registry.host} has no ${name}:${tag}`,
      );
      return undefined;
    }
    const { digest, isIndex } = manifest;
    const others = digests.filter(running => running !== digest);
    if (others.length === 0 || !isIndex) {
      return others.length === 0;
    }
    const members = await this.#once(
      this.#members,
      `${name}@${digest}`,
      inTime => this.#readMembers(name, digest, inTime),
      // Content with a digest never changes.
      Infinity,
    );
    return others.every(running => members.includes(running));
  }

  /** Reads with a cache, which includes refusals. */
  async #once<T>(
    answers: SharedResults<T>,
    key: string,
    ask: (signal: AbortSignal) => Promise<T>,
    keptMs = KEPT_MS,
  ): Promise<T> {
    return await answers.get(
      key,
      () => this.#limit(() => this.#ask(ask)),
      error => {
        const refusedMs = isFailure(error) ? 0 : KEPT_MS;
        return error ? refusedMs : keptMs;
      },
    );
  }

  async #ask<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#rest && Date.now() < this.#rest.until) {
      throw this.#rest.because;
    }
    try {
      return await ask(AbortSignal.timeout(LONGEST_REQUEST_MS));
    } catch (error) {
      if (isFailure(error)) {
        this.#rest = { until: Date.now() + KEPT_MS, because: error };
      }
      throw error;
    }
  }

  /** @returns undefined if there is no such tag */
  async #readManifest(
    name: string,
    tag: string,
    signal: AbortSignal,
    isRetry = false,
  ): Promise<Manifest | undefined> {
    const known = this.#challenge;
    const authorization = await this.#authorization(name, signal);
    try {
      const { headers } = await requestJson(this.#urlOf(name, tag), {
        method: 'HEAD',
        signal,
        headers: {
          accept: [...indexTypes, ...imageTypes].join(', '),
          ...authorization,
        },
      });
      return toManifest(headers);
    } catch (error) {
      const { status, challenge: header = '' } = error as SourceError;
      if (status === 404) {
        return undefined;
      }
      const challenge =
        status === 401 && !isRetry ? parseChallenge(header) : undefined;
      if (challenge && !isDeepStrictEqual(challenge, known)) {
        this.#challenge = challenge;
        return await this.#readManifest(name, tag, signal, true);
      }
      throw status === 401 && this.#sendsBasic
        ? new AuthenticationError(toError(error).message)
        : error;
    }
  }

  async #readMembers(
    name: string,
    digest: string,
    signal: AbortSignal,
  ): Promise<string[]> {
    const { body } = await requestJson(this.#urlOf(name, digest), {
      schema: indexSchema,
      signal,
      headers: {
        accept: indexTypes.join(', '),
        ...(await this.#authorization(name, signal)),
      },
    });
    return body.manifests.map(({ digest: one }) => one);
  }

  get #sendsBasic(): boolean {
    return this.#challenge?.scheme === 'basic' && !!this.registry.basic;
  }

  #urlOf(name: string, reference: string): string {
    return `${this.registry.url}/v2/${name}/manifests/${reference}`;
  }

  /** Creates the header that the registry requires for an image. */
  async #authorization(
    name: string,
    signal: AbortSignal,
  ): Promise<{ authorization?: string }> {
    const { basic } = this.registry;
    if (this.#challenge?.scheme !== 'bearer') {
      return this.#sendsBasic && basic ? { authorization: basic } : {};
    }
    const url = this.#tokenUrlOf(name, this.#challenge);
    try {
      const { body } = await requestJson(url, {
        schema: tokenSchema,
        signal,
        headers: basic ? { authorization: basic } : {},
      });
      this.#hadToken = true;
      return { authorization: `Bearer ${body}` };
    } catch (error) {
      const { status, message } = error as SourceError;
      // Some registries answer 403 to a wrong password as well as to one that may not pull this image.
      throw basic &&
        isErrorWithName(error, 'NotAllowedError') &&
        (!this.#hadToken || status === 401)
        ? new AuthenticationError(message)
        : error;
    }
  }

  #tokenUrlOf(
    name: string,
    { realm = '', service }: Challenge & { scheme: 'bearer' },
  ): string {
    const { host, tokenHost, url } = this.registry;
    const target = URL.canParse(realm) ? new URL(realm) : undefined;
    if (
      target?.host !== tokenHost ||
      (target.protocol === 'http:' && url.startsWith('https:'))
    ) {
      throw new NotAllowedError(
        `its tokens come from ${target?.origin ?? 'nowhere'}; if that is right, set it as tokenHost of ${host}`,
      );
    }
    if (service) {
      target.searchParams.set('service', service);
    }
    target.searchParams.set('scope', `repository:${name}:pull`);
    return target.href;
  }
}

function toManifest(headers: Record<string, string>): Manifest {
  const digest = headers['docker-content-digest'] ?? '';
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    throw new Error('it returned no digest of SHA-256');
  }
  const [type] = headers['content-type']?.split(';') ?? [''];
  return { digest, isIndex: indexTypes.includes(type.trim()) };
}

/** Parses a WWW-Authenticate header (RFC 9110). Prefers Bearer, so that the registry itself gets no password. */
function parseChallenge(header: string): Challenge | undefined {
  const challenges: Record<string, Record<string, string>> = {};
  let last: Record<string, string> = {};
  const words = header.matchAll(
    /([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]*))|([\w-]+)/g,
  );
  for (const [, name, quoted, plain, scheme] of words) {
    if (scheme) {
      last = {};
      challenges[scheme.toLowerCase()] = last;
    } else {
      last[name.toLowerCase()] = quoted ?? plain;
    }
  }
  const { bearer, basic } = challenges;
  if (bearer) {
    return {
      scheme: 'bearer',
      realm: bearer.realm,
      service: bearer.service,
    };
  }
  return basic && { scheme: 'basic' };
}

/** Whether the error concerns the whole registry or its config, and not one image. */
function isFailure(error: unknown): boolean {
  return (
    isTemporaryError(error) || isErrorWithName(error, 'AuthenticationError')
  );
}
