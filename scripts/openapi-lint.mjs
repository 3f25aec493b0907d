/* Lints the OpenAPI document with Spectral, offline. */
import { readFile } from 'node:fs/promises';
import { Spectral } from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';

const file = 'docs/reference/openapi.json';

const spectral = new Spectral();
spectral.setRuleset({
  extends: [[oas, 'all']],
  rules: {
    // The contact is the portal that the plugin is installed in.
    'info-contact': 'off',
    // The rule does not support `prefixItems`, the tuples of OpenAPI 3.1.
    'array-items': 'off',
    // Tags have the order of the reference.
    'openapi-tags-alphabetical': 'off',
  },
});
const problems = await spectral.run(
  JSON.parse(await readFile(new URL(`../${file}`, import.meta.url), 'utf8')),
);
for (const { path, code, message } of problems) {
  console.error(`${file} ${path.join('/')}: ${message} (${code})`);
}
process.exitCode = problems.length > 0 ? 1 : 0;
