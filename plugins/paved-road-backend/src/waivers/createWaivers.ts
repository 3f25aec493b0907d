import { HumanDuration } from '@backstage/types';
import { waiverActions } from '@paved-road/plugin-paved-road-common';
import { Request } from 'express';
import { Duration } from 'luxon';
import {
  Routes,
  readEntityRef,
  readId,
  sendCreated,
} from '../http/createRoutes';
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

export function createWaivers(
  options: AccessOptions<StoredWaiver> &
    PublisherOptions & {
      store: WaiverStore;
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
    publisher,
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

export function addWaiverRoutes(
  { on, fresh, tagged }: Routes,
  { reader, service }: { reader: WaiverReader; service: WaiverService },
): void {
  fresh('listWaivers', ({ query, caller }) => reader.list(query, caller));

  on('requestWaiver', async ({ body, caller, req, res }) => {
    const { created, waiver: record } = await service.request(body, caller);
    sendCreated(req, res, 'waivers', { created, record });
  });

  tagged('getWaiver', ({ caller, req }) =>
    reader.get(readWaiverId(req), caller),
  );

  for (const action of waiverActions) {
    tagged(`${action}Waiver`, ({ body, precondition, caller, req }) =>
      service.decide(readWaiverId(req), action, body, precondition, caller),
    );
  }

  fresh('getWaiverOptions', ({ caller, req }) =>
    reader.describeOptions(readEntityRef(req), caller),
  );
}

function readWaiverId(req: Request): string {
  return readId(req, 'waiver');
}
