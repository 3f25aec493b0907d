import { Knex } from 'knex';

/** @returns whether the row is in the table now; false where a unique index was in the way */
export async function insertNew(
  knex: Knex,
  table: string,
  row: object,
): Promise<boolean> {
  const inserted = await knex(table)
    .insert(row)
    .onConflict()
    .ignore()
    .returning('id');
  return inserted.length > 0;
}
