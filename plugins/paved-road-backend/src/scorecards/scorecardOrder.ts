import { InputError } from '@backstage/errors';
import {
  ScorecardQuery,
  scorecardSorts,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { isSqlite } from '../database/sql';

type Sort = ScorecardQuery['sort'];

/** A value that a list is sorted by. */
interface SortKey {
  /** SQL; `s` is a scorecard and `e` its entity. */
  expression: string;
  type: 'text' | 'integer' | 'number';
  descending: boolean;
}

const expressions: Record<
  'name' | 'level' | 'score' | 'owner',
  Pick<SortKey, 'expression' | 'type'>
> = {
  name: { expression: 's.sort_name', type: 'text' },
  level: { expression: 's.level_rank', type: 'integer' },
  score: { expression: 's.score', type: 'number' },
  owner: { expression: "COALESCE(e.owner, '')", type: 'text' },
};

/* Names are not unique, so the reference comes last. */
function sortKeys(sort: Sort): SortKey[] {
  const descending = sort.startsWith('-');
  const by = sort.replace('-', '') as keyof typeof expressions;
  return [
    { ...expressions[by], descending },
    ...(by === 'name' ? [] : [{ ...expressions.name, descending: false }]),
    { expression: 's.entity_ref', type: 'text', descending: false },
  ];
}

/* Both databases compare bytes, whatever the language of the server is. */
function toSql(knex: Knex, { expression, type }: SortKey): string {
  return type === 'text' && !isSqlite(knex)
    ? `${expression} COLLATE "C"`
    : expression;
}

/** The values that a row is sorted by, as {@link sortBy} selects them. */
export type SortedRow = Record<`sort_${number}`, string | number>;

/** Sorts a list of scorecards, and selects what {@link encodeCursor} needs. */
export function sortBy(knex: Knex, query: Knex.QueryBuilder, sort: Sort): void {
  sortKeys(sort).forEach((key, index) => {
    query
      .select(knex.raw(`${key.expression} AS ??`, [`sort_${index}`]))
      .orderByRaw(`${toSql(knex, key)} ${key.descending ? 'DESC' : 'ASC'}`);
  });
}

/** The cursor after a row. */
export function encodeCursor(sort: Sort, row: SortedRow): string {
  const after = sortKeys(sort).map((_, index) => row[`sort_${index}`]);
  return Buffer.from(JSON.stringify({ sort, after })).toString('base64url');
}

const valueSchemas = {
  text: z.string().refine(text => !text.includes('\u0000')),
  integer: z.int32(),
  number: z.number(),
};

/**
 * Continues a list after a cursor.
 *
 * @throws InputError when the cursor is not one of a list that is sorted like this
 */
export function startAfterCursor(
  knex: Knex,
  query: Knex.QueryBuilder,
  sort: Sort,
  cursor: string,
): void {
  const keys = sortKeys(sort);
  const after = decodeCursor(cursor, sort, keys);
  // In the order of rows, one is after another where the first key that differs says so.
  query.where(anyOf =>
    keys.forEach((key, index) =>
      anyOf.orWhere(condition => {
        keys.slice(0, index).forEach((earlier, position) => {
          condition.whereRaw(`${toSql(knex, earlier)} = ?`, [after[position]]);
        });
        condition.whereRaw(
          `${toSql(knex, key)} ${key.descending ? '<' : '>'} ?`,
          [after[index]],
        );
      }),
    ),
  );
}

function decodeCursor(
  cursor: string,
  sort: Sort,
  keys: SortKey[],
): (string | number)[] {
  const [first, ...others] = keys.map(({ type }) => valueSchemas[type]);
  const cursorSchema = z.object({
    sort: z.enum(scorecardSorts),
    after: z.array(z.union([z.string(), z.number()])),
  });
  let decoded: z.output<typeof cursorSchema>;
  try {
    decoded = cursorSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
  } catch {
    throw notACursor();
  }
  if (decoded.sort !== sort) {
    throw new InputError(
      `cursor: it continues a list that is sorted by ${decoded.sort}, not by ${sort}; start again without a cursor`,
    );
  }
  const after = z.tuple([first, ...others]).safeParse(decoded.after);
  if (!after.success) {
    throw notACursor();
  }
  return after.data;
}

function notACursor(): InputError {
  return new InputError(
    'cursor: not a cursor of this list; pass the nextCursor of a page, or nothing',
  );
}
