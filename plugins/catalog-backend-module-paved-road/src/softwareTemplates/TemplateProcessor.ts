import { Entity } from '@backstage/catalog-model';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { JsonObject, JsonValue } from '@backstage/types';
import { pavedRoadAnnotations } from '@paved-road/plugin-paved-road-common';
import { TemplateSettings } from './readTemplateSettings';

/** Begins the tag of a step that only matters at one place, such as `publish-github`. */
const placeTag = 'publish-';

/**
 * Makes the templates of Paved Road fit the portal that reads them: gives those without an owner the one of the config,
 * and leaves out the steps for places that the portal cannot publish to.
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

  /** Whether a step is for every place, or for one that the portal can publish to. */
  #isPossible(step: JsonValue | undefined): boolean {
    const places = tagsOf(step)
      .filter(tag => tag.startsWith(placeTag))
      .map(tag => tag.slice(placeTag.length));
    return (
      places.length === 0 ||
      places.some(place => this.settings.places.has(place))
    );
  }
}

function tagsOf(step: JsonValue | undefined): string[] {
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
