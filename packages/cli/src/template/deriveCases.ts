import { JsonObject, JsonValue } from '@backstage/types';
import { accepts, asList, Choose, fillForm, isSchema } from './fillForm';
import samples from './samples.json';
import { FormSchema } from './Template';

/** Values for a form. */
export interface TestCase {
  name: string;
  values: JsonObject;
  /** Files that must exist. */
  files?: string[];
}

/** Texts that break careless templates; the first that a field accepts is used. */
export const awkwardTexts: Record<string, string[]> = samples.awkward;
/** Result of the expression in awkward texts. */
export const evaluated = '50337';

const formats: Record<string, string | undefined> = samples.formats;
/** Longest text for a field without a limit, and for one with a limit. */
const longest = { free: 120, limited: 2_000 };
const mostChoices = 8;

/** The values that a field offers; none if it is free. */
export function listChoices(field: FormSchema): JsonValue[] {
  const constants = [...asList(field.oneOf), ...asList(field.anyOf)]
    .filter(option => isSchema(option) && option.const !== undefined)
    .map(option => (option as FormSchema).const);
  const disabled = asList(field['ui:enumDisabled']);
  const choices = [...asList(field.enum), ...constants].filter(
    choice => !disabled.includes(choice),
  );
  return (
    choices.length === 0 && field.type === 'boolean' ? [true, false] : choices
  ) as JsonValue[];
}

/** Values of Backstage's own fields, which the schema does not describe. */
function sampleOfPicker(field: FormSchema): JsonValue | undefined {
  const options = (field['ui:options'] ?? {}) as FormSchema;
  const first = (name: string, otherwise: string) =>
    String(asList(options[name])[0] ?? otherwise);
  switch (field['ui:field']) {
    case 'RepoUrlPicker': {
      const host = first('allowedHosts', 'github.com');
      const names = /azure|visualstudio/.test(host)
        ? ['organization', 'project']
        : ['owner'];
      const places = /bitbucket/.test(host) ? ['workspace', 'project'] : names;
      return `${host}?${[...places, 'repo']
        .map(name => {
          const allowed = `allowed${name[0].toUpperCase()}${name.slice(1)}s`;
          return `${name}=${encodeURIComponent(first(allowed, `sample-${name}`))}`;
        })
        .join('&')}`;
    }
    case 'OwnerPicker':
    case 'MyGroupsPicker':
      return 'group:default/sample-team';
    case 'EntityPicker':
    case 'OwnedEntityPicker':
    case 'MultiEntityPicker': {
      const [filter] = [options.catalogFilter].flat();
      const kind = isSchema(filter) ? [filter.kind].flat()[0] : undefined;
      const name = String(kind ?? first('allowedKinds', 'component'));
      const ref = `${name.toLowerCase()}:default/sample`;
      return field.type === 'array' ? [ref] : ref;
    }
    case 'EntityTagsPicker':
      return ['sample'];
    default:
      return undefined;
  }
}

/** A plain value for a field. */
export function sample(name: string, field: FormSchema): JsonValue {
  const given = [
    field.default,
    field.const,
    ...listChoices(field),
    sampleOfPicker(field),
    ...asList(field.examples),
  ].find(value => value !== undefined && accepts(field, value));
  if (given !== undefined) {
    return given as JsonValue;
  }
  switch ([field.type].flat().find(type => type !== 'null')) {
    case 'number':
    case 'integer':
      return ([field.minimum, 1, field.maximum, field.multipleOf].find(
        value => typeof value === 'number' && accepts(field, value),
      ) ?? 1) as number;
    case 'array': {
      const [item] = [field.items].flat();
      const one = isSchema(item) ? [sample(name, item)] : [];
      return accepts(field, one) ? one : [];
    }
    case 'object':
      return fillForm(field, sample);
    case undefined:
      return null;
    default: {
      const words = name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
      const plain = `sample-${words.replace(/[^a-z0-9]+/g, '-')}`;
      const texts = [
        plain,
        ...samples.texts,
        ...Object.values(samples.formats),
      ];
      const long = plain.padEnd(Number(field.minLength ?? 0), 'x');
      return (
        [formats[String(field.format)], ...texts, long].find(
          text => text !== undefined && accepts(field, text),
        ) ?? plain
      );
    }
  }
}

const isCustom = (field: FormSchema) =>
  field['ui:field'] !== undefined &&
  !samples.fields.includes(String(field['ui:field']));

/** Fields that take any text that their schema accepts. */
const isFree = (field: FormSchema) =>
  field.type === 'string' &&
  !field['ui:field'] &&
  !formats[String(field.format)] &&
  listChoices(field).length === 0;

function lengthen(text: string, { maxLength }: FormSchema): string[] {
  const length = Math.min(Number(maxLength ?? longest.free), longest.limited);
  return [text.padEnd(length, 'x'), 'a'.repeat(length)];
}

/**
 * Fills all pages of a form.
 *
 * @param fixed - values that come before chosen ones
 */
export function fillPages(
  pages: FormSchema[],
  choose: Choose,
  fixed: { [name: string]: JsonValue | undefined } = {},
): JsonObject {
  const values: JsonObject = {};
  for (const page of pages) {
    fillForm(
      page,
      (name, ...field) => fixed[name] ?? choose(name, ...field),
      values,
    );
  }
  return { ...values, ...fixed } as JsonObject;
}

/** What a form has when it opens, and values for the required fields. */
export const chooseDefaults: Choose = (name, field, isRequired) =>
  isRequired || field.default !== undefined ? sample(name, field) : undefined;

/**
 * Derives cases from the schema of a form.
 *
 * @param given - values for fields that the schema does not describe well enough
 */
export function deriveCases(
  pages: FormSchema[],
  given: JsonObject,
): TestCase[] {
  let mostOffered = 0;
  // People do not change hidden fields, and fields of a portal decide themselves what they give.
  const fill = (name: string, choose: Choose): TestCase => ({
    name,
    values: fillPages(
      pages,
      (fieldName, field, isRequired) =>
        field['ui:widget'] === 'hidden' || (isCustom(field) && !isRequired)
          ? chooseDefaults(fieldName, field, isRequired)
          : choose(fieldName, field, isRequired),
      given,
    ),
  });
  const fillFree = (
    name: string,
    list: (plain: string, field: FormSchema) => string[],
  ) =>
    fill(name, (fieldName, field) => {
      const plain = sample(fieldName, field);
      mostOffered = Math.max(mostOffered, listChoices(field).length);
      const texts = isFree(field) ? list(String(plain), field) : [];
      return texts.find(text => accepts(field, text)) ?? plain;
    });
  const cases = [
    fill('defaults', chooseDefaults),
    fill('all fields', sample),
    fill('empty optional', (name, field, isRequired) =>
      isRequired ? sample(name, field) : undefined,
    ),
    fillFree('longest', lengthen),
    ...Object.entries(awkwardTexts).map(([name, texts]) =>
      fillFree(name, () => texts),
    ),
  ];
  for (let turn = 0; turn < Math.min(mostChoices, mostOffered); turn++) {
    cases.push(
      fill(`choice ${turn + 1}`, (name, field) => {
        const offered = listChoices(field);
        return offered[turn % offered.length] ?? sample(name, field);
      }),
    );
  }
  const keys = cases.map(({ values }) =>
    JSON.stringify(Object.entries(values).sort()),
  );
  return cases.filter((_, index) => keys.indexOf(keys[index]) === index);
}
