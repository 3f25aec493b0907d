import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 60;

/**
 * Repeats an action until it works: the catalog reads the example after the start, so an unknown user or entity will
 * be there soon.
 *
 * @throws what the action throws, when asking again cannot help or has not helped
 */
export async function untilPossible<T>(
  action: () => Promise<T>,
  options: {
    /** Whether asking again cannot help: what was asked is wrong, not too early. */
    isRefusal: (error: unknown) => boolean;
    /** How long to wait before asking again. */
    retryMs: number;
    signal: AbortSignal;
  },
): Promise<T> {
  const { isRefusal, retryMs, signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === ATTEMPTS || isRefusal(error)) {
        throw error;
      }
      await sleep(retryMs, undefined, { signal });
    }
  }
}
