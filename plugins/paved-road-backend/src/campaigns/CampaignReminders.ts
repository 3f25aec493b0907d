import {
  AuditorService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  ConflictError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  Campaign,
  campaignManagePermission,
  CampaignReminder,
} from '@paved-road/plugin-paved-road-common';
import { formatDate } from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { EntityAccess, VisibleEntities } from '../catalog/types';
import { Caller } from '../http/Caller';
import { assertPrecondition, Precondition, staleWrite } from '../http/etag';
import { campaignLink } from '../http/links';
import { demandAllowed } from '../records/RecordAccess';
import { audited } from '../records/RecordPublisher';
import { RulesSource } from '../rules/types';
import { ScorecardFilter } from '../scorecards/store/fleetQueries';
import { FleetSignals } from '../signals/FleetSignals';
import { CampaignReader } from './CampaignReader';
import { CampaignStore, StoredCampaign, toScopeAndRank } from './CampaignStore';
import { describeDeadline } from './deadline';

const PAUSE = { days: 7 };

/** Reminds the owners of services that are below the target of a campaign, at most once a week. */
export class CampaignReminders {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: CampaignStore;
      reader: CampaignReader;
      owners: {
        /** Under the empty text, services without an owner. */
        countByOwner(
          filter: ScorecardFilter,
          visible: VisibleEntities,
        ): Promise<Map<string, number>>;
      };
      rules: RulesSource;
      entities: EntityAccess;
      permissions: PermissionsService;
      auditor: AuditorService;
      notifications: NotificationService;
      fleetSignals: Pick<FleetSignals, 'changed'>;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Who would be notified, of the services that the caller may see.
   *
   * @throws ConflictError if the campaign has ended, or the rules no longer have its level
   */
  async preview(id: string, caller: Caller): Promise<CampaignReminder> {
    await this.#demandManager(caller);
    const campaign = await this.options.reader.demand(id);
    assertActive(campaign);
    return await this.#find(campaign, caller);
  }

  /**
   * Sends the notification. If that fails, nobody counts as reminded.
   *
   * @throws ConflictError if the campaign has ended, the rules no longer have its level, no owner is left, or the last
   *   reminder is less than a week old
   */
  async remind(
    id: string,
    precondition: Precondition,
    caller: Caller,
  ): Promise<Campaign> {
    const reminded = await audited(
      this.options.auditor,
      {
        eventId: 'campaign-mutate',
        request: caller.request,
        meta: { actionType: 'remind', campaignId: id },
      },
      async () => {
        await this.#demandManager(caller);
        const campaign = await this.options.reader.demand(id);
        assertPrecondition(precondition, campaign.revision);
        assertActive(campaign);
        const { owners, nextAt } = await this.#find(campaign, caller);
        if (nextAt !== undefined) {
          throw new ConflictError(
            `The owners were reminded on ${formatDate(campaign.remindedAt!)}; the next reminder is possible from ${formatDate(nextAt)} on`,
          );
        }
        if (owners.length === 0) {
          throw new ConflictError(
            'There is nobody to remind: every service that has an owner is at the target level',
          );
        }
        return await this.#send(
          campaign,
          owners.map(({ owner }) => owner),
        );
      },
    );
    this.options.fleetSignals.changed('campaigns');
    return await this.options.reader.present(reminded, caller);
  }

  async #find(
    campaign: StoredCampaign,
    { credentials }: Caller,
  ): Promise<CampaignReminder> {
    this.#demandTarget(campaign);
    const { scope, targetRank } = toScopeAndRank(
      campaign,
      this.options.rules.current().rules,
    );
    const found = await this.options.owners.countByOwner(
      { ...scope, belowRank: targetRank },
      await this.options.entities.getVisibleEntities(credentials, {
        atOnce: true,
      }),
    );
    const owners: CampaignReminder['owners'] = [];
    let withoutOwner = 0;
    for (const [owner, services] of found) {
      // One invalid reference would fail the notification of all owners.
      if (isEntityRef(owner)) {
        owners.push({ owner, services });
      } else {
        withoutOwner += services;
      }
    }
    const next =
      campaign.remindedAt === undefined
        ? undefined
        : DateTime.fromISO(campaign.remindedAt, { zone: 'utc' }).plus(PAUSE);
    return {
      owners: owners.sort(
        (a, b) =>
          b.services - a.services || a.owner.localeCompare(b.owner, 'en-US'),
      ),
      withoutOwner,
      nextAt:
        next && next > this.#now() ? next.toJSDate().toISOString() : undefined,
    };
  }

  /** Claims the reminder first, so that two people at once send one. */
  async #send(
    campaign: StoredCampaign,
    owners: string[],
  ): Promise<StoredCampaign> {
    const { store, notifications } = this.options;
    const claimed = await store.save({
      ...campaign,
      remindedAt: this.#now().toJSDate().toISOString(),
    });
    if (!claimed) {
      throw staleWrite();
    }
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: owners },
        payload: {
          title: `“${campaign.title}” ${describeDeadline(campaign, this.#now())}`,
          description: `Some of your services are below ${this.#demandTarget(campaign).title}.`,
          link: campaignLink(campaign.id),
          topic: 'campaign-reminder',
          scope: `campaign-${campaign.id}`,
        },
      });
    } catch (error) {
      await store.save({ ...claimed, remindedAt: campaign.remindedAt });
      throw new ServiceUnavailableError(
        `The notification could not be sent, so nobody was reminded: ${toError(error).message}`,
      );
    }
    return claimed;
  }

  /** @throws ConflictError if the rules no longer have the target level */
  #demandTarget({ targetLevel }: StoredCampaign) {
    const { levels } = this.options.rules.current().rules;
    const target = levels.find(({ id }) => id === targetLevel);
    if (!target) {
      throw new ConflictError(
        `The rules have no level ${targetLevel}; end this campaign and create a new one`,
      );
    }
    return target;
  }

  async #demandManager({ credentials }: Caller): Promise<void> {
    await demandAllowed(
      this.options.permissions,
      { permission: campaignManagePermission },
      credentials,
      'You may not remind the owners of a campaign',
    );
  }
}

function isEntityRef(owner: string): boolean {
  try {
    parseEntityRef(owner);
    return true;
  } catch {
    return false;
  }
}

function assertActive({ endedAt }: StoredCampaign): void {
  if (endedAt !== undefined) {
    throw new ConflictError('The campaign has ended; create a new one');
  }
}
