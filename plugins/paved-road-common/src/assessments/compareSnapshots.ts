import { CatalogChange, ComparableSnapshot } from './catalogFacts';

/**
 * What moved in the catalog between two snapshots of an entity; empty when they are the same.
 *
 * @param models - entity references of the models that are known; changes of others are changes of
 * dependencies
 * @public
 */
export function compareSnapshots(
  before: ComparableSnapshot,
  now: ComparableSnapshot,
  models: ReadonlySet<string> = new Set(),
): CatalogChange[] {
  const moved = (
    what: CatalogChange['what'],
    listOf: (snapshot: ComparableSnapshot) => string[],
  ): CatalogChange => {
    const [old, current] = [listOf(before), listOf(now)];
    return {
      what,
      added: current.filter(value => !old.includes(value)),
      removed: old.filter(value => !current.includes(value)),
    };
  };
  const only =
    (key: 'owner' | 'system' | 'pattern') => (snapshot: ComparableSnapshot) =>
      snapshot[key] === undefined ? [] : [snapshot[key]];
  return [
    moved('owner', only('owner')),
    moved('system', only('system')),
    moved('dependencies', ({ dependencies }) =>
      dependencies.filter(ref => !models.has(ref)),
    ),
    moved('models', ({ dependencies }) =>
      dependencies.filter(ref => models.has(ref)),
    ),
    moved('pattern', only('pattern')),
  ].filter(({ added, removed }) => added.length + removed.length > 0);
}
