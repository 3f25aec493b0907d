import * as catalogModel from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  builtInDetectors,
  parseCatalogInfo,
  RepositoryFile,
  toCatalogEntity,
} from '@paved-road/plugin-paved-road-node';
import { evaluated, listFields } from './form';
import { secretMarker } from './Scaffolder';
import { SkeletonFile, Template } from './Template';

/** A defect of a template. */
export interface Finding {
  kind:
    | 'missing-action'
    | 'undeclared-parameter'
    | 'unused-parameter'
    | 'failing-step'
    | 'idle-step'
    | 'leftover-syntax'
    | 'evaluated-text'
    | 'invalid-entity'
    | 'changing-file'
    | 'secret'
    | 'denied-result'
    | 'failing-command';
  /** The parameter, step, file, case or command. */
  subject: string;
  /** The reason and the remedy. */
  message: string;
}

/** The length has a limit, because a text may open many expressions and close none. */
const expressions = /\$\{\{([^]{0,2000}?)\}\}|\{%([^]{0,2000}?)%\}/g;

/**
 * Finds the names below a root, such as `parameters`, that expressions of the template language use in any value.
 *
 * @returns also whether one uses the root as a whole, so that it may use any name
 */
export function findReferences(
  value: unknown,
  root: string,
): { names: Set<string>; isWhole: boolean } {
  const texts: string[] = [];
  JSON.stringify(value, (key, part) => {
    texts.push(key, typeof part === 'string' ? part : '');
    return part;
  });
  const use = new RegExp(
    `(?<![\\w$.\\])])${root}\\b\\s*(?:\\.\\s*([A-Za-z_$][\\w$]*))?`,
    'g',
  );
  const names = texts
    .flatMap(text => [...text.matchAll(expressions)])
    .flatMap(([, inserted, block]) => [
      ...(inserted ?? block)
        .replace(/\[\s*(['"])([A-Za-z_$][\w$]*)\1\s*\]/g, '.$2')
        // Quoted texts are no references.
        .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''")
        .matchAll(use),
    ])
    .map(([, name]) => name as string | undefined);
  return {
    names: new Set(names.filter(name => name !== undefined)),
    isWhole: names.includes(undefined),
  };
}

/** Finds defects of the template itself. */
export function checkTemplate(
  { steps, pages, entity }: Template,
  installed: ReadonlySet<string>,
): Finding[] {
  const { parameters: _, ...spec } = entity.spec;
  const { names, isWhole } = findReferences(spec, 'parameters');
  const fields = listFields(pages);
  const form = JSON.stringify(pages);
  // A condition repeats the name of the field, and a text refers to it.
  const isUsedInForm = (name: string) =>
    form.split(`"${name}":`).length > 2 || form.includes(`.${name}`);
  const unused = [...fields.keys()].filter(
    name =>
      !isWhole &&
      fields.get(name)!.type !== 'null' &&
      !names.has(name) &&
      !isUsedInForm(name),
  );
  return [
    ...steps
      .filter(({ action }) => !installed.has(action))
      .map(({ id, action }) => ({
        kind: 'missing-action' as const,
        subject: id,
        message: `${action} is not installed: add its module to the back end, or use another action`,
      })),
    ...[...names]
      .filter(name => !fields.has(name))
      .map(subject => ({
        kind: 'undeclared-parameter' as const,
        subject,
        message: `parameters.${subject} is used, but no form has it: add it to spec.parameters, or do not use it`,
      })),
    ...unused.map(subject => ({
      kind: 'unused-parameter' as const,
      subject,
      message: `no step and no output uses it: remove the field, or use parameters.${subject}`,
    })),
  ];
}

/** Finds defects of generated files. */
export async function checkFiles(
  files: SkeletonFile[],
  { pages }: Template,
): Promise<Finding[]> {
  const texts = files
    .filter(({ content }) => !content.includes(0))
    .map(({ path, content }) => new RepositoryFile(path, content.toString()));
  const parameters = listFields(pages);
  const findings: Finding[] = [];
  for (const { path, text } of texts) {
    const left = findLeftover(text, name => parameters.has(name));
    const problem = await findEntityProblem(path, text);
    const messages: { [kind in Finding['kind']]?: string | false } = {
      'leftover-syntax':
        left && `contains ${left}: render the file with fetch:template`,
      'evaluated-text':
        text.includes(evaluated) &&
        'an expression in a text of a person was evaluated: render the text only once',
      secret:
        text.includes(secretMarker) &&
        'contains a secret of the form: pass it to an action, not to a file',
      'invalid-entity':
        problem &&
        `${problem}: limit the fields with a pattern, or insert texts with | dump`,
    };
    for (const [kind, message] of Object.entries(messages)) {
      if (message) {
        findings.push({
          kind: kind as Finding['kind'],
          subject: path,
          message,
        });
      }
    }
  }
  const detector = builtInDetectors.find(({ id }) => id === 'secrets')!;
  const { found } = await detector.detect(
    texts.filter(({ path }) => detector.recognises(path, '')),
    { folder: '', files: files.map(({ path }) => path) },
  );
  const secrets = (found.secrets ?? []).map(({ subject, file, line }) => ({
    kind: 'secret' as const,
    subject: file,
    message: `line ${line} contains a ${subject}: remove it`,
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

/** Why the catalog would refuse a file with entities. */
async function findEntityProblem(
  path: string,
  text: string,
): Promise<string | undefined> {
  const isDescription =
    /(^|\/)catalog-info\.ya?ml$/.test(path) ||
    (/\.ya?ml$/.test(path) &&
      /^apiVersion:\s*['"]?backstage\.io\//m.test(text));
  if (!isDescription) {
    return undefined;
  }
  try {
    // The dry run of an action that publishes returns this in place of a URL.
    const complete = text.replaceAll('<example>', 'https://example.com');
    for (const { entity, line } of await parseCatalogInfo(complete, path)) {
      // The catalog inserts the file of `$text: ./file` before it validates an entity.
      const whole = JSON.parse(JSON.stringify(entity), (_, value) =>
        /^\$\w+$/.test(Object.keys(value ?? {})[0]) ? '$' : value,
      );
      await toCatalogEntity(whole, `line ${line}`);
      await Promise.all(validators.map(({ check }) => check(whole)));
    }
    return undefined;
  } catch (error) {
    const [message] = toError(error).message.split('. To learn more');
    return message.replace(`${path} `, '');
  }
}

/** Finds files that differ between two runs with the same values. */
export function compareFiles(
  ...runs: [SkeletonFile[], SkeletonFile[]]
): Finding[] {
  const [before, after] = runs.map(
    files => new Map(files.map(({ path, content }) => [path, content])),
  );
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(path => {
      const [one, other] = [before.get(path), after.get(path)];
      return !one || !other || !one.equals(other);
    })
    .map(subject => ({
      kind: 'changing-file',
      subject,
      message:
        'differs between two runs with the same values: insert no time and nothing random',
    }));
}
