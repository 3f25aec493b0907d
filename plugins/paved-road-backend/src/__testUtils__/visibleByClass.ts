import { Knex } from 'knex';
import { AccessClasses } from '../catalog/AccessClasses';
import { AccessIndexStore } from '../catalog/AccessIndexStore';
import { VisibleEntities } from '../catalog/types';

/** The scorecards and groups with these references, in the form for conditions that the index decides. */
export async function visibleByClass(
  knex: Knex,
  entityRefs: readonly string[],
): Promise<VisibleEntities> {
  const store = new AccessIndexStore(knex);
  const seen = new Set(entityRefs);
  const refs: string[] = [
    ...(await knex('scorecards').pluck('entity_ref')),
    ...(await knex('teams').pluck('entity_ref')),
  ];
  // Several classes of each kind; some of the hidden have none.
  const traits = refs
    .filter((ref, index) => seen.has(ref) || index % 4 > 0)
    .map((ref, index): [string, string] => [
      ref,
      JSON.stringify([`kind-${index % 3}`, seen.has(ref) ? ['me'] : [], []]),
    ]);
  await store.claim('test', 1_000);
  await store.write('test', new Map(traits), 1_000);
  await store.finish('test', {
    removed: await store.unseen(new Set(traits.map(([ref]) => ref))),
    duration: 0,
    kinds: [],
    properties: [],
  });
  const classes = new AccessClasses(await store.classes());
  return { all: false, classes: classes.select({ owners: ['me'] }) };
}
