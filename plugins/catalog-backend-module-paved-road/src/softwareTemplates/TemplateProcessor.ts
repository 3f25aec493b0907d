import { Entity } from '@backstage/catalog-model';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { pavedRoadAnnotations } from '@paved-road/plugin-paved-road-common';
import { TemplateSettings } from './readTemplateSettings';

/** Prefix of the tag of a step for one place, such as `publish-github`. */
const placeTag = 'publish-';

/**
 * Adapts the templates of Paved Road to the portal: adds the configured owner if they have none, and removes the steps
 * for places that the portal cannot publish to.
 */
export class TemplateProcessor implements CatalogProcessor {
  constructor(private readonly settings: TemplateSettings) {}

  getProcessorName(): string {
    return 'paved-road-templates';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    const { kind, metadata, spec } = entity;
    if (
      kind.toLocaleLowerCase('en-US') !== 'template' ||
      !metadata.annotations?.[pavedRoadAnnotations.pattern]
    ) {
      return entity;
    }
    const { owner } = this.settings;
    const steps = spec?.steps;
    return {
      ...entity,
      spec: {
        ...(owner !== undefined && { owner }),
        ...spec,
        ...(Array.isArray(steps) && {
          steps: steps.filter(step => this.#isPossible(step)),
        }),
      },
    };
  }

  /** @returns false for a step of a place that the portal cannot publish to */
  #isPossible(step: JsonValue | undefined): boolean {
    const places = readTags(step)
      .filter(tag => tag.startsWith(placeTag))
      .map(tag => tag.slice(placeTag.length));
    return (
      places.length === 0 ||
      places.some(place => this.settings.places.has(place))
    );
  }
}

function readTags(step: JsonValue | undefined): string[] {
  const permissions = isObject(step)
    ? step['backstage:permissions']
    : undefined;
  const tags = isObject(permissions) ? permissions.tags : undefined;
  return Array.isArray(tags)
    ? tags.filter((tag): tag is string => typeof tag === 'string')
    : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
