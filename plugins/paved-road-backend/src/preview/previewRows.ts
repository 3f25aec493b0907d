import { PreviewChangeKind } from '@paved-road/plugin-paved-road-common';
import { JsonColumnType } from '../database/jsonRows';
import { StoredTime, toIsoTime } from '../database/sql';
import { foldCase } from '../scorecards/store/scorecardRows';
import { Comparison } from './compareEvaluations';
import { ComparedService, NewPreview, StoredPreview } from './StoredPreview';

/** A row of the table `rule_previews`. */
export interface PreviewRow {
  id: string;
  state: StoredPreview['state'];
  requested_by: string;
  rules: string;
  figures: string;
  total: number;
  done: number;
  problem: string | null;
  created_at: StoredTime;
  advanced_at: StoredTime;
  finished_at: StoredTime | null;
}

/** The columns of `rule_preview_services` without the key. */
export interface ComparisonRow {
  kind: PreviewChangeKind | '';
  from_level: string;
  to_level: string;
  differences: string;
}

/** A row of the table `rule_preview_services`. */
export interface ServiceRow extends ComparisonRow {
  entity_ref: string;
  sort_name: string;
  title: string;
  owner: string;
}

/** The columns of the table `rule_preview_services`. */
export const serviceColumns = {
  preview_id: 'text',
  entity_ref: 'text',
  sort_name: 'text',
  title: 'text',
  owner: 'text',
  kind: 'text',
  from_level: 'text',
  to_level: 'text',
  differences: 'text',
} as const satisfies Record<string, JsonColumnType>;

/** Characters of a title for sorting; a cursor must contain them. */
const SORTED_LENGTH = 100;

export function toPreview(row: PreviewRow): StoredPreview {
  return {
    id: row.id,
    state: row.state,
    requestedBy: row.requested_by,
    rules: JSON.parse(row.rules) as NewPreview['rules'],
    total: row.total,
    done: row.done,
    problem: row.problem ?? undefined,
    startedAt: toIsoTime(row.created_at),
    advancedAt: toIsoTime(row.advanced_at),
    finishedAt:
      row.finished_at === null ? undefined : toIsoTime(row.finished_at),
  };
}

export function toServiceRow(
  previewId: string,
  { entityRef, title, owner, kind, from, to, differences }: ComparedService,
) {
  return {
    preview_id: previewId,
    entity_ref: entityRef,
    sort_name: foldCase(title).slice(0, SORTED_LENGTH),
    title,
    owner: owner ?? '',
    kind: kind ?? '',
    from_level: from ?? '',
    to_level: to ?? '',
    differences: JSON.stringify(differences),
  } satisfies Record<keyof typeof serviceColumns, string>;
}

export function toComparison(row: ComparisonRow): Comparison {
  return {
    kind: row.kind || undefined,
    from: row.from_level || undefined,
    to: row.to_level || undefined,
    differences: JSON.parse(row.differences) as Comparison['differences'],
  };
}

export function toService(row: ServiceRow): ComparedService {
  return {
    entityRef: row.entity_ref,
    title: row.title,
    owner: row.owner || undefined,
    ...toComparison(row),
  };
}

export function toDifferencePrefix(check: number): string {
  return `[${check},`;
}
