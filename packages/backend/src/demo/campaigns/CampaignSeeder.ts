import { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, ResponseError } from '@backstage/errors';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { untilPossible } from '../untilPossible';
import { CampaignEntry } from './script';

/**
 * Begins the campaigns of a script. It may be played again at each start: one whose title there is already stays as
 * it is, also when somebody has ended it.
 */
export class CampaignSeeder {
  readonly #logger: LoggerService;
  readonly #signIn: (entityRef: string) => Promise<PavedRoadApi>;
  readonly #signal: AbortSignal;
  readonly #retryMs: number;

  constructor(options: {
    logger: LoggerService;
    signIn: (entityRef: string) => Promise<PavedRoadApi>;
    signal: AbortSignal;
    /** How long to wait before asking again for somebody whom the catalog does not know yet. */
    retryMs?: number;
  }) {
    this.#logger = options.logger;
    this.#signIn = options.signIn;
    this.#signal = options.signal;
    this.#retryMs = options.retryMs ?? 2_000;
  }

  async play(script: CampaignEntry[]): Promise<void> {
    for (const entry of script) {
      try {
        await untilPossible(() => this.#playEntry(entry), {
          isRefusal,
          retryMs: this.#retryMs,
          signal: this.#signal,
        });
      } catch (error) {
        throw new ForwardedError(
          `The campaign “${entry.title}” of the example failed`,
          ResponseError.is(error) ? error.cause : error,
        );
      }
    }
  }

  async #playEntry({
    createdBy,
    dueInDays,
    ...campaign
  }: CampaignEntry): Promise<void> {
    const api = await this.#signIn(createdBy);
    if (!(await titlesOf(api)).includes(campaign.title)) {
      await api.createCampaign({
        ...campaign,
        dueOn: DateTime.utc().plus({ days: dueInDays }).toISODate(),
      });
      this.#logger.info(`Began the example's campaign “${campaign.title}”`);
    }
  }
}

async function titlesOf(api: PavedRoadApi): Promise<string[]> {
  const titles: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await api.listCampaigns({
      limit: 100,
      cursor,
    });
    titles.push(...items.map(({ title }) => title));
    cursor = nextCursor;
  } while (cursor !== undefined);
  return titles;
}

/** Who signs in and what they may do is known once the catalog has read the example; what is wrong stays wrong. */
function isRefusal(error: unknown): boolean {
  return ResponseError.is(error) && error.statusCode === 400;
}
