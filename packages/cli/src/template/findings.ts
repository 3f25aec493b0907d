import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  Entity,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { createGlobMatcher } from '@paved-road/plugin-paved-road-common/rules';
import {
  builtInDetectors,
  parseCatalogInfo,
  RepositoryFile,
  toCatalogEntity,
} from '@paved-road/plugin-paved-road-node';
import { awkwardTexts, evaluated } from './deriveCases';
import { asList, isSchema, listFields } from './fillForm';
import { findReferences, listExpressions } from './references';
import { secretMarker } from './Scaffolder';
import { findFetchedPath, SkeletonFile, Step, Template } from './Template';

/** What the command finds. */
export const findingKinds = {
  'missing-action': 'actions that are not installed',
  'undeclared-parameter': 'parameters that no form has',
  'unused-parameter': 'parameters that nothing uses',
  'undeclared-value': 'values that a file uses and its step does not pass',
  'failing-step': 'steps that fail',
  'refused-values': 'cases that the form refuses',
  'idle-step': 'steps whose condition never holds',
  'leftover-syntax': 'template syntax in generated files',
  'evaluated-text': 'texts of people that are evaluated as expressions',
  'invalid-entity': 'entities that the catalog refuses',
  'changing-file': 'files that differ between two runs',
  secret: 'secrets in generated files',
  'missing-file': 'expected files that do not exist',
  'denied-result': 'results below the level of the rules',
  'failing-command': 'commands that fail',
} as const;

export type FindingKind = keyof typeof findingKinds;

/** A defect of a template. */
export interface Finding {
  kind: FindingKind;
  /** The parameter, step, file, case or command. */
  subject: string;
  /** The reason and the remedy. */
  message: string;
}

const find =
  (kind: FindingKind, message: (subject: string) => string) =>
  (subject: string): Finding => ({ kind, subject, message: message(subject) });

/** Finds defects of the template itself. */
export function checkTemplate(
  template: Template,
  installed: ReadonlySet<string>,
): Finding[] {
  const { steps, pages, entity } = template;
  const { parameters: _, ...spec } = entity.spec;
  const { names, isWhole } = findReferences(
    listExpressions(spec),
    'parameters',
  );
  const fields = listFields(pages);
  const inForm = listNamesInForm(pages);
  return [
    ...steps
      .filter(({ action }) => !installed.has(action))
      .map(({ id, action }) =>
        find(
          'missing-action',
          () =>
            `${action} is not installed: add its module to the back end, or use another action`,
        )(id),
      ),
    ...[...names]
      .filter(name => !fields.has(name))
      .map(
        find(
          'undeclared-parameter',
          name =>
            `parameters.${name} is used, but no form has it: add it to spec.parameters, or do not use it`,
        ),
      ),
    ...[...fields]
      .filter(
        ([name, { type }]) =>
          !isWhole && type !== 'null' && !names.has(name) && !inForm.has(name),
      )
      .map(([name]) => name)
      .map(
        find(
          'unused-parameter',
          name =>
            `no step and no output uses it: remove the field, or use parameters.${name}`,
        ),
      ),
  ];
}

/** Names of fields on which others depend, or that texts of the form contain. */
function listNamesInForm(pages: unknown): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown, isCondition: boolean) => {
    if (typeof value === 'string') {
      const used = /(?:parameters|formData|formContext)\??\.(\w+)/g;
      [...value.matchAll(used)].forEach(([, name]) => names.add(name));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        if (/^depend/.test(key) || (isCondition && key === 'properties')) {
          Object.keys(part ?? {}).forEach(name => names.add(name));
        }
        visit(part, isCondition || key === 'if' || key === 'when');
      }
    }
  };
  visit(pages, false);
  return names;
}

/**
 * Marks values that files of a step use, but that the step does not pass. Steps may remove the files later, so that only
 * markers in the result are defects.
 *
 * @returns steps that pass markers, and the finding of each marker
 */
