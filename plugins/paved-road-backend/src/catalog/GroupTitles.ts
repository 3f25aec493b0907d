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
      entities: Pick<EntityAccess, 'getVisibleEntities'>;
    },
  ) {}

  /** Titles by reference, of groups and other entities that the caller may see and that have one. */
  async read(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const groups = new Set(entityRefs.filter(ref => ref.startsWith('group:')));
    const others = entityRefs.filter(ref => !groups.has(ref));
    const shown =
      groups.size > 0 ? await this.#shownOf(groups, credentials) : [];
    const known = new Map(
      shown.flatMap(ref => {
        const found = this.#titles.get(ref);
        return found ? [[ref, found]] : [];
      }),
    );
    const unknown = shown.filter(ref => !known.has(ref));
    const titles = await readTitles(
      this.options.catalog,
      [...unknown, ...others],
      credentials,
    );
    for (const ref of unknown) {
      this.#titles.set(ref, { title: titles.get(ref) });
    }
    for (const [ref, { title }] of known) {
      if (title !== undefined) {
        titles.set(ref, title);
      }
    }
    return titles;
  }

  async #shownOf(
    groups: Set<string>,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const visible = await this.options.entities.getVisibleEntities(
      credentials,
      {
        withGroups: true,
      },
    );
    return visible.all
      ? [...groups]
      : (visible.groupRefs ?? []).filter(ref => groups.has(ref));
  }
}
