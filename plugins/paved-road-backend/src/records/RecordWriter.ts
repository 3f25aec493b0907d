import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import { Caller } from '../http/Caller';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { RecordAccess } from './RecordAccess';
import { RecordPublisher } from './RecordPublisher';
import { RecordChange, StoredRecord } from './RecordTable';

export interface Writable<T> {
  stored: T;
  entity: Entity;
}

export interface Write<T> {
  id: string;
  /** For the audit log. */
  action: string;
  /** The versions that the caller accepts; undefined for all. */
  precondition?: Precondition;
  caller: Caller;
  /** @throws NotAllowedError if the caller may not write it */
  authorise: (stored: T, credentials: BackstageCredentials) => Promise<void>;
}

interface WriterOptions<T extends StoredRecord & { entityRef: string }, Shown> {
  store: {
    get(id: string): Promise<T | undefined>;
    save(changes: RecordChange<T>[]): Promise<T[] | undefined>;
  };
  access: RecordAccess<T>;
  publisher: RecordPublisher<T>;
  presenter: {
    present(
      stored: T,
      entity: Entity,
      credentials: BackstageCredentials,
    ): Promise<Shown>;
  };
  /** A more specific error for a record that was changed after the caller read it. */
  describeStale?: (now: T) => Error | undefined;
  /** The message if another record of the entity conflicts. */
  conflict: string;
}

/** The steps of each write of a record: authorise, check the revision, store, publish, present. */
export class RecordWriter<
  T extends StoredRecord & { entityRef: string },
  Shown,
> {
  constructor(private readonly options: WriterOptions<T, Shown>) {}

  /**
   * Changes a record.
   *
   * @param next - the changes to store; the last one is of the record itself
   */
  async write(
    write: Write<T>,
    next: (
      writable: Writable<T>,
    ) => RecordChange<T>[] | Promise<RecordChange<T>[]>,
  ): Promise<Shown> {
    const { store, publisher, presenter } = this.options;
    const { id, action, caller } = write;
    const meta = { actionType: action, id };
    return await publisher.audited(caller, meta, async () => {
      const { stored, entity } = await this.demandWritable(write);
      const saved = await store.save(await next({ stored, entity }));
      if (!saved) {
        throw await this.#lostRace(stored, write);
      }
      for (const changed of saved) {
        await publisher.changed(changed, entity);
      }
      return await presenter.present(
        saved.at(-1) ?? stored,
        entity,
        caller.credentials,
      );
    });
  }

  /** The record, if the caller may write it and has read its current revision. */
  async demandWritable({
    id,
    precondition,
    caller: { credentials },
    authorise,
  }: Write<T>): Promise<Writable<T>> {
    const { access, describeStale } = this.options;
    const readable = await access.demandReadable(id, credentials);
    const { stored } = readable;
    const entity = access.demandEntity(readable);
    await authorise(stored, credentials);
    try {
      assertPrecondition(precondition, stored.revision);
    } catch (error) {
      throw describeStale?.(stored) ?? error;
    }
    return { stored, entity };
  }

  async #lostRace(before: T, { precondition }: Write<T>): Promise<Error> {
    const { store, describeStale, conflict } = this.options;
    const now = await store.get(before.id);
    return precondition && now?.revision !== before.revision
      ? ((now && describeStale?.(now)) ?? staleWrite())
      : new ConflictError(conflict);
  }
}

/** The caller's signature with the current time. */
export function sign(
  access: Pick<RecordAccess<never>, 'identifyActor'>,
  { credentials }: Caller,
  comment?: string,
): { by: string; at: string; comment?: string } {
  return {
    by: access.identifyActor(credentials),
    at: new Date().toISOString(),
    comment,
  };
}
