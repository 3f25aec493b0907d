/* yarn config:count: counts the config keys of the packages, as `backstage-cli config:schema` shows them. */
import { fileURLToPath } from 'node:url';
import { loadConfigSchema } from '@backstage/config-loader';
import { readWorkspaces } from './workspaces.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * All properties of the config schemas, with `[]` for items of lists and `*` for any name.
 *
 * @param isIncluded - whether the schema of a package counts
 * @returns `packageName` and `key` of each; a property that two packages declare is there twice
 */
export async function listConfigKeys(
  isIncluded = name => name.startsWith('@paved-road/'),
) {
  const workspaces = await readWorkspaces(root);
  const schema = await loadConfigSchema({
    dependencies: workspaces.map(({ manifest }) => manifest.name),
  });
  return schema
    .serialize()
    .schemas.filter(({ packageName }) => isIncluded(packageName))
    .flatMap(({ packageName, value }) =>
      [...new Set(keysOf(value))].map(key => ({ packageName, key })),
    );
}

function* keysOf(node, path = '') {
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    const key = path ? `${path}.${name}` : name;
    yield key;
    yield* keysOf(property, key);
  }
  for (const variant of [node.anyOf, node.oneOf, node.allOf].flat()) {
    yield* variant ? keysOf(variant, path) : [];
  }
  if (typeof node.additionalProperties === 'object') {
    yield* keysOf(node.additionalProperties, `${path}.*`);
  }
  for (const item of [node.items ?? []].flat()) {
    yield* keysOf(item, `${path}[]`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const keys = (await listConfigKeys()).map(({ key }) => key).sort();
  const topKeys = new Set(
    keys.map(key => key.match(/^pavedRoad\.\w+|^\w+/)[0]),
  );
  for (const topKey of topKeys) {
    const isBelow = key => key === topKey || key.startsWith(`${topKey}.`);
    console.log(`${keys.filter(isBelow).length} ${topKey}`);
  }
  console.log(`${keys.length} config keys`);
}
