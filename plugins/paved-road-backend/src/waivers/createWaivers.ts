import { HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';
import { AccessOptions } from '../records/RecordAccess';
import { PublisherOptions } from '../records/RecordPublisher';
import { RulesSource } from '../rules/types';
import { FleetSignals } from '../signals/FleetSignals';
import { WaiverAccess } from './WaiverAccess';
import { WaiverExpiry } from './WaiverExpiry';
import { WaiverPublisher } from './WaiverPublisher';
import { WaiverReader } from './WaiverReader';
import { EntityScorecards, WaiverService } from './WaiverService';
import { StoredWaiver, WaiverStore } from './WaiverStore';

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
