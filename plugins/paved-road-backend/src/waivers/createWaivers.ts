import { HttpAuthService } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { waiverActions } from '@paved-road/plugin-paved-road-common';
import { Request, Router } from 'express';
import { Duration } from 'luxon';
import {
  createRoutes,
  readEntityRef,
  readId,
  sendCreated,
  sendFresh,
  sendTagged,
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

/** Creates the parts that manage waivers. */
export function createWaivers(
  options: AccessOptions<StoredWaiver> &
    PublisherOptions & {
      store: WaiverStore;
      /** The maximum duration of a waiver from now. */
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

/** The HTTP API of waivers. */
export function createWaiverRouter(options: {
  reader: WaiverReader;
  service: WaiverService;
  httpAuth: HttpAuthService;
}): Router {
  const { reader, service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('listWaivers', async ({ query, caller, res }) => {
    sendFresh(res, await reader.list(query, caller));
  });

  on('requestWaiver', async ({ body, caller, req, res }) => {
    const { created, waiver: record } = await service.request(body, caller);
    sendCreated(req, res, 'waivers', { created, record });
  });

  on('getWaiver', async ({ caller, req, res }) => {
    sendTagged(res, await reader.get(readWaiverId(req), caller));
  });

  for (const action of waiverActions) {
    on(`${action}Waiver`, async ({ body, precondition, caller, req, res }) => {
      const id = readWaiverId(req);
      sendTagged(
        res,
        await service.decide(id, action, body, precondition, caller),
      );
    });
  }

  on('getWaiverOptions', async ({ caller, req, res }) => {
    sendFresh(res, await reader.describeOptions(readEntityRef(req), caller));
  });

  return router;
}

function readWaiverId(req: Request): string {
  return readId(req, 'waiver');
}
