/*
 * Reads `{module, resource}[]` from the standard input and writes what the models of the resources say
 * against them. The models are modules that only Node's own loader takes, not the one of the test runner.
 */
import { text } from 'node:stream/consumers';

const findings = [];
for (const { module, resource } of JSON.parse(await text(process.stdin))) {
  const { [resource.kind]: Model } = await import(module);
  try {
    new Model(resource).validate();
  } catch (error) {
    findings.push(
      `${resource.kind} ${resource.metadata.name}: ${error.message}`,
    );
  }
}
process.stdout.write(JSON.stringify(findings));
