import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  pavedRoadAnnotations,
  PlainPattern,
} from '@paved-road/plugin-paved-road-common';
import { useData } from '../queries/useData';
import { selectedTemplateRouteRef } from '../routes';

/** Maximum number of templates offered for a pattern. */
const atMost = 5;

/** Links to a prefilled scaffolder form; undefined without a scaffolder. */
export function useTemplateLink() {
  const templateRoute = useRouteRef(selectedTemplateRouteRef);
  if (!templateRoute) {
    return undefined;
  }
  return (templateRef: string, values: JsonObject): string => {
    const { namespace, name } = parseEntityRef(templateRef, {
      defaultKind: 'template',
      defaultNamespace: 'default',
    });
    const query = new URLSearchParams({ formData: JSON.stringify(values) });
    return `${templateRoute({ namespace, templateName: name })}?${query}`;
  };
}

/** Catalog templates annotated with a pattern. */
export function usePatternTemplates(pattern: PlainPattern | undefined) {
  const catalogApi = useApi(catalogApiRef);
  return useData(['patternTemplates', pattern], async () => {
    if (!pattern) {
      return [];
    }
    const { items } = await catalogApi.queryEntities({
      filter: {
        kind: 'template',
        [`metadata.annotations.${pavedRoadAnnotations.pattern}`]: pattern,
      },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'spec.parameters',
      ],
      orderFields: { field: 'metadata.name', order: 'asc' },
      limit: atMost,
    });
    return items;
  });
}

/** Values for the parameters that a template has. */
export function templateFormData(
  template: Entity,
  values: JsonObject,
): JsonObject {
  const { parameters } = template.spec ?? {};
  const pages = Array.isArray(parameters) ? parameters : [parameters];
  const asked = pages.flatMap(page => Object.keys(schemaProperties(page)));
  return Object.fromEntries(
    Object.entries(values).filter(
      ([parameter, value]) => asked.includes(parameter) && value !== undefined,
    ),
  );
}

function schemaProperties(page: JsonValue | undefined): JsonObject {
  const properties = isObject(page) ? page.properties : undefined;
  return isObject(properties) ? properties : {};
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
