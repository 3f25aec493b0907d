/** Replaces names in a path, such as `:kind`, with values. */
export function fillIn(path: string, values: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (name, key) =>
    Object.hasOwn(values, key) ? encodeURIComponent(values[key]) : name,
  );
}
