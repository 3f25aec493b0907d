import { parseEntityRef } from '@backstage/catalog-model';
import { SystemComponent } from '@paved-road/plugin-paved-road-common';

/** What a component of the system is called, or the name of one that is not listed. */
export function componentTitle(
  components: SystemComponent[],
  entityRef: string,
): string {
  return (
    components.find(component => component.entityRef === entityRef)?.title ??
    parseEntityRef(entityRef).name
  );
}
