import { ScorecardHistorySource } from '@paved-road/plugin-paved-road-node';
import { DateTime } from 'luxon';
import { HistoryEntry } from './script';

const PAGE_SIZE = 500;

/** Reads the history of the example, with days relative to now. */
export function createExampleHistory(
  entries: HistoryEntry[],
): ScorecardHistorySource {
  return {
    id: 'example',
    async *read() {
      const now = DateTime.utc();
      for (let start = 0; start < entries.length; start += PAGE_SIZE) {
        yield entries
          .slice(start, start + PAGE_SIZE)
          .flatMap(({ entityRef, levels }) =>
            levels.map(({ daysAgo, level }) => ({
              entityRef,
              level,
              at: now.minus({ days: daysAgo }).toISO(),
            })),
          );
      }
    },
  };
}
