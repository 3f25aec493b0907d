import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { Seeder } from '../Seeder';
import { CampaignEntry } from './script';

/**
 * Begins the campaigns of a script. It may be played again at each start: one whose title there is already stays as
 * it is, also when somebody has ended it.
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
    if (!(await titlesOf(api)).includes(campaign.title)) {
      await api.createCampaign({
        ...campaign,
        dueOn: DateTime.utc().plus({ days: dueInDays }).toISODate(),
      });
      this.logger.info(`Began the example's campaign “${campaign.title}”`);
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
