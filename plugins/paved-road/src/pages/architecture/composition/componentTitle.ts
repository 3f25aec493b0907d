import { parseEntityRef } from '@backstage/catalog-model';
import { SystemComponent } from '@paved-road/plugin-paved-road-common';

/** The title of a component; its name if the system does not list it. */
export function componentTitle(
  components: SystemComponent[],
  entityRef: string,
): string {
  return (
    components.find(component => component.entityRef === entityRef)?.title ??
    parseEntityRef(entityRef).name
  );
}
