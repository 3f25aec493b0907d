import { NotFoundError } from '@backstage/errors';
import {
  Assessment,
  AssessmentFacts,
  AssessmentQuery,
  AssessmentSummary,
  CatalogFacts,
  EntityAssessmentsPage,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { PageRequest } from '../database/paging';
import { Caller } from '../http/Caller';
import { AssessmentFactsSource } from '../scorecards/types';
import { assertAssessable } from './assertAssessable';
import { AssessmentAccess } from './AssessmentAccess';
import { AssessmentPresenter } from './AssessmentPresenter';
import { AssessmentStore } from './AssessmentStore';

/** The use cases of those who read assessments. */
export class AssessmentReader implements AssessmentFactsSource {
  readonly #store: AssessmentStore;
  readonly #access: AssessmentAccess;
  readonly #entities: EntityAccess;
  readonly #facts: CatalogFactsReader;
  readonly #presenter: AssessmentPresenter;

  constructor(options: {
    store: AssessmentStore;
    access: AssessmentAccess;
    entities: EntityAccess;
    facts: CatalogFactsReader;
    presenter: AssessmentPresenter;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#facts = options.facts;
    this.#presenter = options.presenter;
  }

  async get(id: string, { credentials }: Caller): Promise<Assessment> {
    const { stored, entity } = await this.#access.demandReadable(
      id,
      credentials,
    );
    return await this.#presenter.present(stored, entity, credentials);
  }

  /** The assessments of an entity, newest first, and the one that counts. */
  async historyOf(
    entityRef: string,
    page: PageRequest,
    { credentials }: Caller,
  ): Promise<EntityAssessmentsPage> {
    assertAssessable(entityRef);
    const { entity, author } = await this.#access.demandEntityReadAccess(
      entityRef,
      credentials,
    );
    const [history, counting] = await Promise.all([
      this.#store.history(entityRef, page, author),
      this.#store.findCounting([entityRef], author),
    ]);
    if (!entity && history.totalItems === 0) {
      throw new NotFoundError(`No entity ${entityRef} in the catalog`);
    }
    const items = await this.#presenter.presentAll(
      [...history.items, ...counting.values()],
      entity,
      credentials,
    );
    return {
      ...history,
      items: items.slice(0, history.items.length),
      counting: items[history.items.length],
    };
  }

  /** Assessments of all entities that the caller may see, newest first. */
  async list(
    { limit, cursor, owner, author, ...filter }: AssessmentQuery,
    { credentials }: Caller,
  ): Promise<Page<AssessmentSummary>> {
    return await this.#store.list(
      {
        ...filter,
        owner: owner && normalizeEntityRef(owner, 'owner', 'group'),
        author: author && normalizeEntityRef(author, 'author', 'user'),
      },
      await this.#access.listVisibility(credentials),
      this.#presenter.staleCriteria(),
      { limit, cursor },
    );
  }

  async factsFor(entityRefs: string[]): Promise<Map<string, AssessmentFacts>> {
    return await this.#store.factsFor(
      entityRefs,
      this.#presenter.staleCriteria(),
    );
  }

  /** What the catalog tells of an entity that an assessment can use. */
  async catalogFacts(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<CatalogFacts> {
    assertAssessable(entityRef);
    return await this.#facts.factsOf(
      await this.#entities.getVisibleEntity(entityRef, credentials),
      credentials,
    );
  }
}
