import { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import {
  Assessment,
  AssessmentEvent,
  Submission,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { Caller } from '../http/Caller';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { AssessmentAccess } from './AssessmentAccess';
import { AssessmentPresenter } from './AssessmentPresenter';
import { AssessmentPublisher } from './AssessmentPublisher';
import {
  AssessmentChange,
  AssessmentStore,
  StoredAssessment,
} from './AssessmentStore';

type Write = 'update' | 'delete' | 'submit' | 'withdraw' | ReviewWrite;

const reviewWrites = ['approve', 'request-changes', 'reject'] as const;
type ReviewWrite = (typeof reviewWrites)[number];

/** An assessment that is about to be written, and its entity as it is now. */
export interface Writable {
  stored: StoredAssessment;
  entity: Entity;
}

/** What all writes of an assessment have in common: may they, are they late, and who is told. */
export class AssessmentWriter {
  readonly #store: AssessmentStore;
  readonly #access: AssessmentAccess;
  readonly #presenter: AssessmentPresenter;
  readonly #publisher: AssessmentPublisher;

  constructor(options: {
    store: AssessmentStore;
    access: AssessmentAccess;
    presenter: AssessmentPresenter;
    publisher: AssessmentPublisher;
  }) {
    this.#store = options.store;
    this.#access = options.access;
    this.#presenter = options.presenter;
    this.#publisher = options.publisher;
  }

  /**
   * Changes an assessment.
   *
   * @param next - the changes to store; the last one is of the assessment itself
   */
  async write(
    id: string,
    write: Write,
    precondition: Precondition | undefined,
    caller: Caller,
    next: (
      writable: Writable,
    ) => AssessmentChange[] | Promise<AssessmentChange[]>,
  ): Promise<Assessment> {
    return await this.#publisher.audited(
      caller,
      { actionType: write, assessmentId: id },
      async () => {
        const writable = await this.demandWritable(
          id,
          write,
          precondition,
          caller,
        );
        const changes = await next(writable);
        const saved = await this.#store.save(changes);
        if (!saved) {
          throw precondition
            ? staleWrite()
            : new ConflictError(
                'Somebody changed an assessment of this entity at the same time; read it again and repeat your change',
              );
        }
        for (const changed of saved) {
          await this.#publisher.changed(changed);
        }
        return await this.#presenter.present(
          saved.at(-1) ?? writable.stored,
          writable.entity,
          caller.credentials,
        );
      },
    );
  }

  /** The assessment, if the caller may do this to it as they know it. */
  async demandWritable(
    id: string,
    write: Write,
    precondition: Precondition | undefined,
    { credentials }: Caller,
  ): Promise<Writable> {
    const readable = await this.#access.demandReadable(id, credentials);
    const { stored } = readable;
    const entity = this.#access.demandEntity(readable);
    if (reviewWrites.some(review => review === write)) {
      await this.#access.demandReview(stored.entityRef, credentials);
    } else {
      await this.#access.demandEdit(stored.entityRef, credentials);
    }
    assertPrecondition(precondition, stored.revision);
    return { stored, entity };
  }

  /** A change that the caller makes now. */
  change(
    assessment: StoredAssessment,
    { credentials }: Caller,
    action: AssessmentEvent['action'],
    comment?: string,
  ): AssessmentChange {
    const at = this.now();
    return {
      record: { ...assessment, updatedAt: at },
      event: { at, actor: this.#access.actorOf(credentials), action, comment },
    };
  }

  /** Who does something now. */
  signature({ credentials }: Caller): Submission {
    return { by: this.#access.actorOf(credentials), at: this.now() };
  }

  /** ISO 8601 in UTC. */
  now(): string {
    return DateTime.utc().toJSDate().toISOString();
  }
}
