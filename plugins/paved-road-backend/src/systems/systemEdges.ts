import {
  Entity,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { SystemEdge } from '@paved-road/plugin-paved-road-common';
import { targetsOf } from '../catalog/catalogSnapshot';

/**
 * The calls between components, as their relations tell: what one depends on, and who provides the
 * APIs that it consumes. A dependency that an API explains is not counted again.
 */
export function systemEdges(components: readonly Entity[]): SystemEdge[] {
  const known = new Set(components.map(entity => stringifyEntityRef(entity)));
  const providers = new Map<string, string[]>();
  for (const component of components) {
    for (const api of targetsOf(component, RELATION_PROVIDES_API)) {
      providers.set(api, [
        ...(providers.get(api) ?? []),
        stringifyEntityRef(component),
      ]);
    }
  }
  return components.flatMap(component => {
    const source = stringifyEntityRef(component);
    const overApis = targetsOf(component, RELATION_CONSUMES_API).flatMap(via =>
      (providers.get(via) ?? [])
        .filter(target => target !== source)
        .map((target): SystemEdge => ({ source, target, via })),
    );
    const direct = targetsOf(component, RELATION_DEPENDS_ON)
      .filter(
        target =>
          target !== source &&
          known.has(target) &&
          !overApis.some(edge => edge.target === target),
      )
      .map((target): SystemEdge => ({ source, target }));
    return [...overApis, ...direct];
  });
}
