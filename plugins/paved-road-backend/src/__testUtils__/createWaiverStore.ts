import { WaiverState } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { VisibleEntities } from '../catalog/types';
import {
  StoredWaiver,
  WaiverFilter,
  WaiverStore,
} from '../waivers/WaiverStore';
import { createRequest, creationOf, decision, movedTo } from './waiverFixtures';

export const everything: VisibleEntities = { all: true };
export const search = 'component:default/search';
export const ranker = 'component:default/ranker';
export const approval: WaiverState = { status: 'approved', decision };

/** A store of waivers that knows two services, and what fills and reads it. */
export async function createWaiverStore(knex: Knex) {
  const store = new WaiverStore(knex);
  await new EntityIndexStore(knex).upsert(
    [
      { name: 'search', title: 'Search', owner: 'group:default/search' },
      { name: 'ranker', title: 'Ranker' },
    ].map(record => ({
      ...record,
      entityRef: `component:default/${record.name}`,
      kind: 'component',
      namespace: 'default',
      snapshot: { dependencies: [] },
    })),
    '1',
  );

  async function create(
    overrides: Parameters<typeof createRequest>[0] = {},
    idempotencyKey?: string,
  ): Promise<StoredWaiver> {
    const result = await store.create(
      creationOf(createRequest(overrides)),
      idempotencyKey,
    );
    expect(result?.created).toBe(true);
    return result!.waiver;
  }

  async function approve(waiver: StoredWaiver): Promise<StoredWaiver> {
    const [approved] = (await store.save([
      movedTo(waiver, approval, 'approved'),
    ]))!;
    return approved;
  }

  return {
    store,
    create,
    approve,
    createApproved: async (overrides?: Parameters<typeof createRequest>[0]) =>
      await approve(await create(overrides)),

    /** Ids of a list, page by page. */
    async pagesOf(
      filter: WaiverFilter,
      limit = 100,
      visible: VisibleEntities = everything,
    ): Promise<string[][]> {
      const pages: string[][] = [];
      let cursor: string | undefined;
      let total: number;
      do {
        const page = await store.list(filter, { limit, cursor }, visible);
        pages.push(page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        total = page.totalItems;
      } while (cursor);
      expect(total).toBe(pages.flat().length);
      return pages;
    },
  };
}
