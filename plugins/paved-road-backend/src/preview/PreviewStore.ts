import { Page } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { VisibleEntities } from '../catalog/types';
import { isVisible } from '../catalog/visibleRows';
import { selectJsonRows } from '../database/jsonRows';
import {
  countRows,
  PageRequest,
  readCursor,
  rowsToRead,
  toPage,
  writeCursor,
} from '../database/paging';
import { createInCondition, isSqlite } from '../database/sql';
import {
  ComparisonRow,
  toDifferencePrefix,
  PreviewRow,
  serviceColumns,
  ServiceRow,
  toComparison,
  toPreview,
  toService,
  toServiceRow,
} from './previewRows';
import {
  ChangeFilter,
  ComparedService,
  count,
  NewPreview,
  noFigures,
  PreviewFigures,
  StoredPreview,
} from './StoredPreview';

/** Per person. */
const EARLIER_KEPT = 4;

const cursorText = z.string().refine(value => !value.includes('\u0000'));
const cursorSchema = z.tuple([cursorText, cursorText]);

/** Stores previews and the comparison of each service. Tables: `rule_previews` and `rule_preview_services`. */
export class PreviewStore {
  constructor(private readonly knex: Knex) {}

  /** Starts a preview. Cancels the running one of the same person and keeps only the newest few earlier ones. */
  async start({
    requestedBy,
    rules,
    total,
  }: NewPreview): Promise<StoredPreview> {
    return await this.knex.transaction(async tx => {
      await lockPreviews(tx, requestedBy);
      const earlier = () =>
        tx('rule_previews').where('requested_by', requestedBy);
      await earlier()
        .where('state', 'running')
        .update(ending({ state: 'cancelled' }));
      const kept = earlier()
        .select('id')
        .orderBy('created_at', 'desc')
        .limit(EARLIER_KEPT);
      await earlier().whereNotIn('id', kept).delete();
      const now = new Date();
      const [row]: PreviewRow[] = await tx('rule_previews')
        .insert({
          id: randomUUID(),
          state: 'running',
          requested_by: requestedBy,
          rules: JSON.stringify(rules),
          figures: JSON.stringify(noFigures()),
          total,
          done: 0,
          created_at: now,
          advanced_at: now,
        })
        .returning('*');
      return toPreview(row);
    });
  }

  /**
   * Stores the comparison of more services and adds them to the sums, unless the preview is no longer running. An
   * already compared service stays as it is.
   *
   * @param by - `done` is the number of entities since the last call
   * @returns its state, which may be cancelled; undefined if there is no such preview
   */
  async advance(
    id: string,
    { done, services }: { done: number; services: ComparedService[] },
  ): Promise<StoredPreview['state'] | undefined> {
    return await this.knex.transaction(async tx => {
      const query = tx('rule_previews').where({ id });
      const preview: PreviewRow | undefined = await (
        isSqlite(tx) ? query : query.forUpdate()
      ).first();
      if (preview?.state !== 'running') {
        return preview?.state;
      }
      const added = await insertServices(tx, id, services);
      const figures: PreviewFigures = JSON.parse(preview.figures);
      added.forEach(service => count(figures, service));
      await tx('rule_previews')
        .where({ id })
        .update({
          done: preview.done + done,
          // The catalog may have grown.
          total: Math.max(preview.total, preview.done + done),
          figures: JSON.stringify(figures),
          advanced_at: new Date(),
        });
      return preview.state;
    });
  }

  /**
   * Ends a preview.
   *
   * @returns whether it was running until now
   */
  async end(
    id: string,
    outcome:
      | { state: 'finished' | 'cancelled' }
      | { state: 'failed'; problem: string },
  ): Promise<boolean> {
    const ended = await this.knex('rule_previews')
      .where({ id, state: 'running' })
      .update({
        ...ending(outcome),
        ...(outcome.state === 'finished' && { total: this.knex.ref('done') }),
      });
    return ended > 0;
  }

