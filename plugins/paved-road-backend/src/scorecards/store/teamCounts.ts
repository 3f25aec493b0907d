import { Knex } from 'knex';
import { VisibleEntities } from '../../catalog/types';
import { isVisible, selectClass } from '../../catalog/visibleRows';
import { sumColumns } from './scorecardCounts';

/** Ends the way up in a cycle of groups. */
const MOST_ABOVE = 50;

/**
 * Selects the sums of the groups directly below a parent, or at the top, including all their subgroups. Leaves out
 * groups without scorecards. A group with an unknown parent is at the top. Subgroups replace hidden groups, whose own
 * sums count for the group above.
 *
 * @param ownerCounts - sums by owner
 */
export function selectTeamCounts(
  knex: Knex,
  ownerCounts: Knex.QueryBuilder,
  parent: string | undefined,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const roots = selectDirectlyBelow(knex, parent, visible);
  return fromTeamTree(knex, roots, parent, visible)
    .with('owned', ownerCounts)
    .join('owned', 'owned.key', 'tree.team')
    .groupBy('tree.root', 'owned.level', 'owned.level_rank')
    .select({ key: 'tree.root' }, 'owned.level', 'owned.level_rank')
    .select(
      sumColumns.map(column =>
        knex.raw('SUM(??) AS ??', [`owned.${column}`, column]),
      ),
    )
    .max({ has_children: 'tree.is_below' });
}

/**
 * Each root with itself and all subgroups, as `root` and `team` of `tree`. `is_below` is 1 for a visible subgroup and
 * everything below it.
 *
 * @param roots - a selection of groups, as `team`
 * @param parent - of the roots; not below itself, even in a cycle
 */
export function fromTeamTree(
  knex: Knex,
  roots: Knex.QueryBuilder,
  parent: string | undefined,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const below = knex('tree')
    .join('teams as t', 't.parent_ref', 'tree.team')
    // A group has one parent, so a cycle ends where it began.
    .whereRaw('t.entity_ref <> tree.root')
    .select(
      'tree.root',
      't.entity_ref',
      visible.all
        ? knex.raw('1')
        : knex.raw('CASE WHEN ? THEN 1 ELSE tree.is_below END', [
            isVisibleTeam(knex, visible, 't.entity_ref'),
          ]),
    );
  if (parent !== undefined) {
    below.whereNot('t.entity_ref', parent);
  }
  const tops = knex
    .from(roots.as('roots'))
    .select('roots.team', 'roots.team', knex.raw('0'));
  return knex
    .withRecursive('tree', ['root', 'team', 'is_below'], tops.unionAll(below))
    .from('tree');
}

function isVisibleTeam(
  knex: Knex,
  visible: VisibleEntities,
  team: string,
): Knex.Raw {
  // The index may have dropped a group that `teams` still has.
  return knex.raw('COALESCE(?, false)', [
    isVisible(knex, visible, team, selectClass(knex, team)),
  ]);
}

/** The groups directly below a parent, or at the top, as `team`; none below a hidden parent. */
function selectDirectlyBelow(
  knex: Knex,
  parent: string | undefined,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const directly = knex('teams as t').select({ team: 't.entity_ref' });
  if (parent === undefined) {
    directly.whereNotExists(
      knex('teams as p').whereRaw('p.entity_ref = t.parent_ref').select(1),
    );
  } else {
    directly.where('t.parent_ref', parent).whereNot('t.entity_ref', parent);
  }
  if (visible.all) {
    return directly;
  }
  if (parent !== undefined) {
    directly.whereExists(
      knex('teams as above')
        .where('above.entity_ref', parent)
        .whereRaw(isVisibleTeam(knex, visible, 'above.entity_ref'))
        .select(knex.raw('1')),
    );
  }
  const isSeen = isVisibleTeam(knex, visible, 'team');
  const below = knex('places')
    .join('teams as t', 't.parent_ref', 'places.team')
    .whereRaw(knex.raw('NOT (?)', [isSeen]))
    .select('t.entity_ref');
  if (parent !== undefined) {
    below.whereNot('t.entity_ref', parent);
  }
  return (
    knex
      // UNION drops duplicates, so a cycle ends it.
      .withRecursive('places', ['team'], directly.union(below))
      .from('places')
      .whereRaw(isSeen)
      .select('team')
  );
}

/** The visible groups above a group, topmost first, and itself; empty for a hidden group. */
export async function selectTeamPath(
  knex: Knex,
  group: string,
  visible: VisibleEntities,
): Promise<string[]> {
  const upwards: string[] = await knex
    .withRecursive(
      'up',
      ['team', 'parent', 'steps'],
      knex('teams')
        .where('entity_ref', group)
        .select('entity_ref', 'parent_ref', knex.raw('0'))
        .unionAll(
          knex('up')
            .join('teams as t', 't.entity_ref', 'up.parent')
            .where('up.steps', '<', MOST_ABOVE)
            .select('t.entity_ref', 't.parent_ref', knex.raw('up.steps + 1')),
        ),
    )
    .from('up')
    .whereRaw(isVisibleTeam(knex, visible, 'team'))
    .orderBy('steps')
    .pluck('team');
  return upwards[0] === group ? [...new Set(upwards)].reverse() : [];
}

/** A group and all its subgroups. One set, so that PostgreSQL finds what they own by an index. */
export function selectWithBelow(knex: Knex, group: string): Knex.QueryBuilder {
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
    .select('team')
    .union(knex.raw('SELECT CAST(? AS text)', [group]));
}
