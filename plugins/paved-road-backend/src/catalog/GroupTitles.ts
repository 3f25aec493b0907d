import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { LRUCache } from 'lru-cache';
import { readTitles } from './readTitles';
import { EntityAccess } from './types';

/** As long as the visibility of groups is cached. */
const KEPT_MILLISECONDS = 30_000;
const MOST_TITLES = 10_000;

/** Titles of owners. A page of figures names dozens of groups, so all who may see a group share its title. */
export class GroupTitles {
  readonly #titles = new LRUCache<string, { title?: string }>({
    max: MOST_TITLES,
    ttl: KEPT_MILLISECONDS,
  });

  constructor(
    private readonly options: {
      catalog: CatalogService;
      entities: Pick<EntityAccess, 'listVisible'>;
    },
  ) {}

  /** Titles by reference, of groups and other entities that the caller may see and that have one. */
  async read(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const isGroup = (ref: string) => ref.startsWith('group:');
    const groups = entityRefs.filter(isGroup);
    const others = entityRefs.filter(ref => !isGroup(ref));
    const shown =
      groups.length > 0
        ? await this.options.entities.listVisible(groups, credentials)
        : [];
    const known = new Map(shown.map(ref => [ref, this.#titles.get(ref)]));
    const titles = await readTitles(
      this.options.catalog,
      [...shown.filter(ref => !known.get(ref)), ...others],
      credentials,
    );
    for (const [ref, found] of known) {
      if (!found) {
        this.#titles.set(ref, { title: titles.get(ref) });
      } else if (found.title !== undefined) {
        titles.set(ref, found.title);
      }
    }
    return titles;
  }
}
