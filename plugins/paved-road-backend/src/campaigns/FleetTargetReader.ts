import { Rules } from '@paved-road/plugin-paved-road-common';
import { isSameKind } from '@paved-road/plugin-paved-road-common/rules';
import { DateTime } from 'luxon';
import { FleetTarget } from '../rules/readFleetTarget';
import { CurrentTarget, TargetSource } from '../scorecards/types';
import { CampaignStore, StoredCampaign } from './CampaignStore';

/** Campaigns read to find one for the whole fleet. */
const CAMPAIGNS = 100;

/** Finds what the fleet should reach: by the config, or else by a running campaign for the whole fleet. */
export class FleetTargetReader implements TargetSource {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      configured: FleetTarget | undefined;
      campaigns: Pick<CampaignStore, 'list'>;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  async read(
    kind: string | undefined,
    { levels }: Pick<Rules, 'levels'>,
  ): Promise<CurrentTarget | undefined> {
    const { configured, campaigns } = this.options;
    if (configured) {
      return configured;
    }
    const today = this.#now().toUTC().toISODate()!;
    const { items } = await campaigns.list({
      status: 'active',
      limit: CAMPAIGNS,
    });
    const campaign = items.find(
      ({ dueOn, targetLevel, scope }) =>
        dueOn >= today &&
        levels.some(({ id }) => id === targetLevel) &&
        isForAll(scope, kind),
    );
    return (
      campaign && {
        level: campaign.targetLevel,
        share: 1,
        by: campaign.dueOn,
        campaign: { id: campaign.id, title: campaign.title },
      }
    );
  }
}

function isForAll(
  { kind, ...conditions }: StoredCampaign['scope'],
  shown: string | undefined,
): boolean {
  return (
    Object.values(conditions).every(value => value === undefined) &&
    (kind === undefined || (shown !== undefined && isSameKind(kind, shown)))
  );
}
