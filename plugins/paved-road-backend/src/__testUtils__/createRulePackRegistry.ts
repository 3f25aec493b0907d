import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError, NotModifiedError } from '@backstage/errors';
import {
  RulePackRegistry,
  RulePackRegistryOptions,
} from '../rules/RulePackRegistry';

/** Texts by URL, as their servers have them. */
export type Servers = Map<string, string>;

/** A back end's registry of rule packs, with its log and with servers that know ETags. */
export function createRulePackRegistry(
  options: Pick<RulePackRegistryOptions, 'sources' | 'store'> &
    Partial<RulePackRegistryOptions> & { servers?: Servers },
) {
  const { servers = new Map(), ...others } = options;
  const logger = mockServices.logger.mock();
  const registry = new RulePackRegistry({
    urlReader: mockServices.urlReader.mock({
      async readUrl(url, { etag } = {}) {
        const text = servers.get(url);
        if (text === undefined) {
          throw new NotFoundError(`could not read ${url}, 404 Not Found`);
        }
        if (etag === text) {
          throw new NotModifiedError();
        }
        return { buffer: async () => Buffer.from(text), etag: text };
      },
    }),
    schemas: () => ({}),
    factDescriptions: () => [],
    targetLevel: 'silver',
    logger,
    ...others,
  });
  return {
    registry,
    /** Everything that was warned of. */
    warnings: () => logger.warn.mock.calls.map(([message]) => message),
    infos: () => logger.info.mock.calls.map(([message]) => message),
    /** The packs that are in use, as `name version`. */
    packs: async () => {
      const { items } = await registry.describe();
      return items.map(
        ({ metadata }) => `${metadata.name} ${metadata.version}`,
      );
    },
  };
}
