import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so. A test runs into its time limit when it never is. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    await sleep(50);
  }
}
