/** Length limit of collector ids. */
const longest = 63;

/**
 * Converts the id of a fact of another tool to a name in expressions, in camel case: `github:default/repo_details`
 * becomes `githubDefaultRepoDetails`. Ids that differ only in other characters, or after 63 characters, get the same
 * name.
 *
 * @public
 */
export function toFactName(id: string): string {
  const name = id
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) =>
      (next ?? '').toLocaleUpperCase('en-US'),
    )
    .replace(/^[A-Z]/, first => first.toLocaleLowerCase('en-US'));
  return (/^[a-z]/.test(name) ? name : `fact${name}`).slice(0, longest);
}
