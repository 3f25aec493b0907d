import * as catalogModel from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  builtInDetectors,
  parseCatalogInfo,
  RepositoryFile,
  toCatalogEntity,
} from '@paved-road/plugin-paved-road-node';
import { evaluated, listFields } from './form';
import { findReferences } from './references';
import { GeneratedFile, secretMarker } from './Scaffolder';
import { Template } from './Template';

/** A defect of a template. */
export interface Finding {
  /** Such as `idle-step`. */
  kind: string;
  /** The parameter, step, file, case or command. */
  subject: string;
  /** Line in the generated file, or in the file with the template; from 1. */
  line?: number;
  /** The reason and the remedy. */
  message: string;
}

/** The line of the first match of an expression after a word; NAME in it stands for the name. */
function findLine(
  text: string,
  expression: string,
  name: string,
  after = '',
): number | undefined {
  const pattern = expression.replace('NAME', name.replace(/\W/g, '.'));
  const start = text.indexOf(after);
  const index = text.slice(start).search(new RegExp(pattern));
  return index < 0
    ? undefined
    : text.slice(0, start + index).split('\n').length;
}

export const findStep = (text: string, id: string) =>
  findLine(text, `\\bid['"]?\\s*:\\s*['"]?NAME\\b`, id);

/** Finds defects of the template itself. */
export function checkTemplate(
  { steps, form, entity, text }: Template,
  installed: ReadonlySet<string>,
): Finding[] {
  const { parameters: _, ...spec } = entity.spec;
  const { names, isWhole } = findReferences(spec, 'parameters');
  const fields = listFields(form);
  const written = JSON.stringify(form);
  // The catalog inserts pages of other files.
  const isComplete = !/"\$(yaml|json|text)":/.test(written);
  const unused = [...fields].filter(
    ([name, { type }]) =>
      !isWhole &&
      type !== 'null' &&
      !names.has(name) &&
      // A condition repeats the name of the field, and a text refers to it.
      written.split(`"${name}":`).length === 2 &&
      !written.includes(`.${name}`),
  );
  return [
    ...steps
      .filter(({ action }) => !installed.has(action))
      .map(({ id, action }) => ({
        kind: 'missing-action',
        subject: id,
        line: findStep(text, id) ?? findLine(text, `action\\W+NAME\\b`, action),
        message: `${action} is not installed: add its module to the back end, or use another action`,
      })),
    ...[...names]
      .filter(name => isComplete && !fields.has(name))
      .map(name => ({
        kind: 'undeclared-parameter',
        subject: name,
        line: findLine(text, '\\bparameters\\W+NAME\\b', name),
        message: `parameters.${name} is used, but no form has it: add it to spec.parameters, or do not use it`,
      })),
    ...unused.map(([name]) => ({
      kind: 'unused-parameter',
      subject: name,
      line: findLine(text, `(?<=[\\s'"])NAME['"]?\\s*:`, name, 'parameters'),
      message: `no step and no output uses it: remove the field, or use parameters.${name}`,
    })),
  ];
}

/** Finds defects of generated files. */
export async function checkFiles(
  files: GeneratedFile[],
  { form }: Template,
): Promise<Finding[]> {
  const texts = files
    .filter(({ content }) => !content.includes(0))
    .map(({ path, content }) => new RepositoryFile(path, content.toString()));
  const parameters = listFields(form);
  const findings: Finding[] = [];
  for (const { path: subject, text } of texts) {
    const find = (kind: string, part: string | undefined, message: string) => {
      const index = part === undefined ? -1 : text.indexOf(part);
      if (index >= 0) {
        const line = text.slice(0, index).split('\n').length;
        findings.push({ kind, subject, line, message });
      }
    };
    const left = findLeftover(text, name => parameters.has(name));
    find(
      'leftover-syntax',
      left,
      `contains ${left}: render the file with fetch:template`,
    );
    find(
      'evaluated-text',
      evaluated,
      'an expression in a text of a person was evaluated: render the text only once',
    );
    find(
      'secret',
      secretMarker,
      'contains a secret of the form: pass it to an action, not to a file',
    );
    findings.push(...(await checkEntities(subject, text)));
  }
  const detector = builtInDetectors.find(({ id }) => id === 'secrets')!;
  const { found } = await detector.detect(
    texts.filter(({ path }) => detector.recognises(path, '')),
    { folder: '', files: files.map(({ path }) => path) },
  );
  const secrets = (found.secrets ?? []).map(({ subject, file, line }) => ({
    kind: 'secret',
    subject: file,
    line,
    message: `contains a secret, ${subject}: remove it`,
  }));
  return [...findings, ...secrets];
}

function findLeftover(
  text: string,
  isParameter: (name: string) => boolean,
): string | undefined {
  // A generated template has expressions for its own users.
  if (/^apiVersion:\s*['"]?scaffolder\.backstage\.io/m.test(text)) {
    return undefined;
  }
  const syntax =
    /\$\{\{-?\s*\(?(?:values|parameters)\.(\w+)[^\n]{0,500}?\}\}|\{%-?\s*(?:if|elif|for|set)\b[^%\n]{0,500}\bvalues\.\w[^%\n]{0,500}%\}|\{\{-?\s*cookiecutter\.\w[^\n]{0,500}?\}\}/g;
  return [...text.matchAll(syntax)].find(
    // Pipelines have their own parameters.
    ([found, name]) =>
      !/^\$\{\{-?\s*\(?parameters/.test(found) || isParameter(name),
  )?.[0];
}

const validators = Object.entries(catalogModel)
  .filter(([name]) => name.endsWith('EntityV1alpha1Validator'))
  .map(([, validator]) => validator as catalogModel.KindValidator);

/** Finds the first reason why the catalog would refuse a file with entities. */
async function checkEntities(path: string, text: string): Promise<Finding[]> {
  const isDescription =
    /(^|\/)catalog-info\.ya?ml$/.test(path) ||
    (/\.ya?ml$/.test(path) &&
      /^apiVersion:\s*['"]?backstage\.io\//m.test(text));
  try {
    // The dry run of an action that publishes returns this in place of a URL.
    const complete = text.replaceAll('<example>', 'https://example.com');
    const entities = isDescription
      ? await parseCatalogInfo(complete, 'file')
      : [];
    for (const { entity, line } of entities) {
      // The catalog inserts the file of `$text: ./file` before it validates an entity.
      const whole = JSON.parse(JSON.stringify(entity), (_, value) =>
        /^\$\w+$/.test(Object.keys(value ?? {})[0]) ? '$' : value,
      );
      await toCatalogEntity(whole, `line ${line}`);
      await Promise.all(validators.map(({ check }) => check(whole)));
    }
    return [];
  } catch (error) {
    const [problem] = toError(error).message.split('. To learn more');
    const message = `${problem}: limit the fields with a pattern, or insert texts with | dump`;
    return [{ kind: 'invalid-entity', subject: path, message }];
  }
}

/** Finds files that differ between two runs with the same values. */
export function compareFiles(
  files: GeneratedFile[],
  again: GeneratedFile[],
): Finding[] {
  const read = (all: GeneratedFile[]) =>
    new Map(all.map(({ path, content }) => [path, content.toString('latin1')]));
  const [before, after] = [read(files), read(again)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(path => before.get(path) !== after.get(path))
    .map(path => {
      const lines = after.get(path)?.split('\n') ?? [];
      const changed = lines.findIndex(
        (text, index) => text !== before.get(path)?.split('\n')[index],
      );
      return {
        kind: 'changing-file',
        subject: path,
        line: changed + 1,
        message:
          'differs between two runs with the same values: insert no time and nothing random',
      };
    });
}
