import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { FactHistory } from '../history/FactHistory';
import { RetrieverRun } from './RetrieverRun';
import { RetrieverSchedule } from './toFactCollector';

/** Data from the plugin tech-insights for the module of Paved Road. */
export interface TechInsightsParts {
  retrievers: { run: RetrieverRun; schedule: RetrieverSchedule }[];
  /** Recorded facts. Absent if Tech Insights never ran here. */
  history?: FactHistory;
}

/** Connects the plugin and the module, because a module cannot use extension points of another plugin. */
export interface TechInsightsMeetingPoint {
  /** Call once, after all modules have added their retrievers. */
  supply(parts: TechInsightsParts): void;
  /** @throws Error if nothing was supplied within a minute of the start */
  demand(): Promise<TechInsightsParts>;
}

/** Milliseconds. Without a limit, nothing would report the problem. */
const patience = 60_000;

/** One instance per back end. */
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
  const { promise, resolve } = Promise.withResolvers<TechInsightsParts>();
  return {
    supply: resolve,
    async demand() {
      let timer: NodeJS.Timeout;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () =>
            reject(
              new Error(
                `The plugin tech-insights has not started within ${patience / 1_000} seconds; see the log for the reason`,
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
