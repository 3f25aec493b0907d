import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { FactHistory } from '../history/FactHistory';
import { RetrieverRun } from './RetrieverRun';
import { RetrieverSchedule } from './toFactCollector';

/** What the plugin tech-insights hands to the module of Paved Road. */
export interface TechInsightsParts {
  retrievers: { run: RetrieverRun; schedule: RetrieverSchedule }[];
  /** What Tech Insights has recorded; absent if it never ran here. */
  history?: FactHistory;
}

/** Where the two meet: modules of one plugin cannot reach the extension points of another. */
export interface TechInsightsMeetingPoint {
  /** Called once, when all modules have added their retrievers. */
  supply(parts: TechInsightsParts): void;
  /** @throws Error if nothing was supplied within a minute of the start */
  demand(): Promise<TechInsightsParts>;
}

/** Milliseconds; a plugin that waits for ever says nothing of what is wrong. */
const patience = 60_000;

/** One for the whole back end. */
export const techInsightsMeetingPointRef =
  createServiceRef<TechInsightsMeetingPoint>({
    id: 'paved-road.tech-insights',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: {},
        factory: createMeetingPoint,
      }),
  });

function createMeetingPoint(): TechInsightsMeetingPoint {
  const { promise, resolve } = withResolvers<TechInsightsParts>();
  return {
    supply: resolve,
    async demand() {
      let timer: NodeJS.Timeout;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () =>
            reject(
              new Error(
                `The plugin tech-insights has not started within ${patience / 1_000} seconds; the log says why`,
              ),
            ),
          patience,
        );
      });
      return await Promise.race([promise, late]).finally(() =>
        clearTimeout(timer),
      );
    },
  };
}

function withResolvers<T>() {
  let resolve: (value: T) => void;
  const promise = new Promise<T>(resolved => {
    resolve = resolved;
  });
  return { promise, resolve: resolve! };
}
