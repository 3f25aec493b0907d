import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { Seeder } from '../Seeder';
import { CampaignEntry } from './script';

/**
 * Starts the campaigns of a script. Repeating it at each start is safe: campaigns whose title exists stay, also if they
 * have ended.
 */
export class CampaignSeeder extends Seeder {
  async play(script: CampaignEntry[]): Promise<void> {
    for (const entry of script) {
      await this.untilPossible(
        `The campaign “${entry.title}” of the example`,
        () => this.#playEntry(entry),
      );
    }
  }

  async #playEntry({
    createdBy,
    dueInDays,
    ...campaign
  }: CampaignEntry): Promise<void> {
    const api = await this.signIn(createdBy);
    if (!(await listCampaignTitles(api)).includes(campaign.title)) {
      await api.createCampaign({
        ...campaign,
        dueOn: DateTime.utc().plus({ days: dueInDays }).toISODate(),
      });
      this.logger.info(`Began the example's campaign “${campaign.title}”`);
    }
  }
}

async function listCampaignTitles(api: PavedRoadApi): Promise<string[]> {
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
