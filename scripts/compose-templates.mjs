/*
 * Writes the software templates from their common source and the parts of each pattern. With --check, fails if a template is
 * out of date.
 *
 * The scaffolder has no includes and reads only files next to or below a template, so each template is a complete file in
 * the folder of all content.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { parse, stringify } from 'yaml';

const templates = new URL('../templates/', import.meta.url);
const common = 'template.yaml';
const head = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
};

/** A placeholder for a part of the pattern: `!part name`. */
class Part {
  constructor(name) {
    this.name = name;
  }
}

const partTag = {
  tag: '!part',
  resolve: name => new Part(name),
};

/**
 * Copies a value and fills in the parts. A list is spliced into the list around it, a map under the key "<<" into its map.
 * Identical objects stay identical, so that YAML writes them once.
 */
function fillIn(value, parts, copies = new Map()) {
  if (value instanceof Part) {
    if (!(value.name in parts)) {
      throw new Error(`There is no part "${value.name}"`);
    }
    return fillIn(parts[value.name], parts, copies);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (!copies.has(value)) {
    copies.set(
      value,
      Array.isArray(value)
        ? value.flatMap(item => {
            const filled = fillIn(item, parts, copies);
            return item instanceof Part ? filled : [filled];
          })
        : Object.fromEntries(
            Object.entries(value).flatMap(([key, item]) => {
              const filled = fillIn(item, parts, copies);
              return key === '<<' ? Object.entries(filled) : [[key, filled]];
            }),
          ),
    );
  }
  return copies.get(value);
}

async function readSource(name) {
  const text = await readFile(new URL(`source/${name}`, templates), 'utf8');
  return parse(text, { customTags: [partTag] });
}

async function compose(name) {
  const template = await readSource(common);
  const parts = await readSource(name);
  const step = id => template.spec.steps.find(candidate => candidate.id === id);
  return fillIn(
    { ...head, ...template },
    {
      ...parts,
      contentValues: step('fetchService').input.values,
      ifGithubPipeline: step('addGithubPipeline').if,
      ifGitlabPipeline: step('addGitlabPipeline').if,
    },
  );
}

const check = process.argv.includes('--check');
const sources = await readdir(new URL('source/', templates));
for (const name of sources.filter(source => source !== common)) {
  const path = fileURLToPath(new URL(name, templates));
  const notice = `# Made from templates/source/${common} and templates/source/${name} by "yarn templates".\n`;
  const text = await prettier.format(
    notice + stringify(await compose(name), { lineWidth: 100 }),
    { ...(await prettier.resolveConfig(path)), filepath: path },
  );
  if (!check) {
    await writeFile(path, text);
  } else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    console.error(`templates/${name} is out of date; run ./dev templates`);
    process.exitCode = 1;
  }
}
