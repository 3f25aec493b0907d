import { NewsPeriod } from './News';

/** What owners know already. */
export type DigestProgress = Omit<NewsPeriod, 'until'>;

/** Remembers until when owners know what is new. Every write is all or nothing. */
export interface DigestStore {
  /** @param first - what happened until then is nobody's news, where no digest was sent ever before */
  begin(first: Date): Promise<DigestProgress>;

  /**
   * Reserves an owner for who is about to tell them, so that nobody else does.
   *
   * @param restedSince - who was reserved after that, and not released, is not reserved again
   * @returns whether they are reserved now
   */
  claim(
    owner: string,
    times: { at: Date; restedSince: Date },
  ): Promise<boolean>;

  /** An owner who was reserved could not be told. */
  release(owner: string): Promise<void>;

  /** An owner who was reserved got a digest of all that happened until a time. */
  told(owner: string, until: Date): Promise<void>;

  /**
   * There is nothing more to tell of what happened until a time.
   *
   * @param waiting - owners who still have to be told what they did not know before
   */
  finish(until: Date, waiting: string[]): Promise<void>;
}
