import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { Person } from './DemoPortal';
import { templateFolder } from './ExampleCatalog';

/**
 * Runs a template like its editor does, without publishing anything.
 *
 * @returns the text of every file that it has made, by its path
 * @throws with the answer, where the portal refuses
 */
export async function dryRunTemplate(
  person: Person,
  template: string,
  values: Record<string, unknown>,
): Promise<Map<string, string>> {
  const { status, body } = await person.post('/api/scaffolder/v2/dry-run', {
    template: parse(
      readFileSync(path.join(templateFolder, `${template}.yaml`), 'utf8'),
    ),
    directoryContents: ['shared', template].flatMap(filesIn),
    values,
  });
  if (status !== 200) {
    throw new Error(`${status} ${JSON.stringify(body)}`);
  }
  const files: File[] = body.directoryContents;
  return new Map(
    files.map(file => [
      file.path,
      Buffer.from(file.base64Content, 'base64').toString(),
    ]),
  );
}

interface File {
  path: string;
  base64Content: string;
}

function filesIn(folder: string): File[] {
  const root = path.join(templateFolder, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => statSync(path.join(root, file)).isFile())
    .map(file => ({
      path: path.join(folder, file),
      base64Content: readFileSync(path.join(root, file)).toString('base64'),
    }));
}
