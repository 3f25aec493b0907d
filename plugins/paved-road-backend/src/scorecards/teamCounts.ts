import { Knex } from 'knex';
import { sumColumns } from './scorecardCounts';

/**
 * The sums of the groups directly below a parent, or at the top, each with those of all groups below it.
 * Groups without scorecards are left out. A group whose parent is not known is at the top.
 *
 * @param ownerCounts - sums by owner
 */
export function selectTeamCounts(
  knex: Knex,
  ownerCounts: Knex.QueryBuilder,
  parent: string | undefined,
): Knex.QueryBuilder {
  const roots = knex('teams as t').select('t.entity_ref', 't.entity_ref');
  if (parent === undefined) {
    roots.whereNotExists(
      knex('teams as p').whereRaw('p.entity_ref = t.parent_ref').select(1),
    );
  } else {
    roots.where('t.parent_ref', parent).whereNot('t.entity_ref', parent);
  }
  return fromTeamTree(knex, roots, parent)
    .with('owned', ownerCounts)
    .join('owned', 'owned.key', 'tree.team')
    .groupBy('tree.root', 'owned.level', 'owned.level_rank')
    .select({ key: 'tree.root' }, 'owned.level', 'owned.level_rank')
    .select(
      sumColumns.map(column =>
        knex.raw('SUM(??) AS ??', [`owned.${column}`, column]),
      ),
    )
    .max({
      has_children: knex.raw(
        'CASE WHEN tree.team = tree.root THEN 0 ELSE 1 END',
      ),
    });
}

/**
 * Each of these groups with itself and all groups below it, as `root` and `team` of `tree`.
 *
 * @param roots - a selection of groups, each of them twice
 * @param parent - of the groups; where groups are below each other, it is not below itself
 */
export function fromTeamTree(
  knex: Knex,
  roots: Knex.QueryBuilder,
  parent: string | undefined,
): Knex.QueryBuilder {
  const below = knex('tree')
    .join('teams as t', 't.parent_ref', 'tree.team')
    .select('tree.root', 't.entity_ref');
  if (parent !== undefined) {
    below.whereNot('t.entity_ref', parent);
  }
  return (
    knex
      // UNION drops what is there already, so groups that are below each other end it.
      .withRecursive('tree', ['root', 'team'], roots.union(below))
      .from('tree')
  );
}

/** The references of all groups below a group; it may be among them where groups are below each other. */
export function selectBelow(knex: Knex, group: string): Knex.QueryBuilder {
  return knex
    .withRecursive(
      'below',
      ['team'],
      knex('teams')
        .where('parent_ref', group)
        .select('entity_ref')
        .union(
          knex('below')
            .join('teams as t', 't.parent_ref', 'below.team')
            .select('t.entity_ref'),
        ),
    )
    .from('below')
    .select('team');
}
