import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { varyServices } from './variations';

const MOST = 10_000;

/** Generated variations of the example services, to test the portal at scale. */
export interface GeneratedFleet {
  /** Examples. The services vary them in turn. */
  examples: Entity[];
  services: Entity[];
}

/**
 * Reads the configured number of services. Default: 0.
 *
 * @throws InputError if the number is not an integer from 0 to 10000
 */
export async function readFleet(config: Config): Promise<GeneratedFleet> {
  const count = config.getOptionalNumber('pavedRoad.demo.fleet.services') ?? 0;
  if (!Number.isInteger(count) || count < 0 || count > MOST) {
    throw new InputError(
      `pavedRoad.demo.fleet.services: ${count} is not allowed, use a whole number from 0 to ${MOST}`,
    );
  }
  if (count === 0) {
    return { examples: [], services: [] };
  }
  const examples = await readExamples(
    path.resolve(config.getString('pavedRoad.demo.fleet.examples')),
  );
  return { examples, services: varyServices(examples, count) };
}

async function readExamples(folder: string): Promise<Entity[]> {
  const files = (await readdir(folder)).filter(file => file.endsWith('.yaml'));
  const texts = await Promise.all(
    files.toSorted().map(file => readFile(path.join(folder, file), 'utf8')),
  );
  return texts
    .flatMap(text => parseAllDocuments(text))
    .map((document): Entity => document.toJS())
    .filter(
      ({ kind, spec }) =>
        kind === 'Component' && String(spec?.type).startsWith('ai-'),
    );
}
