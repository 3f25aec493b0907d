import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import {
  AdviceRequest,
  assertEditable,
  Assessment,
  AssessmentFacts,
  AssessmentPatch,
  NewAssessment,
} from '@paved-road/plugin-paved-road-common';
import { randomUUID } from 'node:crypto';
import { Advisor } from '../advisor/types';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { snapshotOf } from '../catalog/catalogSnapshot';
import { toEntityRecord } from '../catalog/entityRecord';
import { EntityAccess, EntityIndexStore } from '../catalog/types';
import { Caller } from '../http/Caller';
import { Precondition, staleWrite } from '../http/etag';
import { assertAssessable } from './assertAssessable';
import { AssessmentAccess } from './AssessmentAccess';
import { AssessmentPresenter } from './AssessmentPresenter';
import { AssessmentPublisher } from './AssessmentPublisher';
import { AssessmentStore, StoredAssessment } from './AssessmentStore';
import { AssessmentWriter } from './AssessmentWriter';
import { toAdviceFacts } from './toAdviceFacts';

/** The use cases of drafts: making, changing and removing them. */
export class AssessmentDrafts {
  readonly #store: AssessmentStore;
  readonly #access: AssessmentAccess;
  readonly #entities: EntityAccess;
  readonly #index: EntityIndexStore;
  readonly #facts: CatalogFactsReader;
  readonly #advisor: Advisor;
  readonly #presenter: AssessmentPresenter;
  readonly #publisher: AssessmentPublisher;
  readonly #writer: AssessmentWriter;

  constructor(options: {
    store: AssessmentStore;
    access: AssessmentAccess;
    entities: EntityAccess;
    index: EntityIndexStore;
    facts: CatalogFactsReader;
    advisor: Advisor;
    presenter: AssessmentPresenter;
    publisher: AssessmentPublisher;
    writer: AssessmentWriter;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#entities = options.entities;
    this.#index = options.index;
    this.#facts = options.facts;
    this.#advisor = options.advisor;
    this.#presenter = options.presenter;
    this.#publisher = options.publisher;
    this.#writer = options.writer;
  }

  /**
   * Makes a draft, with advice computed here.
   *
   * @returns `created: false` and the earlier assessment when the author repeats an id or an idempotency key
   * @throws ConflictError when the id is that of another assessment
   */
  async create(
    entityRef: string,
    { id = randomUUID(), idempotencyKey, ...request }: NewAssessment,
    caller: Caller,
  ): Promise<{ created: boolean; assessment: Assessment }> {
    assertAssessable(entityRef);
    const { credentials } = caller;
    return await this.#publisher.audited(
      caller,
      { actionType: 'create', entityRef },
      async () => {
        const entity = await this.#entities.getVisibleEntity(
          entityRef,
          credentials,
        );
        await this.#access.demandEdit(entityRef, credentials);
        const result = await this.#assess(request, entity, caller);
        const author = this.#access.actorOf(credentials);
        const at = this.#writer.now();
        // So that it does not look orphaned until the next sync.
        await this.#index.upsert([toEntityRecord(entity)]);
        const { created, assessment } = await this.#store.create(
          {
            record: {
              ...request,
              ...result,
              id,
              entityRef: stringifyEntityRef(entity),
              author,
              revision: 0,
              createdAt: at,
              updatedAt: at,
              events: [],
              status: 'draft',
            },
            event: { at, actor: author, action: 'created' },
          },
          idempotencyKey,
        );
        if (created) {
          await this.#publisher.changed(assessment);
        } else if (
          assessment.author !== author ||
          assessment.entityRef !== stringifyEntityRef(entity)
        ) {
          throw new ConflictError(
            `id: ${id} is the id of another assessment; use a new UUID, or none`,
          );
        }
        return {
          created,
          assessment: await this.#presenter.present(
            assessment,
            entity,
            credentials,
          ),
        };
      },
    );
  }

  /** What rules would know of a draft that is made now, also for an entity that is not in the catalog yet. */
  async preview(
    entity: Entity,
    request: AdviceRequest,
    caller: Caller,
  ): Promise<AssessmentFacts> {
    const { advice } = await this.#assess(request, entity, caller);
    const at = this.#writer.now();
    return {
      id: randomUUID(),
      status: 'draft',
      ...toAdviceFacts(advice, request.decision),
      author: this.#access.actorOf(caller.credentials),
      createdAt: at,
      updatedAt: at,
      stale: [],
    };
  }

  /** Changes a draft; advice and snapshot follow. An empty patch changes nothing. */
  async update(
    id: string,
    patch: AssessmentPatch,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Assessment> {
    return await this.#writer.write(
      id,
      'update',
      precondition,
      caller,
      async ({ stored: old, entity }) => {
        assertEditable(old);
        if (Object.values(patch).every(part => part === undefined)) {
          return [];
        }
        const request: AdviceRequest = {
          profile: patch.profile ?? old.profile,
          weights: patched(patch.weights, old.weights),
          assumptions: patched(patch.assumptions, old.assumptions),
          platform: patched(patch.platform, old.platform),
          decision: patched(patch.decision, old.decision),
        };
        const result = await this.#assess(request, entity, caller);
        return [
          this.#writer.change(
            { ...old, ...request, ...result },
            caller,
            'updated',
          ),
        ];
      },
    );
  }

  /** Removes a draft and its history. */
  async delete(
    id: string,
    precondition: Precondition,
    caller: Caller,
  ): Promise<void> {
    await this.#publisher.audited(
      caller,
      { actionType: 'delete', assessmentId: id },
      async () => {
        const { stored } = await this.#writer.demandWritable(
          id,
          'delete',
          precondition,
          caller,
        );
        assertEditable(stored);
        if (!(await this.#store.delete(id, stored.revision))) {
          throw staleWrite();
        }
        await this.#publisher.changed({ ...stored, status: 'deleted' });
      },
    );
  }

  /** The result of an assessment that is made now, and what it rests on. */
  async #assess(
    request: AdviceRequest,
    entity: Entity,
    { credentials }: Caller,
  ): Promise<Pick<StoredAssessment, 'advice' | 'snapshot'>> {
    const observed = await this.#facts.observe(entity, credentials);
    return {
      advice: this.#advisor.advise({ ...request, observed }),
      snapshot: snapshotOf(entity),
    };
  }
}

/** A part of a patch: null clears, undefined keeps. */
function patched<T>(
  part: T | null | undefined,
  old: T | undefined,
): T | undefined {
  return part === undefined ? old : (part ?? undefined);
}
