/** The text about a criterion without its title, for where the title stands beside it. */
export function withoutTitle(text: string, title: string): string {
  const start = `${title}: `;
  return text.startsWith(start) ? text.slice(start.length) : text;
}
