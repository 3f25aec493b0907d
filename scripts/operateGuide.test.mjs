import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import knexFactory from 'knex';

test('the guide says of each table what is lost with it', async () => {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  try {
    await knex.migrate.latest({
      directory: 'plugins/paved-road-backend/migrations',
    });
    const names = await knex('sqlite_master')
      .where({ type: 'table' })
      .pluck('name');
    const tables = names.filter(name => !/^(sqlite|knex)_/.test(name));
    const guide = await readFile('docs/guides/operate.md', 'utf8');
    const [, section] = guide.split('\n## Remove Paved Road\n');
    const rows = [...section.matchAll(/^\| (`[a-z_`, ]+`) +\|/gm)];
    const listed = rows.flatMap(([, cell]) => cell.match(/[a-z_]+/g));
    assert.deepEqual(listed.sort(), tables.sort());
  } finally {
    await knex.destroy();
  }
});
