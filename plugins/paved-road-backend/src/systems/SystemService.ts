import {
  Entity,
  parseEntityRef,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  composeSystem,
  SystemComposition,
  SystemEdge,
  systemPart,
  SystemPart,
} from '@paved-road/plugin-paved-road-common';
import { DecisionModel } from '@paved-road/plugin-paved-road-common/advisor';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { listTargetRefs } from '../catalog/catalogSnapshot';
import { readComponents } from '../catalog/readComponents';
import { EntityAccess } from '../catalog/types';
import { Caller } from '../http/Caller';
import { Routes, readEntityRef } from '../http/createRoutes';

/** Assessments in memory at a time; a composition needs little of each. */
const BATCH_SIZE = 50;

export class SystemService {
  constructor(
    private readonly options: {
      store: Pick<AssessmentStore, 'findCounting'>;
      entities: EntityAccess;
      model: DecisionModel;
    },
  ) {}

  /**
   * A system, composed of the assessments that count for its components, as far as the caller may
   * see them.
   *
   * @throws InputError when it is not a system, NotFoundError when the caller may not see it
   */
  async compose(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<SystemComposition> {
    const { kind } = parseEntityRef(entityRef);
    if (kind.toLocaleLowerCase('en-US') !== 'system') {
      throw new InputError(
        `kind: ${JSON.stringify(kind)} is not composed of components, use System`,
      );
    }
    const system = await this.options.entities.getVisibleEntity(
      entityRef,
      credentials,
    );
    const { items, total } = await readComponents(
      this.options.entities,
      system,
      credentials,
      ['metadata.title', 'relations'],
    );
    return composeSystem(
      {
        entityRef: stringifyEntityRef(system),
        parts: await this.#partsOf(items),
        edges: systemEdges(items),
        totalComponents: total,
      },
      this.options.model,
    );
  }

  async #partsOf(components: readonly Entity[]): Promise<SystemPart[]> {
    const parts: SystemPart[] = [];
    for (let start = 0; start < components.length; start += BATCH_SIZE) {
      const batch = components.slice(start, start + BATCH_SIZE);
      const counting = await this.options.store.findCounting(
        batch.map(component => stringifyEntityRef(component)),
      );
      for (const component of batch) {
        const entityRef = stringifyEntityRef(component);
        parts.push(
          systemPart({
            entityRef,
            title: component.metadata.title ?? component.metadata.name,
            owner: listTargetRefs(component, RELATION_OWNED_BY).at(0),
            assessment: counting.get(entityRef),
          }),
        );
      }
    }
    return parts;
  }
}

/**
 * The calls between components, according to their relations: what one depends on, and who provides the
 * APIs that it consumes. A dependency that an API explains is not counted again.
 */
function systemEdges(components: readonly Entity[]): SystemEdge[] {
  const known = new Set(components.map(entity => stringifyEntityRef(entity)));
  const providers = new Map<string, string[]>();
  for (const component of components) {
    for (const api of listTargetRefs(component, RELATION_PROVIDES_API)) {
      providers.set(api, [
        ...(providers.get(api) ?? []),
        stringifyEntityRef(component),
      ]);
    }
  }
  return components.flatMap(component => {
    const source = stringifyEntityRef(component);
    const overApis = listTargetRefs(component, RELATION_CONSUMES_API).flatMap(
      via =>
        (providers.get(via) ?? [])
          .filter(target => target !== source)
          .map((target): SystemEdge => ({ source, target, via })),
    );
    const direct = listTargetRefs(component, RELATION_DEPENDS_ON)
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

export function addSystemRoutes(
  { fresh }: Routes,
  service: SystemService,
): void {
  fresh('getSystemComposition', ({ caller, req }) =>
    service.compose(readEntityRef(req), caller),
  );
}
