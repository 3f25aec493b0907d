import { JsonObject, JsonValue } from '@backstage/types';
import {
  compileRegularExpression,
  regularExpressionProblem,
} from '@paved-road/plugin-paved-road-common/rules';
import Ajv from 'ajv';
import samples from './samples.json';

/** A field or a page of a form: a JSON schema, or anything that a template has in its place. */
export type FormSchema = Record<string, unknown>;

/** Values for a form. */
export interface TestCase {
  name: string;
  values: JsonObject;
}

/** Chooses the value of a field; `undefined` leaves it empty. */
type Choose = (
  name: string,
  field: FormSchema,
  isRequired: boolean,
) => JsonValue | undefined;

/** Texts that break careless templates; a field gets the first that it accepts. */
const awkwardTexts: Record<string, string[]> = samples.awkward;
/** Result of the expression in awkward texts. */
export const evaluated = '50337';

const formats: Record<string, string | undefined> = samples.formats;
/** Values for Backstage's own fields, which the schema does not describe. */
const pickers: Record<string, string | undefined> = samples.pickers;
/** Longest text for a field without a limit, and for one with a limit. */
const longest = { free: 120, limited: 2_000 };
const mostChoices = 8;

/** The engine of JavaScript takes exponential time on some patterns; the scaffolder decides on patterns that RE2 lacks. */
const regExp = Object.assign(
  (pattern: string) => ({
    ...(regularExpressionProblem(pattern)
      ? { test: () => true }
      : compileRegularExpression(pattern)),
    // Ajv distinguishes patterns by it.
    toString: () => pattern,
  }),
  { code: 'undefined' },
);
const ajv = new Ajv({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  addUsedSchema: false,
  logger: false,
  code: { regExp },
});

/** Whether a schema accepts a value; an unreadable schema accepts nothing. */
export function accepts(schema: FormSchema, value: unknown): boolean {
  try {
    return ajv.validate(schema, value) as boolean;
  } catch {
    return false;
  }
}

/** Whether a value is an object, as any schema is. */
export const isSchema = (value: unknown): value is FormSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list, or an empty one in place of anything else. */
export const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : [];

const listOwn = ({ properties }: FormSchema): [string, FormSchema][] =>
  Object.entries(isSchema(properties) ? properties : {}).filter(
    (entry): entry is [string, FormSchema] => isSchema(entry[1]),
  );

const listDependent = (schema: FormSchema): Record<string, unknown> => ({
  ...(schema.dependencies as object),
  ...(schema.dependentSchemas as object),
});

/** All fields of a form and its alternatives, by name. */
export function listFields(pages: unknown[]): Map<string, FormSchema> {
  const fields = new Map<string, FormSchema>();
  for (const page of pages.filter(isSchema)) {
    const inner = listFields([
      ...Object.values(listDependent(page)),
      ...[page.allOf, page.oneOf, page.anyOf].flatMap(asList),
      page.then,
      page.else,
    ]);
    for (const [name, field] of [...listOwn(page), ...inner]) {
      // Alternatives repeat the field that they depend on.
      fields.set(name, fields.get(name) ?? field);
    }
  }
  return fields;
}

/** Fills the fields of a form like a person: only fields of chosen alternatives appear. */
function fillForm(
  schema: FormSchema,
  choose: Choose,
  values: JsonObject = {},
): JsonObject {
  const fill = (part: unknown) => {
    if (isSchema(part)) {
      fillForm(part, choose, values);
    }
  };
  const fields = listOwn(schema);
  for (const [name, field] of fields) {
    const isRequired = asList(schema.required).includes(name);
    const value = Object.hasOwn(values, name)
      ? undefined
      : choose(name, field, isRequired);
    if (value !== undefined) {
      values[name] = value;
    }
  }
  for (const [name, part] of Object.entries(listDependent(schema))) {
    if (values[name] !== undefined) {
      const needed = fields.filter(([other]) => asList(part).includes(other));
      fill({ properties: Object.fromEntries(needed), required: part });
      fill(part);
    }
  }
  asList(schema.allOf).forEach(fill);
  for (const branches of [schema.oneOf, schema.anyOf]) {
    const isOpen = ([name, field]: [string, FormSchema]) =>
      values[name] === undefined || accepts(field, values[name]);
    const listed = asList(branches).filter(isSchema);
    fill(listed.find(branch => listOwn(branch).every(isOpen)));
  }
  if (isSchema(schema.if)) {
    fill(accepts(schema.if, values) ? schema.then : schema.else);
  }
  return values;
}

