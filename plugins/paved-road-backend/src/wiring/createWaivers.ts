import { HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';
import { AccessOptions } from '../records/RecordAccess';
import { PublisherOptions } from '../records/RecordPublisher';
import { RulesSource } from '../rules/types';
import { FleetSignals } from '../signals/FleetSignals';
import { WaiverAccess } from '../waivers/WaiverAccess';
import { WaiverExpiry } from '../waivers/WaiverExpiry';
import { WaiverPublisher } from '../waivers/WaiverPublisher';
import { WaiverReader } from '../waivers/WaiverReader';
import { EntityScorecards, WaiverService } from '../waivers/WaiverService';
import { StoredWaiver, WaiverStore } from '../waivers/WaiverStore';

/** Puts together what keeps waivers. */
export function createWaivers(
  options: AccessOptions<StoredWaiver> &
    PublisherOptions & {
      store: WaiverStore;
      /** The longest time from now for which a check can be waived. */
      maxDuration: HumanDuration;
      rules: RulesSource;
      scorecards: EntityScorecards;
      fleetSignals: FleetSignals;
    },
) {
  const maxDuration = Duration.fromObject(options.maxDuration);
  const access = new WaiverAccess(options);
  const publisher = new WaiverPublisher(options);
  const reader = new WaiverReader({ ...options, maxDuration, access });
  return {
    access,
    reader,
    service: new WaiverService({
      ...options,
      maxDuration,
      access,
      publisher,
      reader,
    }),
    expiry: new WaiverExpiry({ ...options, publisher }),
  };
}
