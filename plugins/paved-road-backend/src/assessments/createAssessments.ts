import { AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Request, Router } from 'express';
import { Knex } from 'knex';
import { Advisor } from '../advisor/Advisor';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { KnexEntityIndexStore } from '../catalog/KnexEntityIndexStore';
import {
  createRoutes,
  entityRefOf,
  idOf,
  sendCreated,
  sendFresh,
  sendTagged,
} from '../http/createRoutes';
import { AccessOptions } from '../records/RecordAccess';
import { PublisherOptions } from '../records/RecordPublisher';
import { AssessmentAccess } from './AssessmentAccess';
import { assessmentMoves } from './assessmentRules';
import { AssessmentPublisher } from './AssessmentPublisher';
import { AssessmentReader } from './AssessmentReader';
import { AssessmentService } from './AssessmentService';
import { StoredAssessment } from './AssessmentStore';
import { DecisionRecords } from './DecisionRecords';
import { KnexAssessmentStore } from './KnexAssessmentStore';

/** Puts together what keeps assessments. */
export function createAssessments(
  options: Omit<AccessOptions<StoredAssessment>, 'store'> &
    PublisherOptions & {
      knex: Knex;
      advisor: Advisor;
      reviewAfterDays: number;
      auth: AuthService;
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

/** The assessments over HTTP: call, render. */
export function createAssessmentRouter(options: {
  reader: AssessmentReader;
  service: AssessmentService;
  records: DecisionRecords;
  httpAuth: HttpAuthService;
}): Router {
  const { reader, service, records, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getEntityAssessments', async ({ query, caller, req, res }) => {
    sendFresh(res, await reader.historyOf(entityRefOf(req), query, caller));
  });

  on('createAssessment', async ({ body, caller, req, res }) => {
    const { created, assessment: record } = await service.create(
      entityRefOf(req),
      body,
      caller,
    );
    sendCreated(req, res, 'assessments', { created, record });
  });

  on('getCatalogFacts', async ({ caller, req, res }) => {
    sendFresh(res, await reader.catalogFacts(entityRefOf(req), caller));
  });

  on('listAssessments', async ({ query, caller, res }) => {
    sendFresh(res, await reader.list(query, caller));
  });

  on('getAssessment', async ({ caller, req, res }) => {
    sendTagged(res, await reader.get(assessmentIdOf(req), caller));
  });

  on('updateAssessment', async ({ body, precondition, caller, req, res }) => {
    const id = assessmentIdOf(req);
    sendTagged(res, await service.update(id, body, precondition, caller));
  });

  on('deleteAssessment', async ({ precondition, caller, req, res }) => {
    await service.delete(assessmentIdOf(req), precondition, caller);
    res.status(204).end();
  });

  for (const action of assessmentMoves) {
    on(
      action === 'request-changes'
        ? 'requestAssessmentChanges'
        : `${action}Assessment`,
      async ({ body, precondition, caller, req, res }) => {
        const id = assessmentIdOf(req);
        sendTagged(
          res,
          await service.move(id, action, body, precondition, caller),
        );
      },
    );
  }

  on('getDecisionRecord', async ({ caller, req, res }) => {
    const markdown = await records.render(assessmentIdOf(req), caller);
    res
      .set('Cache-Control', 'no-store')
      .set('X-Content-Type-Options', 'nosniff')
      .type('text/markdown')
      .send(markdown);
  });

  on('previewDecisionRecord', async ({ body, caller, res }) => {
    sendFresh(res, await records.preview(body, caller));
  });

  return router;
}

function assessmentIdOf(req: Request): string {
  return idOf(req, 'assessment');
}
