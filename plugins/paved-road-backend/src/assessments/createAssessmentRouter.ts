import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  assessmentPatchSchema,
  assessmentQuerySchema,
  changeRequestSchema,
  decisionRecordRequestSchema,
  newAssessmentSchema,
  pageQuerySchema,
  transitionSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { sendCreated, sendFresh, sendTagged } from '../http/answers';
import { createCallerOf } from '../http/Caller';
import { entityRefOf } from '../http/entityParams';
import { demandIfMatch, parseIfMatch } from '../http/etag';
import { idOf } from '../http/idOf';
import { jsonBody } from '../http/jsonBody';
import { assessmentMoves } from './assessmentMoves';
import { AssessmentReader } from './AssessmentReader';
import { AssessmentService } from './AssessmentService';
import { DecisionRecords } from './DecisionRecords';

const entityPath = '/entities/:kind/:namespace/:name';
const collectionPath = `${entityPath}/assessments`;
const assessmentPath = '/assessments/:id';

/** The assessments over HTTP: parse, call, render. */
export function createAssessmentRouter(options: {
  reader: AssessmentReader;
  service: AssessmentService;
  records: DecisionRecords;
  httpAuth: HttpAuthService;
}): Router {
  const { reader, service, records, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);
  const json = jsonBody();

  router.get(collectionPath, async (req, res) => {
    const page = parseInput(pageQuerySchema, req.query, 'query');
    sendFresh(
      res,
      await reader.historyOf(entityRefOf(req), page, await callerOf(req)),
    );
  });

  router.post(collectionPath, json, async (req, res) => {
    const { created, assessment: record } = await service.create(
      entityRefOf(req),
      parseInput(newAssessmentSchema, req.body, 'assessment'),
      await callerOf(req),
    );
    sendCreated(req, res, 'assessments', { created, record });
  });

  router.get(`${entityPath}/catalog-facts`, async (req, res) => {
    sendFresh(
      res,
      await reader.catalogFacts(entityRefOf(req), await callerOf(req)),
    );
  });

  router.get('/assessments', async (req, res) => {
    const query = parseInput(assessmentQuerySchema, req.query, 'query');
    sendFresh(res, await reader.list(query, await callerOf(req)));
  });

  router.get(assessmentPath, async (req, res) => {
    sendTagged(res, await reader.get(assessmentIdOf(req), await callerOf(req)));
  });

  router.patch(assessmentPath, json, async (req, res) => {
    const precondition = demandIfMatch(req, 'assessment');
    const patch = parseInput(assessmentPatchSchema, req.body, 'assessment');
    sendTagged(
      res,
      await service.update(
        assessmentIdOf(req),
        patch,
        precondition,
        await callerOf(req),
      ),
    );
  });

  router.delete(assessmentPath, async (req, res) => {
    const precondition = demandIfMatch(req, 'assessment');
    await service.delete(
      assessmentIdOf(req),
      precondition,
      await callerOf(req),
    );
    res.status(204).end();
  });

  for (const action of assessmentMoves) {
    router.post(`${assessmentPath}/${action}`, json, async (req, res) => {
      const transition =
        action === 'request-changes'
          ? parseInput(changeRequestSchema, req.body ?? {}, 'request')
          : parseInput(transitionSchema, req.body ?? {}, action);
      const precondition = parseIfMatch(req.header('if-match'));
      sendTagged(
        res,
        await service.move(
          assessmentIdOf(req),
          action,
          transition,
          precondition,
          await callerOf(req),
        ),
      );
    });
  }

  router.get(`${assessmentPath}/decision-record`, async (req, res) => {
    const markdown = await records.render(
      assessmentIdOf(req),
      await callerOf(req),
    );
    res
      .set('Cache-Control', 'no-store')
      .set('X-Content-Type-Options', 'nosniff')
      .type('text/markdown')
      .send(markdown);
  });

  router.post('/decision-record', json, async (req, res) => {
    const caller = await callerOf(req);
    const request = parseInput(
      decisionRecordRequestSchema,
      req.body,
      'decision record',
    );
    sendFresh(res, await records.preview(request, caller));
  });

  return router;
}

function assessmentIdOf(req: Request): string {
  return idOf(req, 'assessment');
}
