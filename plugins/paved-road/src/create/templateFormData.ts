import { Entity } from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';

/** What to fill in of a template's form: the values of those parameters that it asks for. */
export function templateFormData(
  template: Entity,
  values: JsonObject,
): JsonObject {
  const { parameters } = template.spec ?? {};
  const pages = Array.isArray(parameters) ? parameters : [parameters];
  const asked = pages.flatMap(page => Object.keys(propertiesOf(page)));
  return Object.fromEntries(
    Object.entries(values).filter(
      ([parameter, value]) => asked.includes(parameter) && value !== undefined,
    ),
  );
}

function propertiesOf(page: JsonValue | undefined): JsonObject {
  const properties = isObject(page) ? page.properties : undefined;
  return isObject(properties) ? properties : {};
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
