/** What is wrong with a part of an extension. */
export interface ExtensionProblem {
  path: Path;
  /** With the field, as other messages about input have it. */
  message: string;
}

export type Path = readonly PropertyKey[];

export function problem(path: Path, what: string): ExtensionProblem {
  return { path, message: `${path.join('.')}: ${what}` };
}

/** Items that have the id of an earlier one. */
export function duplicates(
  path: Path,
  field: string,
  ids: readonly string[],
): ExtensionProblem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index
      ? [problem([...path, index, field], `${id} is declared twice`)]
      : [],
  );
}
