import { readFile } from 'node:fs/promises';

const guide = new URL('../docs/guides/operate.md', import.meta.url);

/**
 * The environment variables of a portal in production, as the guide lists them.
 *
 * @returns for each its name, its sign-in (undefined: any), and an example
 */
export async function documentedVariables() {
  const text = await readFile(guide, 'utf8');
  const rows = text.matchAll(
    /^\| `([A-Z_]+)`\s*\| (?:`(\w+)`|any)\s*\| `([^`]*)`/gm,
  );
  return [...rows].map(([, name, signIn, example]) => ({
    name,
    signIn,
    example,
  }));
}

/**
 * An environment with exactly the variables of one sign-in.
 *
 * @param signIn - as in SIGN_IN
 * @param values - by name, instead of the examples
 */
export async function productionEnvironment(signIn, values = {}) {
  const variables = (await documentedVariables()).filter(
    variable => !variable.signIn || variable.signIn === signIn,
  );
  const unknown = Object.keys(values).filter(
    name => !variables.some(variable => variable.name === name),
  );
  if (unknown.length > 0) {
    throw new Error(
      `docs/guides/operate.md does not list ${unknown} for ${signIn}`,
    );
  }
  return Object.fromEntries(
    variables.map(({ name, example }) => [
      name,
      name === 'SIGN_IN' ? signIn : (values[name] ?? example),
    ]),
  );
}
