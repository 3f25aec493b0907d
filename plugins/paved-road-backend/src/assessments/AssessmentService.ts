import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import {
  AdviceRequest,
  assertEditable,
  Assessment,
  AssessmentFacts,
  AssessmentPatch,
  NewAssessment,
  Transition,
} from '@paved-road/plugin-paved-road-common';
import { computeStanding } from '@paved-road/plugin-paved-road-common/advisor';
import { randomUUID } from 'node:crypto';
import { Advisor } from '../advisor/Advisor';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { toCatalogSnapshot } from '../catalog/catalogSnapshot';
import { assertAssessable, toEntityRecord } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { Caller } from '../http/Caller';
import { Precondition, staleWrite } from '../http/etag';
import { RecordWriter, sign, Write } from '../records/RecordWriter';
import { AssessmentAccess } from './AssessmentAccess';
import {
  toAdviceFacts,
  toAssessmentChange,
  isReview,
  Move,
  moveAssessment,
  supersedeBy,
} from './assessmentRules';
import { AssessmentPublisher } from './AssessmentPublisher';
import { AssessmentReader } from './AssessmentReader';
import { AssessmentStore } from './AssessmentStore';
import { StoredAssessment } from './StoredAssessment';

/** The use cases of writing and reviewing assessments. */
export class AssessmentService {
  readonly #writer: RecordWriter<StoredAssessment, Assessment>;

  constructor(
    private readonly options: {
      store: AssessmentStore;
      access: AssessmentAccess;
      entities: EntityAccess;
      index: EntityIndexStore;
      facts: CatalogFactsReader;
      advisor: Advisor;
      reader: AssessmentReader;
      publisher: AssessmentPublisher;
    },
  ) {
    this.#writer = new RecordWriter({
      ...options,
      presenter: options.reader,
      conflict:
        'Somebody changed an assessment of this entity at the same time; read it again and repeat your change',
    });
  }

  /**
   * Creates a draft and computes its advice.
   *
   * @returns `created: false` and the earlier assessment if the author repeats an id or an idempotency key
   * @throws ConflictError if another assessment has the id
   */
  async create(
    entityRef: string,
    { id = randomUUID(), idempotencyKey, ...request }: NewAssessment,
    caller: Caller,
  ): Promise<{ created: boolean; assessment: Assessment }> {
    assertAssessable(entityRef);
    const { credentials } = caller;
    const meta = { actionType: 'create', entityRef };
    return await this.options.publisher.audited(caller, meta, async () => {
      const entity = await this.options.entities.getVisibleEntity(
        entityRef,
        credentials,
      );
      await this.options.access.demandEdit({ entityRef }, credentials);
      const result = await this.#assess(request, entity, caller);
      const { by: author, at } = sign(this.options.access, caller);
      // Otherwise it would look orphaned until the next sync.
      await this.options.index.upsert([toEntityRecord(entity)]);
      const { created, assessment } = await this.options.store.create(
        {
          record: {
            ...request,
            ...result,
            standing: computeStanding({ ...request, ...result }),
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
        await this.options.publisher.changed(assessment);
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
        assessment: await this.options.reader.present(
          assessment,
          entity,
          credentials,
        ),
      };
    });
  }

  /** What rules would read of a new draft, even for an entity that is not in the catalog yet. */
  async preview(
    entity: Entity,
    request: AdviceRequest,
    caller: Caller,
  ): Promise<AssessmentFacts> {
    const { advice } = await this.#assess(request, entity, caller);
    const { by: author, at } = sign(this.options.access, caller);
    return {
      id: randomUUID(),
      status: 'draft',
      ...toAdviceFacts(advice, request.decision),
      standing: computeStanding({ advice, decision: request.decision }).id,
      author,
      createdAt: at,
      updatedAt: at,
      stale: [],
    };
  }

  /** Changes a draft, with new advice and snapshot. An empty patch changes nothing. */
  async update(
    id: string,
    patch: AssessmentPatch,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Assessment> {
    return await this.#writer.write(
      this.#edit(id, 'update', precondition, caller),
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
        const updated = { ...old, ...request, ...result };
        return [
          toAssessmentChange(
            updated,
            'updated',
            sign(this.options.access, caller),
          ),
        ];
      },
    );
  }

  async delete(
    id: string,
    precondition: Precondition,
    caller: Caller,
  ): Promise<void> {
    const meta = { actionType: 'delete', id };
    await this.options.publisher.audited(caller, meta, async () => {
      const { stored } = await this.#writer.demandWritable(
        this.#edit(id, 'delete', precondition, caller),
      );
      assertEditable(stored);
      if (!(await this.options.store.delete(stored))) {
        throw staleWrite();
      }
      await this.options.publisher.deleted(stored);
    });
  }

  /** Changes the status. An approval supersedes the approved assessment of the entity. */
  async move(
    id: string,
    action: Move,
    { comment }: Transition,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Promise<Assessment> {
    const review = sign(this.options.access, caller, comment);
    return await this.#writer.write(
      {
        ...this.#edit(id, action, precondition, caller),
        ...(isReview(action) && {
          authorise: this.options.access.demandReview.bind(this.options.access),
        }),
      },
      async ({ stored }) => {
        const moved = moveAssessment(stored, action, review);
        const { entityRef } = stored;
        const counting =
          action === 'approve'
            ? (await this.options.store.findCounting([entityRef])).get(
                entityRef,
              )
            : undefined;
        return counting?.status === 'approved'
          ? [supersedeBy(stored, counting, review), moved]
          : [moved];
      },
    );
  }

  #edit(
    id: string,
    action: string,
    precondition: Precondition | undefined,
    caller: Caller,
  ): Write<StoredAssessment> {
    const authorise = this.options.access.demandEdit.bind(this.options.access);
    return { id, action, precondition, caller, authorise };
  }

  async #assess(
    request: AdviceRequest,
    entity: Entity,
    { credentials }: Caller,
  ): Promise<Pick<StoredAssessment, 'advice' | 'snapshot'>> {
    const observed = await this.options.facts.observe(entity, credentials);
    return {
      advice: this.options.advisor.advise({ ...request, observed }),
      snapshot: toCatalogSnapshot(entity),
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