export function markUndeclaredValues({ steps, files }: Template): {
  steps: Step[];
  markers: Map<string, Finding>;
} {
  const markers = new Map<string, Finding>();
  const mark = (step: Step): Step => {
    const { input = {}, id, action } = step;
    const known = findFetchedPath(step);
    const passed = input.values ?? {};
    if (
      !action.startsWith('fetch:template') ||
      known === undefined ||
      !isSchema(passed)
    ) {
      return step;
    }
    const values = { ...passed };
    const root = known.replace(/^(\.\/)+/, '').replace(/\/$/, '');
    const prefix = root && `${root}/`;
    const isVerbatim = createMatcher(asList(input.copyWithoutTemplating));
    const own = input.templateFileExtension;
    const rendered = files.filter(
      ({ path, content }) =>
        (path === root || path.startsWith(prefix)) &&
        path.endsWith(own === true ? '.njk' : String(own ?? '')) &&
        !content.includes(0) &&
        !isVerbatim(path.slice(prefix.length)),
    );
    for (const { path, content } of rendered) {
      const list = listExpressions(`${path}\n${content}`);
      // A test or a default is meant to do without the value.
      const optional = findReferences(
        list.filter(text => /\b(default|defined|or|if)\b/.test(text)),
        'values',
      ).names;
      for (const name of findReferences(list, 'values').names) {
        if (!Object.hasOwn(values, name) && !optional.has(name)) {
          const marker = `undeclared-${id}-${name}-`;
          values[name] = marker;
          markers.set(marker, {
            kind: 'undeclared-value',
            subject: `${id} ${name}`,
            message: `${path} uses values.${name}, which the step does not pass, so that nothing is inserted: add it to values of the step`,
          });
        }
      }
    }
    return { ...step, input: { ...input, values } };
  };
  return { steps: steps.map(mark), markers };
}

/** Values that the files of the marked steps lack. */
export function checkMarkers(
  files: SkeletonFile[],
  markers: Map<string, Finding>,
): Finding[] {
  return [...markers]
    .filter(([marker]) =>
      files.some(
        ({ path, content }) =>
          path.includes(marker) || content.includes(marker),
      ),
    )
    .map(([, finding]) => finding);
}

function createMatcher(patterns: unknown[]): (path: string) => boolean {
  try {
    return createGlobMatcher(patterns.map(String));
  } catch {
    // Rather no finding than a false one.
    return () => true;
  }
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
    const add = (kind: FindingKind, message: string) =>
      findings.push({ kind, subject: path, message });
    const left = findLeftover(text, name => parameters.has(name));
    if (left !== undefined) {
      add(
        'leftover-syntax',
        `contains ${left}: render the file with fetch:template`,
      );
    }
    if (text.includes(evaluated)) {
      add(
        'evaluated-text',
        'an expression in a text of a person was evaluated: render the text only once',
      );
    }
    if (text.includes(secretMarker)) {
      add(
        'secret',
        'contains a secret of the form: pass it to an action, not to a file',
      );
    }
    const problem = await findEntityProblem(path, text);
    if (problem !== undefined) {
      add(
        'invalid-entity',
        `${problem}: limit the fields with a pattern, or insert texts with | dump`,
      );
    }
  }
  const detector = builtInDetectors.find(({ id }) => id === 'secrets')!;
  const { found } = await detector.detect(
    texts.filter(({ path }) => detector.recognises(path, '')),
    { folder: '', files: files.map(({ path }) => path) },
  );
  for (const { subject, file, line } of found.secrets ?? []) {
    const message = `line ${line} contains a ${subject}: remove it`;
    findings.push({ kind: 'secret', subject: file, message });
  }
  return findings;
}

function findLeftover(
  text: string,
  isParameter: (name: string) => boolean,
): string | undefined {
  // A generated template has expressions for its own users.
  if (/^apiVersion:\s*['"]?scaffolder\.backstage\.io/m.test(text)) {
    return undefined;
  }
  const own = Object.values(awkwardTexts)
    .flat()
    .reduce((rest, given) => rest.replaceAll(given, ''), text);
  const syntax =
    /\$\{\{-?\s*\(?(?:values|parameters)\.(\w+)[^\n]{0,500}?\}\}|\{%-?\s*(?:if|elif|for|set)\b[^%\n]{0,500}\bvalues\.\w[^%\n]{0,500}%\}|\{\{-?\s*cookiecutter\.\w[^\n]{0,500}?\}\}/g;
  return [...own.matchAll(syntax)].find(
    // Pipelines have their own parameters.
    ([found, name]) =>
      !/^\$\{\{-?\s*\(?parameters/.test(found) || isParameter(name),
  )?.[0];
}

const kinds = [
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  resourceEntityV1alpha1Validator,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
];

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
      const whole: Entity = JSON.parse(JSON.stringify(entity), (_, value) =>
        /^\$\w+$/.test(Object.keys(value ?? {})[0]) ? '$' : value,
      );
      await toCatalogEntity(whole, `line ${line}`);
      for (const { check } of kinds) {
        await check(whole);
      }
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
    files =>
      new Map(
        files.map(({ path, content }) => [path, content.toString('base64')]),
      ),
  );
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(path => before.get(path) !== after.get(path))
    .map(
      find(
        'changing-file',
        () =>
          'differs between two runs with the same values: insert no time and nothing random',
      ),
    );
}
