import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { LRUCache } from 'lru-cache';
import { catalogPages } from './catalogPages';
import {
  EntityCondition,
  EntityProperty,
  idOfProperty,
  collectProperties,
} from './entityConditions';
import { EntitySurvey, SurveyBuilder } from './EntitySurvey';

/** Milliseconds from the start of a pass over the catalog until its result expires. */
const LIFETIME = 30_000;
/** Milliseconds from the start of a pass until a request starts the next one. */
const REFRESH_AFTER = 20_000;
/** Milliseconds for which passes include a property after its last use. */
const PROPERTY_KEPT = 60_000;
/** Properties that a pass looks at, so that a page of the catalog does not block other work. */
const MOST_PROPERTIES = 50;
/** References in all sets together, which share their texts; each takes 8 bytes. */
const MOST_REFERENCES = 5_000_000;

interface Pass {
  beganAt: number;
  kinds: string[];
  survey: EntitySurvey;
}

/**
 * Finds the entities that meet conditions in a survey of the catalog that all callers share, at most 30 seconds old.
 * A request after 20 seconds starts the next pass and does not wait for it; a pass that fails prolongs nothing.
 */
export class EntitySurveys {
  readonly #wanted = new Map<
    string,
    { property: EntityProperty; askedAt: number }
  >();
  readonly #sets = new LRUCache<string, readonly string[]>({
    maxSize: MOST_REFERENCES,
    sizeCalculation: refs => refs.length + 1,
  });
  #latest?: Pass;
  #running?: { beganAt: number; pass: Promise<Pass> };

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      kinds: () => string[];
      now: () => number;
    },
  ) {}

  /**
   * References of the entities that meet a condition; frozen, and the same array as before if they are the same.
   *
   * @returns undefined if all conditions together ask for too many properties
   */
  async select(
    condition: EntityCondition,
  ): Promise<readonly string[] | undefined> {
    const properties = collectProperties(condition);
    if (!this.#want(properties)) {
      return undefined;
    }
    const { survey } = await this.#passThatKnows(properties);
    const key = `${survey.hash} ${survey.keyOf(condition)}`;
    const found = this.#sets.get(key);
    if (found) {
      return found;
    }
    const selected = Object.freeze(survey.select(condition));
    this.#sets.set(key, selected);
    return selected;
  }

  #want(properties: EntityProperty[]): boolean {
    const askedAt = this.options.now();
    for (const [id, wanted] of this.#wanted) {
      if (wanted.askedAt + PROPERTY_KEPT <= askedAt) {
        this.#wanted.delete(id);
      }
    }
    const all = new Set(this.#wanted.keys());
    properties.forEach(property => all.add(idOfProperty(property)));
    if (all.size > MOST_PROPERTIES) {
      return false;
    }
    properties.forEach(property =>
      this.#wanted.set(idOfProperty(property), { property, askedAt }),
    );
    return true;
  }

  async #passThatKnows(properties: EntityProperty[]): Promise<Pass> {
    const askedAt = this.options.now();
    const wanted = this.options.kinds();
    const isEnough = ({ beganAt, kinds, survey }: Pass) =>
      beganAt + LIFETIME > askedAt &&
      wanted.every(kind => kinds.includes(kind)) &&
      properties.every(property => survey.knows(property));
    if (this.#latest && isEnough(this.#latest)) {
      if (this.#latest.beganAt + REFRESH_AFTER <= askedAt) {
        this.#refreshBehind();
      }
      return this.#latest;
    }
    if (this.#running) {
      // It may have begun too early, or without the properties; then its failure does not matter either.
      const isTooOld = this.#running.beganAt + LIFETIME <= askedAt;
      const pass = await this.#running.pass.catch(error => {
        if (!isTooOld) {
          throw error;
        }
        return undefined;
      });
      if (pass && isEnough(pass)) {
        return pass;
      }
    }
    // Another one who waited may have started it a moment ago, with all properties that anybody wants.
    return await (this.#running?.pass ?? this.#begin());
  }

  #refreshBehind(): void {
    if (!this.#running) {
      this.#begin().catch(error =>
        this.options.logger.warn(
          'Who may see which entity could not be read from the catalog, and is read again for the next request',
          toError(error),
        ),
      );
    }
  }

  #begin(): Promise<Pass> {
    const beganAt = this.options.now();
    const pass = this.#read(beganAt);
    const running = { beganAt, pass };
    this.#running = running;
    const end = () => {
      this.#running = undefined;
    };
    pass.then(latest => {
      this.#latest = latest;
      end();
    }, end);
    return pass;
  }

  async #read(beganAt: number): Promise<Pass> {
    const properties = [...this.#wanted.values()].map(
      ({ property }) => property,
    );
    const kinds = this.options.kinds();
    const builder = new SurveyBuilder(properties);
    const pages = catalogPages(
      this.options.catalog,
      { kinds, fields: fieldsFor(properties) },
      await this.options.auth.getOwnServiceCredentials(),
    );
    for await (const page of pages) {
      builder.add(page);
    }
    const survey = builder.build();
    const known = this.#latest?.survey;
    return {
      beganAt,
      kinds,
      survey: known?.hash === survey.hash ? known : survey,
    };
  }
}

/* The whole root, because the key of a property is in lower case, while the field below may not be. */
function fieldsFor(properties: EntityProperty[]): string[] {
  return [
    ...new Set([
      'kind',
      'metadata.namespace',
      'metadata.name',
      'metadata.uid',
      'relations',
      ...properties.map(({ root }) => root),
    ]),
  ];
}
