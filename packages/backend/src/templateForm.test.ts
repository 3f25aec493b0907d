import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import { patternSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { templateFolder, templateNames } from './__testUtils__/ExampleCatalog';

/** A part of the address of a folder that a field chooses. */
const placeholder = /\$\{\{ parameters\.(\w+) or '\w+' \}\}/g;

const read = (name: string) =>
  parse(readFileSync(path.join(templateFolder, `${name}.yaml`), 'utf8'));

it('templates are what their source says', async () => {
  const script = path.join(templateFolder, '../scripts/compose-templates.mjs');
  await promisify(execFile)(process.execPath, [script, '--check']);
  expect(
    readdirSync(templateFolder)
      .filter(file => /^ai-.*\.yaml$/.test(file))
      .sort(),
  ).toEqual(templateNames.map(name => `${name}.yaml`));
  expect(read('catalog-info').spec.targets.sort()).toEqual(
    templateNames.map(name => `./${name}.yaml`),
  );
});

describe.each(templateNames)('form of %s', name => {
  const template = read(name);
  const pages: any[] = template.spec.parameters;
  const shown = pages.flatMap(({ properties, then }) =>
    Object.entries<any>({ ...properties, ...then?.properties }),
  );
  const conditional = pages.flatMap(({ dependencies = {} }) =>
    Object.values<any>(dependencies).flatMap(({ oneOf }) =>
      oneOf.flatMap((option: any) => Object.entries<any>(option.properties)),
    ),
  );
  // A condition names the field that it depends on once more.
  const fields = new Map<string, any>([...conditional, ...shown]);

  it('asks for a name, an owner and a description, and for nothing else', () => {
    expect(pages.flatMap(({ required = [] }) => required)).toEqual([
      'name',
      'owner',
      'description',
    ]);
  });

  it('says of every field what it is for', () => {
    const unsaid = [...fields].filter(
      ([, { title, description }]) => !title || !description,
    );
    expect(unsaid).toEqual([]);
  });

  it('asks about the workload by the advisor, for its own pattern', () => {
    const { pattern } = fields.get('profile')['ui:options'];
    expect(patternSchema.parse(pattern)).toBe(pattern);
    expect(template.metadata.annotations['paved-road.io/pattern']).toBe(
      pattern,
    );
    expect(patterns).toContain(pattern);
  });

  it('asks whether the names of all that it registers are free', () => {
    const { entityRefs } = template.spec.steps[0].input;
    const longest = 'a'.repeat(63);
    const inRun = entityRefs.map((ref: string) =>
      ref
        .replace(
          /\$\{\{ parameters\.name \| truncate\((\d+).*?\}\}/,
          (_, length) => longest.slice(0, Number(length)),
        )
        .replace('${{ parameters.name }}', longest),
    );
    const inForm = fields
      .get('name')
      ['ui:options'].entityRefs.map((ref: string) =>
        ref.replace(/\{name(?:\|(\d+))?\}/, (_, length) =>
          longest.slice(0, Number(length ?? longest.length)),
        ),
      );
    expect(inForm).toEqual(inRun);
  });

  it('uses every answer, and no other', () => {
    const used = new Set(
      [...JSON.stringify(template.spec).matchAll(/parameters\.(\w+)/g)].map(
        ([, field]) => field,
      ),
    );
    // The plan is there for the review.
    const asked = [...fields.keys()].filter(field => field !== 'plan');
    expect([...used].sort()).toEqual(asked.sort());
  });

  it('takes what is left open for what the form shows', () => {
    const { options } = template.spec.steps.find(
      ({ id }: { id: string }) => id === 'fetchPattern',
    ).input.values;
    const taken = Object.values(options)
      .map(value => String(value).match(/parameters\.(\w+) or '?([\w-]+)/))
      .flatMap(match => (match ? [[match[1], match[2]]] : []));
    expect(taken).not.toEqual([]);
    for (const [field, value] of taken) {
      expect([field, value]).toEqual([
        field,
        String(fields.get(field).default),
      ]);
    }
  });

  it('names what can be chosen', () => {
    for (const { enum: values, enumNames } of fields.values()) {
      expect(new Set(values).size).toBe(enumNames?.length ?? 0);
    }
  });
});

describe('content of the templates', () => {
  const contents = templateNames.flatMap(name =>
    listChoices(read(name)).map(choice => ({
      title: `${name} ${Object.values(choice).join(' ')}`,
      folders: listFolders(read(name), choice),
    })),
  );

  it.each(contents)('of $title has one layer for every file', ({ folders }) => {
    for (const folder of folders) {
      expect([folder, existsSync(path.join(templateFolder, folder))]).toEqual([
        folder,
        true,
      ]);
    }
    const files = folders.flatMap(filesIn);
    const twice = files.filter(
      (file: string, index: number) => files.indexOf(file) !== index,
    );
    expect(twice).toEqual([]);
  });

  it('is all used', () => {
    const used = contents.flatMap(({ folders }) => folders);
    const unused = ['shared', ...templateNames]
      .flatMap(folder => filesIn(folder).map(file => path.join(folder, file)))
      .filter(file => !used.some(folder => file.startsWith(`${folder}/`)));
    expect(unused).toEqual([]);
  });
});

type Choice = Record<string, string>;

/** Every way to choose the fields that a folder depends on, and the forge. */
function listChoices({ spec }: any): Choice[] {
  const fields: [string, any][] = spec.parameters.flatMap(
    ({ properties }: any) => Object.entries(properties),
  );
  const urls = JSON.stringify(spec.steps.map(({ input }: any) => input?.url));
  const chosen = new Set(
    [...urls.matchAll(placeholder)].map(match => match[1]),
  );
  return [...fields, ['forge', { enum: ['github', 'gitlab'] }] as const]
    .filter(([name]) => chosen.has(name) || name === 'forge')
    .reduce<Choice[]>(
      (choices, [name, { enum: values }]) =>
        choices.flatMap(choice =>
          values.map((value: string) => ({ ...choice, [name]: value })),
        ),
      [{}],
    );
}

/** The folders that a run takes its files from. */
function listFolders({ spec }: any, choice: Choice): string[] {
  return spec.steps
    .filter(
      ({ action, input, if: condition = '' }: any) =>
        action.startsWith('fetch:') &&
        (!/gitlab'/.test(condition) ||
          condition.includes('!=') === (choice.forge === 'github')) &&
        (!/keda'/.test(condition) || choice.autoscaling === 'keda') &&
        input.url,
    )
    .map(({ input }: any) =>
      path.normalize(
        input.url.replace(
          placeholder,
          (_: string, name: string) => choice[name],
        ),
      ),
    );
}

function filesIn(folder: string): string[] {
  const root = path.join(templateFolder, folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(file =>
    statSync(path.join(root, file)).isFile(),
  );
}
