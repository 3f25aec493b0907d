import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { Advisor } from '../advisor/types';
import { AssessmentAccess } from '../assessments/AssessmentAccess';
import { AssessmentDrafts } from '../assessments/AssessmentDrafts';
import { AssessmentPresenter } from '../assessments/AssessmentPresenter';
import { AssessmentPublisher } from '../assessments/AssessmentPublisher';
import { AssessmentReader } from '../assessments/AssessmentReader';
import { AssessmentReviews } from '../assessments/AssessmentReviews';
import { AssessmentWriter } from '../assessments/AssessmentWriter';
import { KnexAssessmentStore } from '../assessments/KnexAssessmentStore';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { EntityAccess, EntityExistence } from '../catalog/types';
import { AssessmentNotifier } from '../assessments/AssessmentNotifier';

/** Puts together what keeps assessments. */
export function createAssessments(options: {
  knex: Knex;
  advisor: Advisor;
  reviewAfterDays: number;
  /** Who is told of what is to be reviewed: entity references. */
  reviewers: string[];
  entities: EntityAccess & EntityExistence;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  events: EventsService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  signals: SignalsService;
}) {
  const { knex, advisor, entities } = options;
  const store = new KnexAssessmentStore(knex);
  const facts = new CatalogFactsReader(options);
  const access = new AssessmentAccess({ ...options, store });
  const presenter = new AssessmentPresenter({ ...options, facts });
  const notifier = new AssessmentNotifier(options);
  const publisher = new AssessmentPublisher({ ...options, notifier });
  const writer = new AssessmentWriter({ store, access, presenter, publisher });
  return {
    store,
    access,
    reader: new AssessmentReader({ store, access, entities, facts, presenter }),
    drafts: new AssessmentDrafts({
      store,
      access,
      entities,
      index: new KnexEntityIndexStore(knex),
      facts,
      advisor,
      presenter,
      publisher,
      writer,
    }),
    reviews: new AssessmentReviews({ store, writer }),
    staleCriteria: () => presenter.staleCriteria(),
  };
}
