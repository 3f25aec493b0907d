/** As long as the id of a collector may be. */
const longest = 63;

/**
 * A name under `facts` in expressions for the id of a fact of another tool: what is neither letter nor digit goes, and
 * the letter after it becomes a capital, so `github:default/repo_details` is `githubDefaultRepoDetails`. Ids that differ in
 * nothing else, or after 63 characters, have the same name.
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
