import { JsonObject, JsonValue } from '@backstage/types';
import Ajv from 'ajv';

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
const awkwardTexts = {
  quotes: [`It's a "quoted" \\ text: #1 & <more>`, "it's", 'a"b', 'a: b #c'],
  unicode: ['Zoë 数据 🚀 naïve', 'Zoë', '数据'],
  'template syntax': [
    '${{ 7191 * 719100007 }} {{ 7191 * 719100007 }} {% if',
    '{{ 7191 * 719100007 }}',
  ],
};
/** Result of the expression in awkward texts, which no file has by chance. */
export const evaluated = '5171048150337';

const formats: Record<string, string | undefined> = {
  email: 'sample@example.com',
  uri: 'https://example.com/sample',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  uuid: '12345678-1234-4234-8234-123456789012',
};
/** Values for Backstage's own fields, which the schema does not describe. */
const pickers: Record<string, string | undefined> = {
  RepoUrlPicker:
    'github.com?organization=sample-organization&owner=sample-owner&project=sample-project&repo=sample-repo&workspace=sample-workspace',
  RepoBranchPicker: 'sample-branch',
  OwnerPicker: 'group:default/sample-team',
  MyGroupsPicker: 'group:default/sample-team',
  EntityPicker: 'component:default/sample',
  OwnedEntityPicker: 'component:default/sample',
  MultiEntityPicker: 'component:default/sample',
  EntityNamePicker: 'sample',
  EntityTagsPicker: 'sample',
  Secret: 'sample',
};
/** For patterns of names, versions, numbers, networks and references. */
const texts =
  'sample Sample SAMPLE sample_text sample-text com.example.sample ABC ABC-123 1.2.3 v1.2.3 1 8080 123456789012 10.0.0.0/16 us-east-1 arn:aws:iam::123456789012:role/sample sample/sample component:default/sample /sample S'.split(
    ' ',
  );
/** Longest text for a field without a limit, and for one with a limit. */
const longest = { free: 120, limited: 2_000 };
const mostChoices = 8;

const ajv = new Ajv({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  addUsedSchema: false,
  logger: false,
});

/** Whether a schema accepts a value; an unreadable schema accepts nothing. */
export function accepts(schema: FormSchema, value: unknown): boolean {
  try {
    return ajv.validate(schema, value) as boolean;
  } catch {
    return false;
  }
}

const isSchema = (value: unknown): value is FormSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list, or an empty one in place of anything else. */
const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : [];

const listOwn = ({ properties }: FormSchema): [string, FormSchema][] =>
  Object.entries(isSchema(properties) ? properties : {}).filter(
    (entry): entry is [string, FormSchema] => isSchema(entry[1]),
  );

const listDependent = (schema: FormSchema): [string, unknown][] =>
  Object.entries({
    ...(schema.dependencies as object),
    ...(schema.dependentSchemas as object),
  });

/** All fields of a form and its alternatives, by name. */
export function listFields(form: FormSchema): Map<string, FormSchema> {
  const parts = [
    ...[form.allOf, form.oneOf, form.anyOf].flatMap(asList),
    ...listDependent(form).map(([, part]) => part),
    form.then,
    form.else,
  ];
  const inner = parts.filter(isSchema).flatMap(part => [...listFields(part)]);
  // Alternatives repeat the field that they depend on.
  return new Map([...inner.reverse(), ...listOwn(form)]);
}

/** Fills the empty fields of a form like a person: only fields of chosen alternatives appear. */
export function fillForm(
  schema: unknown,
  choose: Choose,
  values: JsonObject = {},
): JsonObject {
  if (!isSchema(schema)) {
    return values;
  }
  const fill = (part: unknown) => fillForm(part, choose, values);
  for (const [name, field] of listOwn(schema)) {
    const isRequired = asList(schema.required).includes(name);
    const value = choose(name, field, isRequired);
    if (value !== undefined && !Object.hasOwn(values, name)) {
      values[name] = value;
    }
  }
  for (const [name, part] of listDependent(schema)) {
    fill(values[name] === undefined ? undefined : part);
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
    ...texts,
    ...Object.values(formats),
    plain.padEnd(Math.min(Number(field.minLength ?? 0), longest.limited), 'x'),
    field.minimum,
    1,
    field.maximum,
    [],
    {},
    null,
  ] as (JsonValue | undefined)[];
  const accepted = candidates.find(
    value => value !== undefined && accepts(field, value),
  );
  return accepted === undefined ? plain : accepted;
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

/**
 * Derives cases from the schema of a form.
 *
 * @param given - values for fields that the schema does not describe well enough
 */
export function deriveCases(form: FormSchema, given: JsonObject): TestCase[] {
  const fill = (name: string, choose: Choose): TestCase => ({
    name,
    values: fillForm(
      form,
      (...field) => (isChosen(field[1]) ? choose : chooseDefaults)(...field),
      { ...given },
    ),
  });
  const fillTexts = (
    title: string,
    list: (plain: string, field: FormSchema) => string[],
  ) =>
    fill(title, (name, field) => {
      const plain = sample(name, field);
      const candidates = isFree(field) ? list(String(plain), field) : [];
      return candidates.find(text => accepts(field, text)) ?? plain;
    });
  const offered = [...listFields(form).values()].map(
    field => listChoices(field).length,
  );
  const turns = Math.min(mostChoices, Math.max(0, ...offered));
  const cases = [
    fill('defaults', chooseDefaults),
    fill('all fields', sample),
    fill('empty optional', (name, field, isRequired) =>
      isRequired ? sample(name, field) : undefined,
    ),
    fillTexts('longest', (plain, { maxLength = longest.free }) => {
      const length = Math.min(Number(maxLength), longest.limited);
      return [plain.padEnd(length, 'x'), 'a'.repeat(length)];
    }),
    ...Object.entries(awkwardTexts).map(([name, awkward]) =>
      fillTexts(name, () => awkward),
    ),
    ...Array.from({ length: turns }, (_, turn) =>
      fill(`choice ${turn + 1}`, (name, field) => {
        const choices = listChoices(field);
        return choices[turn % choices.length] ?? sample(name, field);
      }),
    ),
  ];
  const alike = Map.groupBy(cases, ({ values }) =>
    JSON.stringify(Object.entries(values).sort()),
  );
  return [...alike.values()].map(([first]) => first);
}
