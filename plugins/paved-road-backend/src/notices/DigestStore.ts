import { NewsPeriod } from './News';

/** What owners know already. */
export interface DigestProgress extends Omit<NewsPeriod, 'until'> {
  /** When an owner got the last digest; undefined when there was none yet. */
  toldAt(owner: string): Date | undefined;
}

/** Remembers until when owners know what is new. Every write is all or nothing. */
export interface DigestStore {
  /** @param first - what happened until then is nobody's news, where no digest was sent ever before */
  begin(first: Date): Promise<DigestProgress>;

  /** An owner got a digest of all that happened until a time. */
  told(owner: string, times: { until: Date; at: Date }): Promise<void>;

  /**
   * There is nothing more to tell of what happened until a time.
   *
   * @param waiting - owners who still have to be told what they did not know before
   */
  finish(until: Date, waiting: string[]): Promise<void>;
}
