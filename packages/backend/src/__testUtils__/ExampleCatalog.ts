import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { pavedRoadAnnotations } from '@paved-road/plugin-paved-road-common';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** Folder of the example organisation. */
export const exampleFolder = join(
  resolvePackagePath('backend'),
  '../../examples',
);

/** Folder of the templates. */
export const templateFolder = join(
  resolvePackagePath('backend'),
  '../../templates',
);

/** Names of the templates, which are the names of their files and folders too. */
export const templateNames = [
  'ai-microservice',
  'ai-monolith',
  'ai-serverless',
];

const catalogFile = join(exampleFolder, 'catalog.yaml');

export const platformTeam = 'group:default/platform-engineering';

/** Types of components that the rule pack covers. */
export const aiTypes = ['ai-service', 'ai-function', 'ai-pipeline'];

/** Fields of a spec that hold references, with the kind that is meant where none is given. */
export const referenceFields: Record<string, string | undefined> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  parent: 'group',
  children: 'group',
  members: 'user',
  memberOf: 'group',
  providesApis: 'api',
  consumesApis: 'api',
  dependsOn: undefined,
  dependencyOf: undefined,
  subcomponentOf: 'component',
};

export function readEntities(file: string): Entity[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map(document => {
    for (const error of document.errors) {
      throw error;
    }
    return document.toJS();
  });
}

/** The entities of the example organisation as the catalog reads them, from its one location. */
export class ExampleCatalog {
  readonly location: Entity;
  readonly files: string[];
  readonly entities: Entity[];
  readonly #byRef: Map<string, Entity>;

  constructor() {
    [this.location] = readEntities(catalogFile);
    this.files = [this.location.spec?.targets ?? []]
      .flat()
      .map(target => resolve(dirname(catalogFile), String(target)));
    this.entities = this.files.flatMap(readEntities);
    this.#byRef = new Map(
      this.entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  get aiComponents(): Entity[] {
    return this.ofKind('Component').filter(({ spec }) =>
      aiTypes.includes(String(spec?.type)),
    );
  }

  /** What the same file describes beside an entity. */
  besides(entity: Entity): Entity[] {
    const described = this.files
      .map(readEntities)
      .find(entities => entities.some(other => isSame(other, entity)));
    return (described ?? []).filter(other => !isSame(other, entity));
  }

  ofKind(kind: string): Entity[] {
    return this.entities.filter(entity => entity.kind === kind);
  }

  has(entityRef: string): boolean {
    return this.#byRef.has(entityRef);
  }

  get(entityRef: string): Entity {
    const entity = this.#byRef.get(entityRef);
    if (!entity) {
      throw new Error(`The example has no ${entityRef}`);
    }
    return entity;
  }

  /** The groups that a user is a direct member of. */
  groupsOf(userRef: string): string[] {
    return references(this.get(userRef), 'memberOf');
  }
}

function isSame(a: Entity, b: Entity): boolean {
  return stringifyEntityRef(a) === stringifyEntityRef(b);
}

/** The references that a field of an entity's spec holds, in full. */
export function references(entity: Entity, field: string): string[] {
  return [entity.spec?.[field] ?? []].flat().map(value =>
    stringifyEntityRef(
      parseEntityRef(String(value), {
        defaultKind: referenceFields[field],
        defaultNamespace: 'default',
      }),
    ),
  );
}

export function ownerOf(entity: Entity): string {
  const [owner] = references(entity, 'owner');
  return owner;
}

/** Folder that stands for the repository of an entity. */
export function repositoryOf({ metadata }: Entity): string {
  const location = metadata.annotations?.[ANNOTATION_SOURCE_LOCATION] ?? '';
  return join(
    exampleFolder,
    location.replace('url:https://example.com/larkmoor', 'repositories'),
  );
}

/** The pattern that the entity says it has. */
export function declaredPattern(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[pavedRoadAnnotations.pattern];
}
