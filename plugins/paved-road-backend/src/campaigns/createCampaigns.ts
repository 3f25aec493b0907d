import { CampaignReader } from './CampaignReader';
import { CampaignReminders } from './CampaignReminders';
import { CampaignService } from './CampaignService';

type Options<T extends new (options: never) => unknown> =
  ConstructorParameters<T>[0];

export function createCampaigns(
  options: Options<typeof CampaignReader> &
    Omit<Options<typeof CampaignService>, 'reader'> &
    Omit<Options<typeof CampaignReminders>, 'reader'>,
) {
  const reader = new CampaignReader(options);
  return {
    reader,
    service: new CampaignService({ ...options, reader }),
    reminders: new CampaignReminders({ ...options, reader }),
  };
}
