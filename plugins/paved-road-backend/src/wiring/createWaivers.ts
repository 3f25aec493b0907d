import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Duration } from 'luxon';
import { EntityAccess, EntityExistence } from '../catalog/types';
import { WaiverNotifier } from '../waivers/WaiverNotifier';
import { RulesSource } from '../rules/types';
import { FleetSignals } from '../signals/FleetSignals';
import { WaiverAccess } from '../waivers/WaiverAccess';
import { WaiverDecisions } from '../waivers/WaiverDecisions';
import { WaiverExpiry } from '../waivers/WaiverExpiry';
import { WaiverPresenter } from '../waivers/WaiverPresenter';
import { WaiverPublisher } from '../waivers/WaiverPublisher';
import { WaiverReader } from '../waivers/WaiverReader';
import { EntityScorecards, WaiverRequests } from '../waivers/WaiverRequests';
import { WaiverStore } from '../waivers/WaiverStore';

/** Puts together what keeps waivers. */
export function createWaivers(options: {
  store: WaiverStore;
  /** The longest time from now for which a check can be waived. */
  maxDuration: HumanDuration;
  /** Who is told of what is to be reviewed: entity references. */
  reviewers: string[];
  rules: RulesSource;
  scorecards: EntityScorecards;
  entities: EntityAccess & EntityExistence;
  fleetSignals: FleetSignals;
  auditor: AuditorService;
  auth: AuthService;
  events: EventsService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
}) {
  const maxDuration = Duration.fromObject(options.maxDuration);
  const access = new WaiverAccess(options);
  const presenter = new WaiverPresenter({ ...options, access });
  const notifier = new WaiverNotifier(options);
  const publisher = new WaiverPublisher({ ...options, notifier });
  const parts = { ...options, maxDuration, access, presenter, publisher };
  return {
    access,
    presenter,
    reader: new WaiverReader(parts),
    requests: new WaiverRequests(parts),
    decisions: new WaiverDecisions(parts),
    expiry: new WaiverExpiry(parts),
  };
}
