/** Something for each option. */
export const perOption = <Id extends string, T>(
  options: readonly Id[],
  value: (option: Id) => T,
): Record<Id, T> =>
  Object.fromEntries(options.map(option => [option, value(option)])) as Record<
    Id,
    T
  >;
