import { LoggerService } from '@backstage/backend-plugin-api';
import {
  isErrorWithName,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { requestJson } from '@paved-road/plugin-paved-road-node';
import pLimit from 'p-limit';
import { z } from 'zod';
import { TaggedImage } from './image';
import { Registry } from './readRegistries';

/** Answers are kept for a pass over the entities, and a registry that fails is left alone for as long. */
const KEPT_MS = 10 * 60_000;
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

const digestSchema = z
  .string('no digest')
  .regex(/^sha256:[0-9a-f]{64}$/, 'no digest of SHA-256');
const indexSchema = z.object({
  manifests: z.array(z.object({ digest: z.string() })),
});
const tokenSchema = z
  .object({ token: z.string().optional(), access_token: z.string().optional() })
  .transform(({ token, access_token: accessToken }) => token ?? accessToken)
  .pipe(z.string('no token'));

/** What a tag stands for. */
interface Manifest {
  digest: string;
  /** Whether it is an index, of images for several platforms. */
  isIndex: boolean;
}

/** By what was asked for, oldest first. */
type Answers<T> = Map<string, { answer: Promise<T>; until: number }>;

/** Asks a registry with the distribution API of OCI. */
export class RegistryApi {
  readonly #registry: Registry;
  readonly #logger: LoggerService;
  readonly #limit = pLimit(REQUESTS_AT_A_TIME);
  readonly #manifests: Answers<Manifest> = new Map();
  readonly #members: Answers<string[]> = new Map();
  #restsUntil = 0;
  /** How the registry wants to be told who asks, once it has said so. */
  #challenge?: string;

  constructor(registry: Registry, logger: LoggerService) {
    this.#registry = registry;
    this.#logger = logger;
  }

  /**
   * Whether all digests are that of a tag, or of images for single platforms below it.
   *
   * @returns undefined if the registry does not say so, for whatever reason
   */
  async isCurrent(
    { name, tag }: TaggedImage,
    digests: string[],
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    try {
      const { digest, isIndex } = await this.#once(
        this.#manifests,
        `${name}:${tag}`,
        signal,
        inTime => this.#readManifest(name, tag, inTime),
      );
      const others = digests.filter(running => running !== digest);
      if (others.length === 0 || !isIndex) {
        return others.length === 0;
      }
      const members = await this.#once(
        this.#members,
        `${name}@${digest}`,
        signal,
        inTime => this.#readMembers(name, digest, inTime),
      );
      return others.every(running => members.includes(running));
    } catch (error) {
      this.#logger.debug(
        `The registry ${this.#registry.host} does not say what ${name}:${tag} is: ${toError(error).message}`,
      );
      return undefined;
    }
  }

  /** Asks for something once while the answer is kept, also for a refusal. */
  async #once<T>(
    answers: Answers<T>,
    key: string,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    for (const [old, { until }] of answers) {
      if (until > Date.now()) {
        break;
      }
      answers.delete(old);
    }
    const kept = answers.get(key);
    if (kept) {
      return await kept.answer;
    }
    const answer = this.#limit(() => this.#ask(signal, ask));
    answers.set(key, { answer, until: Date.now() + KEPT_MS });
    try {
      return await answer;
    } catch (error) {
      if (!isRefusal(error)) {
        answers.delete(key);
      }
      throw error;
    }
  }

  async #ask<T>(
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    if (Date.now() < this.#restsUntil) {
      throw new ServiceUnavailableError('it failed a while ago');
    }
    try {
      return await ask(
        AbortSignal.any([signal, AbortSignal.timeout(LONGEST_REQUEST_MS)]),
      );
    } catch (error) {
      if (!signal.aborted && !isRefusal(error)) {
        this.#restsUntil = Date.now() + KEPT_MS;
      }
      throw error;
    }
  }

  async #readManifest(
    name: string,
    tag: string,
    signal: AbortSignal,
  ): Promise<Manifest> {
    const known = this.#challenge;
    let response = await this.#head(name, tag, signal);
    if (response.status === 401 && known === undefined) {
      this.#challenge = response.headers.get('www-authenticate') ?? '';
      response = await this.#head(name, tag, signal);
    }
    const { status, headers } = response;
    if (status === 404) {
      throw new NotFoundError('it has no such tag');
    }
    if (status === 401 || status === 403) {
      throw new NotAllowedError(`it refused the credentials (${status})`);
    }
    if (status !== 200) {
      throw new ServiceUnavailableError(`it answered with ${status}`);
    }
    return {
      digest: read(digestSchema, headers.get('docker-content-digest')),
      isIndex: indexTypes.includes(
        headers.get('content-type')?.split(';')[0].trim() ?? '',
      ),
    };
  }

  async #head(
    name: string,
    tag: string,
    signal: AbortSignal,
  ): Promise<Response> {
    return await fetch(this.#urlOf(name, tag), {
      method: 'HEAD',
      // Another host would be one that nobody has allowed.
      redirect: 'manual',
      signal,
      headers: {
        accept: [...indexTypes, ...imageTypes].join(', '),
        ...(await this.#authorization(name, signal)),
      },
    });
  }

  async #readMembers(
    name: string,
    digest: string,
    signal: AbortSignal,
  ): Promise<string[]> {
    const { body } = await requestJson(this.#urlOf(name, digest), {
      signal,
      headers: {
        accept: indexTypes.join(', '),
        ...(await this.#authorization(name, signal)),
      },
    });
    return read(indexSchema, body).manifests.map(({ digest: one }) => one);
  }

  #urlOf(name: string, reference: string): string {
    return `${this.#registry.url}/v2/${name}/manifests/${reference}`;
  }

  /** What the registry has challenged to send with requests for a name. */
  async #authorization(
    name: string,
    signal: AbortSignal,
  ): Promise<{ authorization?: string }> {
    const { basic } = this.#registry;
    const [, bearer] = /\bBearer\s+(.*)/i.exec(this.#challenge ?? '') ?? [];
    if (!bearer) {
      return this.#challenge && basic ? { authorization: basic } : {};
    }
    const { body } = await requestJson(this.#tokenUrlOf(name, bearer), {
      signal,
      headers: basic ? { authorization: basic } : {},
    });
    return { authorization: `Bearer ${read(tokenSchema, body)}` };
  }

  #tokenUrlOf(name: string, challenge: string): string {
    const { host, tokenHost, url } = this.#registry;
    const { realm = '', service } = Object.fromEntries(
      [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [
        key.toLowerCase(),
        value,
      ]),
    );
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

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const { success, data, error } = schema.safeParse(answer);
  if (!success) {
    throw new Error(
      `it answered something else than expected: ${z.prettifyError(error)}`,
    );
  }
  return data;
}

/** Whether it holds for one image, while the registry works. */
function isRefusal(error: unknown): boolean {
  return ['NotFoundError', 'NotAllowedError'].some(name =>
    isErrorWithName(error, name),
  );
}