  async get(id: string): Promise<StoredPreview | undefined> {
    const row: PreviewRow | undefined = await this.knex('rule_previews')
      .where({ id })
      .first();
    return row && toPreview(row);
  }

  /** Sums over the visible services. */
  async figures(id: string, visible: VisibleEntities): Promise<PreviewFigures> {
    if (visible.all) {
      const row: Pick<PreviewRow, 'figures'> | undefined = await this.knex(
        'rule_previews',
      )
        .where({ id })
        .first('figures');
      return row ? JSON.parse(row.figures) : noFigures();
    }
    // Many services have the same comparison, so there are few rows.
    const columns = ['kind', 'from_level', 'to_level', 'differences'];
    const rows: (ComparisonRow & { services: number | string })[] =
      await this.#visible(id, visible)
        .groupBy(columns)
        .select(columns)
        .count({ services: '*' });
    const figures = noFigures();
    for (const row of rows) {
      count(figures, toComparison(row), Number(row.services));
    }
    return figures;
  }

  /**
   * The services that would change, by title.
   *
   * @throws InputError if the cursor belongs to another list
   */
  async changes(
    id: string,
    { kind, check }: ChangeFilter,
    page: PageRequest,
    visible: VisibleEntities,
  ): Promise<Page<ComparedService>> {
    const matching = () => {
      const query = this.#visible(id, visible).whereNot('kind', '');
      if (kind !== undefined) {
        query.where({ kind });
      }
      if (check !== undefined) {
        query.whereLike('differences', `%${toDifferencePrefix(check)}%`);
      }
      return query;
    };
    const query = matching()
      .orderBy(['sort_name', 'entity_ref'])
      .limit(rowsToRead(page));
    if (page.cursor !== undefined) {
      query.whereRaw(
        '(sort_name, entity_ref) > (?, ?)',
        readCursor(cursorSchema, page.cursor),
      );
    }
    const [read, totalItems]: [ServiceRow[], number] = await Promise.all([
      query,
      countRows(matching()),
    ]);
    const { rows, nextCursor } = toPage(read, page, last =>
      writeCursor([last.sort_name, last.entity_ref]),
    );
    return { items: rows.map(toService), nextCursor, totalItems };
  }

  /** Removes previews started before this time. */
  async purge(before: Date): Promise<void> {
    await this.knex('rule_previews').where('created_at', '<', before).delete();
  }

  #visible(id: string, visible: VisibleEntities): Knex.QueryBuilder {
    const query = this.knex('rule_preview_services').where('preview_id', id);
    return visible.all
      ? query
      : query.whereRaw(
          isVisible(this.knex, visible, 'rule_preview_services.entity_ref'),
        );
  }
}

function ending(outcome: { state: StoredPreview['state']; problem?: string }) {
  return { ...outcome, finished_at: new Date() };
}

/** Locks the previews of a person, so that two starts neither overlook nor block each other. */
async function lockPreviews(
  tx: Knex.Transaction,
  requestedBy: string,
): Promise<void> {
  // SQLite has one writer.
  if (!isSqlite(tx)) {
    await tx.raw(
      `SELECT pg_advisory_xact_lock(hashtextextended('paved-road previews ' || ?, 0))`,
      [requestedBy],
    );
  }
}

/** @returns the new ones */
async function insertServices(
  tx: Knex,
  id: string,
  services: ComparedService[],
): Promise<ComparedService[]> {
  const entityRefs = services.map(({ entityRef }) => entityRef);
  const known = new Set<string>(
    await tx('rule_preview_services')
      .where('preview_id', id)
      .whereRaw(createInCondition(tx, 'entity_ref', entityRefs))
      .pluck('entity_ref'),
  );
  const added = services.filter(({ entityRef }) => !known.has(entityRef));
  if (added.length > 0) {
    await tx.raw(
      `INSERT INTO rule_preview_services (${Object.keys(serviceColumns)}) ?`,
      [
        selectJsonRows(
          tx,
          serviceColumns,
          added.map(service => toServiceRow(id, service)),
        ),
      ],
    );
  }
  return added;
}
