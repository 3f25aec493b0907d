import { Entity } from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import { Profile } from '@paved-road/plugin-paved-road-common';

/**
 * What to fill in of a template's form: the answers that its parameter `profile` asks for. An open
 * answer is null where the template takes that for "not known"; left out, the template would fill in
 * its own default.
 */
export function templateFormData(
  template: Entity,
  profile: Profile,
): JsonObject {
  const groups = propertiesOf(profileSchemaOf(template));
  const filledIn = Object.entries(groups).map(([group, groupSchema]) => [
    group,
    Object.fromEntries(
      Object.entries(propertiesOf(groupSchema)).flatMap(([field, schema]) => {
        const answer = answerOf(profile, group, field);
        return answer !== undefined || takesNull(schema)
          ? [[field, answer ?? null]]
          : [];
      }),
    ),
  ]);
  return filledIn.length > 0 ? { profile: Object.fromEntries(filledIn) } : {};
}

function profileSchemaOf(template: Entity): JsonValue | undefined {
  const { parameters } = template.spec ?? {};
  const pages = Array.isArray(parameters) ? parameters : [parameters];
  return pages
    .map(page => propertiesOf(page).profile)
    .find(schema => schema !== undefined);
}

function propertiesOf(schema: JsonValue | undefined): JsonObject {
  const properties = isObject(schema) ? schema.properties : undefined;
  return isObject(properties) ? properties : {};
}

function takesNull(schema: JsonValue | undefined): boolean {
  return (
    isObject(schema) &&
    Array.isArray(schema.type) &&
    schema.type.includes('null')
  );
}

function answerOf(
  profile: Profile,
  group: string,
  field: string,
): JsonValue | undefined {
  const answers = (profile as JsonObject)[group];
  return isObject(answers) ? answers[field] : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
