/** A path whose names, such as `:kind`, are replaced by values. */
export function fillIn(path: string, values: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (name, key) =>
    Object.hasOwn(values, key) ? encodeURIComponent(values[key]) : name,
  );
}
