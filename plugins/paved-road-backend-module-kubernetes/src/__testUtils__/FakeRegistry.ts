import { createHash } from 'node:crypto';
import {
  FakeAnswer,
  FakeRequest,
} from '@paved-road/plugin-paved-road-node/testUtils';

const digestOf = (text: string) =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const MANIFEST_PATH = /^\/v2\/(.+)\/manifests\/([^/]+)$/;

/**
 * A registry after the specification of OCI for distribution, 1.1, with the tokens of Docker's: it keeps manifests by digest,
 * and says which one a tag stands for.
 */
export class FakeRegistry {
  readonly #manifests = new Map<string, { type: string; content: string }>();
  readonly #tags = new Map<string, string>();
  /** How it challenges those who do not say who they are; it lets all in without. */
  challenge?: (url: string) => string;
  /** That of a user, which gets a token. */
  basic?: string;

  /** @returns the digest of an image for one platform */
  push(name: string, tag: string | undefined, content: string): string {
    return this.#put(name, tag, MANIFEST, {
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: digestOf(content),
        size: content.length,
      },
      layers: [],
    });
  }

  /** @returns the digest of an index of images for several platforms */
  pushIndex(name: string, tag: string, digests: string[]): string {
    return this.#put(name, tag, INDEX, {
      schemaVersion: 2,
      mediaType: INDEX,
      manifests: digests.map((digest, index) => ({
        mediaType: MANIFEST,
        digest,
        size: 7143,
        platform: { os: 'linux', architecture: ['amd64', 'arm64'][index] },
      })),
    });
  }

  #put(name: string, tag: string | undefined, type: string, manifest: object) {
    const content = JSON.stringify(manifest);
    const digest = digestOf(content);
    this.#manifests.set(`${name}@${digest}`, { type, content });
    if (tag) {
      this.#tags.set(`${name}:${tag}`, digest);
    }
    return digest;
  }

  answer({ method, path, query, headers }: FakeRequest): FakeAnswer {
    const url = `http://${headers.host}`;
    if (path === '/token') {
      return this.basic && headers.authorization !== this.basic
        ? { status: 401, body: { errors: [{ message: 'wrong password' }] } }
        : {
            body: { token: `of ${query.get('service')} ${query.get('scope')}` },
          };
    }
    const [, name, reference] = MANIFEST_PATH.exec(path) ?? [];
    const challenge = this.challenge?.(url);
    const wanted = challenge?.startsWith('Basic')
      ? this.basic
      : `Bearer of registry.example.com repository:${name}:pull`;
    if (challenge !== undefined && headers.authorization !== wanted) {
      return {
        status: 401,
        headers: challenge ? { 'www-authenticate': challenge } : {},
      };
    }
    const digest = this.#tags.get(`${name}:${reference}`) ?? reference;
    const found = this.#manifests.get(`${name}@${digest}`);
    if (!found) {
      return {
        status: 404,
        body: { errors: [{ code: 'MANIFEST_UNKNOWN' }] },
      };
    }
    const isAccepted = headers.accept?.includes(found.type);
    return {
      status: isAccepted ? 200 : 406,
      headers: {
        'content-type': found.type,
        'docker-content-digest': digest,
      },
      body: method === 'HEAD' ? undefined : found.content,
    };
  }
}
