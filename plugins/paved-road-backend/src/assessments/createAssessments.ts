import { CatalogService } from '@backstage/plugin-catalog-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { Advisor } from '../advisor/types';
import { AssessmentAccess } from './AssessmentAccess';
import { AssessmentPublisher } from './AssessmentPublisher';
import { AssessmentReader } from './AssessmentReader';
import { AssessmentService } from './AssessmentService';
import { StoredAssessment } from './AssessmentStore';
import { KnexAssessmentStore } from './KnexAssessmentStore';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import { AccessOptions } from '../records/RecordAccess';
import { PublisherOptions } from '../records/RecordPublisher';

/** Puts together what keeps assessments. */
export function createAssessments(
  options: Omit<AccessOptions<StoredAssessment>, 'store'> &
    PublisherOptions & {
      knex: Knex;
      advisor: Advisor;
      reviewAfterDays: number;
      catalog: CatalogService;
      signals: SignalsService;
    },
) {
  const store = new KnexAssessmentStore(options.knex);
  const facts = new CatalogFactsReader(options);
  const access = new AssessmentAccess({ ...options, store });
  const reader = new AssessmentReader({ ...options, store, access, facts });
  const service = new AssessmentService({
    ...options,
    store,
    access,
    facts,
    reader,
    index: new KnexEntityIndexStore(options.knex),
    publisher: new AssessmentPublisher(options),
  });
  return {
    store,
    access,
    reader,
    service,
    staleCriteria: () => reader.staleCriteria(),
  };
}