/**
 * Fills all pages of a form.
 *
 * @param fixed - values that come before chosen ones; `undefined` leaves a field empty
 */
export function fillPages(
  pages: FormSchema[],
  choose: Choose,
  fixed: { [name: string]: JsonValue | undefined },
): JsonObject {
  const values = { ...fixed };
  pages.forEach(page => fillForm(page, choose, values));
  return JSON.parse(JSON.stringify(values));
}

/** The values that a field offers; none if it takes any value. */
export function listChoices(field: FormSchema): JsonValue[] {
  const constants = [...asList(field.oneOf), ...asList(field.anyOf)]
    .map(option => (isSchema(option) ? option.const : undefined))
    .filter(value => value !== undefined);
  const booleans = field.type === 'boolean' ? [true, false] : [];
  const disabled = asList(field['ui:enumDisabled']);
  return [...asList(field.enum), ...constants, ...booleans].filter(
    choice => !disabled.includes(choice),
  ) as JsonValue[];
}

/** A plain value for a field. */
function sample(name: string, field: FormSchema): JsonValue {
  const words = name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  const plain = `sample-${words.replace(/[^a-z0-9]+/g, '-')}`;
  const picked = pickers[String(field['ui:field'])];
  const [item] = [field.items].flat();
  const candidates = [
    field.default,
    field.const,
    ...listChoices(field),
    picked,
    picked && [picked],
    ...asList(field.examples),
    formats[String(field.format)],
    isSchema(field.properties) ? fillForm(field, sample) : undefined,
    isSchema(item) ? [sample(name, item)] : undefined,
    plain,
    ...samples.texts,
    ...Object.values(formats),
    plain.padEnd(Math.min(Number(field.minLength ?? 0), longest.limited), 'x'),
    field.minimum,
    1,
    field.maximum,
    field.multipleOf,
    [],
    {},
  ] as (JsonValue | undefined)[];
  return (
    candidates.find(value => value !== undefined && accepts(field, value)) ??
    plain
  );
}

/** What a form has when it opens, and values for the required fields. */
export const chooseDefaults: Choose = (name, field, isRequired) =>
  isRequired || field.default !== undefined ? sample(name, field) : undefined;

/** Whether a field takes any text that its schema accepts. */
const isFree = (field: FormSchema) =>
  field.type === 'string' &&
  !field['ui:field'] &&
  !formats[String(field.format)] &&
  listChoices(field).length === 0;

/** People do not change hidden fields, and the fields of a portal choose their own values. */
const isChosen = ({ 'ui:field': own, 'ui:widget': widget }: FormSchema) =>
  widget !== 'hidden' &&
  (own === undefined || Object.hasOwn(pickers, String(own)));

function lengthen(text: string, { maxLength }: FormSchema): string[] {
  const length = Math.min(Number(maxLength ?? longest.free), longest.limited);
  return [text.padEnd(length, 'x'), 'a'.repeat(length)];
}

/**
 * Derives cases from the schema of a form.
 *
 * @param given - values for fields that the schema does not describe well enough
 */
export function deriveCases(
  pages: FormSchema[],
  given: JsonObject,
): TestCase[] {
  const fill = (name: string, choose: Choose): TestCase => ({
    name,
    values: fillPages(
      pages,
      (...field) => (isChosen(field[1]) ? choose : chooseDefaults)(...field),
      given,
    ),
  });
  const fillTexts = (name: string, list: typeof lengthen) =>
    fill(name, (fieldName, field) => {
      const plain = sample(fieldName, field);
      const texts = isFree(field) ? list(String(plain), field) : [];
      return texts.find(text => accepts(field, text)) ?? plain;
    });
  const offered = [...listFields(pages).values()].map(
    field => listChoices(field).length,
  );
  const turns = Math.min(mostChoices, Math.max(0, ...offered));
  const cases = [
    fill('defaults', chooseDefaults),
    fill('all fields', sample),
    fill('empty optional', (name, field, isRequired) =>
      isRequired ? sample(name, field) : undefined,
    ),
    fillTexts('longest', lengthen),
    ...Object.entries(awkwardTexts).map(([name, texts]) =>
      fillTexts(name, () => texts),
    ),
    ...Array.from({ length: turns }, (_, turn) =>
      fill(`choice ${turn + 1}`, (name, field) => {
        const choices = listChoices(field);
        return choices[turn % choices.length] ?? sample(name, field);
      }),
    ),
  ];
  const keys = cases.map(({ values }) =>
    JSON.stringify(Object.entries(values).sort()),
  );
  return cases.filter((_, index) => keys.indexOf(keys[index]) === index);
}
