const isPlainKey = (key: string) => /^[A-Za-z_][\w./-]{0,200}$/.test(key);

/** Writes a value as YAML in blocks, as Helm does, without a line break at the end. */
export function toYaml(value: unknown, depth = 0): string {
  const space = '  '.repeat(depth);
  if (Array.isArray(value) && value.length > 0) {
    return value
      .map(item => `${space}- ${toYaml(item, depth + 1).trimStart()}`)
      .join('\n');
  }
  if (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0
  ) {
    return Object.entries(value)
      .map(([key, part]) => {
        const name = isPlainKey(key) ? key : JSON.stringify(key);
        const isBlock =
          typeof part === 'object' &&
          part !== null &&
          Object.keys(part).length > 0;
        return isBlock
          ? `${space}${name}:\n${toYaml(part, depth + 1)}`
          : `${space}${name}: ${toYaml(part)}`;
      })
      .join('\n');
  }
  return typeof value === 'symbol'
    ? 'undetermined'
    : (JSON.stringify(value) ?? 'null');
}
