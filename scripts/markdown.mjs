/** A table; cells may hold any inline Markdown. */
export function table(headers, rows) {
  const line = cells =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [headers, headers.map(() => '---'), ...rows].map(line).join('\n');
}

export function code(text) {
  return `\`${text}\``;
}
