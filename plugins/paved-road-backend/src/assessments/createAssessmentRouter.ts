import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Request, Router } from 'express';
import {
  createRoutes,
  readEntityRef,
  readId,
  sendCreated,
  sendFresh,
  sendTagged,
} from '../http/createRoutes';
import { assessmentMoves } from './assessmentRules';
import { AssessmentReader } from './AssessmentReader';
import { AssessmentService } from './AssessmentService';
import { DecisionRecords } from './DecisionRecords';

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
    sendFresh(res, await reader.historyOf(readEntityRef(req), query, caller));
  });

  on('createAssessment', async ({ body, caller, req, res }) => {
    const { created, assessment: record } = await service.create(
      readEntityRef(req),
      body,
      caller,
    );
    sendCreated(req, res, 'assessments', { created, record });
  });

  on('getCatalogFacts', async ({ caller, req, res }) => {
    sendFresh(res, await reader.catalogFacts(readEntityRef(req), caller));
  });

  on('listAssessments', async ({ query, caller, res }) => {
    sendFresh(res, await reader.list(query, caller));
  });

  on('getAssessment', async ({ caller, req, res }) => {
    sendTagged(res, await reader.get(readAssessmentId(req), caller));
  });

  on('updateAssessment', async ({ body, precondition, caller, req, res }) => {
    const id = readAssessmentId(req);
    sendTagged(res, await service.update(id, body, precondition, caller));
  });

  on('deleteAssessment', async ({ precondition, caller, req, res }) => {
    await service.delete(readAssessmentId(req), precondition, caller);
    res.status(204).end();
  });

  for (const action of assessmentMoves) {
    on(
      action === 'request-changes'
        ? 'requestAssessmentChanges'
        : `${action}Assessment`,
      async ({ body, precondition, caller, req, res }) => {
        const id = readAssessmentId(req);
        sendTagged(
          res,
          await service.move(id, action, body, precondition, caller),
        );
      },
    );
  }

  on('getDecisionRecord', async ({ caller, req, res }) => {
    const markdown = await records.render(readAssessmentId(req), caller);
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

function readAssessmentId(req: Request): string {
  return readId(req, 'assessment');
}
