import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { JsonObject } from '@backstage/types';
import { selectedTemplateRouteRef } from '../routes';

/**
 * Links to the form of a template of the scaffolder, filled in with values by parameter; undefined where
 * there is no scaffolder.
 */
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
