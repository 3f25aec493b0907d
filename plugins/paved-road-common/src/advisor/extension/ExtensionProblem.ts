/** A problem of a part of an extension. */
export interface ExtensionProblem {
  path: Path;
  /** With the field, like other messages about input. */
  message: string;
}

export type Path = readonly PropertyKey[];

export function problem(path: Path, what: string): ExtensionProblem {
  return { path, message: `${path.join('.')}: ${what}` };
}

/** Items with a repeated id. */
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
