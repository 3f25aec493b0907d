import { SortState } from '@backstage/ui';

/**
 * Converts an order such as `name` or `-name` to the state of a table.
 *
 * @param aliases - ascending orders that are not named after their column
 */
export function toSortState<S extends string>(
  sort: S,
  onSortChange: (sort: S) => void,
  aliases: { order: S; column: string }[] = [],
): SortState {
  const isDescending = sort.startsWith('-');
  return {
    descriptor: {
      column:
        aliases.find(({ order }) => order === sort)?.column ??
        sort.replace(/^-/, ''),
      direction: isDescending ? 'descending' : 'ascending',
    },
    onSortChange: ({ column: chosen, direction }) =>
      onSortChange(
        direction === 'descending'
          ? (`-${chosen}` as S)
          : (aliases.find(({ column }) => column === chosen)?.order ??
              (chosen as S)),
      ),
  };
}
