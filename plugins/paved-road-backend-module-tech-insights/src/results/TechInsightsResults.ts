import {
  BulkCheckResponse,
  Check,
  CheckResult,
} from '@backstage-community/plugin-tech-insights-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  InputError,
  isError,
  SerializedError,
  toError,
} from '@backstage/errors';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import pLimit from 'p-limit';
import { toCheckResults, toChecks } from './toCheckResults';

/** Maximum entities per request. The client of Tech Insights sends 750. */
const mostEntities = 1_000;
/** Concurrent reads of scorecards. */
const concurrency = 10;
const pageSize = 100;

/**
 * Converts results of Paved Road to the format of Tech Insights. Paved Road checks permissions.
 *
 * @param api - Paved Road on behalf of the caller
 */
export class TechInsightsResults {
  constructor(
    private readonly api: PavedRoadApi,
    private readonly logger: LoggerService,
  ) {}

  async listChecks(): Promise<Check[]> {
    return toChecks(await this.api.getRules());
  }

  /**
   * @returns the stored results of an entity, empty without a scorecard or permission
   *
   * @param ids - ids of checks; default: all
   */
  async getResults(entityRef: string, ids?: string[]): Promise<CheckResult[]> {
    return await this.#resultsOf(entityRef, await this.#checks(ids));
  }

  /**
   * @returns the stored results of the entities, by default of all with a scorecard. If one cannot be read, it has an
   * `error` and no results, as in Tech Insights.
   *
   * @throws InputError for more than 1,000
   */
  async getManyResults(
    entityRefs: string[],
    ids?: string[],
  ): Promise<(BulkCheckResponse[number] & { error?: SerializedError })[]> {
    const isNamed = entityRefs.length > 0;
    const refs = isNamed ? entityRefs : await this.#listFleet();
    if (refs.length > mostEntities) {
      const found = isNamed
        ? `${refs.length} are too many`
        : `an empty list stands for all, and there are more than ${mostEntities}`;
      throw new InputError(
        `entities: ${found}; ask for at most ${mostEntities} at once`,
      );
    }
    const checks = await this.#checks(ids);
    const limit = pLimit(concurrency);
    return await Promise.all(
      refs.map(entity =>
        limit(async () => {
          try {
            return { entity, results: await this.#resultsOf(entity, checks) };
          } catch (error) {
            const { name, message } = toError(error);
            this.logger.error(`Results of ${entity}: ${message}`);
            return { entity, error: { name, message }, results: [] };
          }
        }),
      ),
    );
  }

  async #checks(ids: string[] | undefined): Promise<Check[]> {
    const checks = await this.listChecks();
    return ids ? checks.filter(({ id }) => ids.includes(id)) : checks;
  }

  async #resultsOf(entityRef: string, checks: Check[]): Promise<CheckResult[]> {
    try {
      return toCheckResults(await this.api.getScorecard(entityRef), checks);
    } catch (error) {
      if (isError(error) && error.name === 'ResponseError') {
        const { statusCode } = error as unknown as { statusCode: number };
        if (statusCode === 404) {
          return [];
        }
      }
      throw error;
    }
  }

  async #listFleet(): Promise<string[]> {
    const refs: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.api.listScorecards({ limit: pageSize, cursor });
      refs.push(...page.items.map(({ entityRef }) => entityRef));
      cursor = page.nextCursor;
    } while (cursor !== undefined && refs.length <= mostEntities);
    return refs;
  }
}
