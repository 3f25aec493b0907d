import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Assessment, parseInput } from '@paved-road/plugin-paved-road-common';
import {
  assessmentPatchSchema,
  assessmentQuerySchema,
  changeRequestSchema,
  decisionRecordRequestSchema,
  newAssessmentSchema,
  pageQuerySchema,
  transitionSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Response, Router } from 'express';
import PromiseRouter from 'express-promise-router';
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
    res
      .set('Cache-Control', 'no-store')
      .json(
        await reader.historyOf(entityRefOf(req), page, await callerOf(req)),
      );
  });

  router.post(collectionPath, json, async (req, res) => {
    const { created, assessment } = await service.create(
      entityRefOf(req),
      parseInput(newAssessmentSchema, req.body, 'assessment'),
      await callerOf(req),
    );
    res
      .status(created ? 201 : 200)
      .location(`${req.baseUrl}/assessments/${assessment.id}`);
    send(res, assessment);
  });

  router.get(`${entityPath}/catalog-facts`, async (req, res) => {
    res
      .set('Cache-Control', 'no-store')
      .json(await reader.catalogFacts(entityRefOf(req), await callerOf(req)));
  });

  router.get('/assessments', async (req, res) => {
    const query = parseInput(assessmentQuerySchema, req.query, 'query');
    res
      .set('Cache-Control', 'no-store')
      .json(await reader.list(query, await callerOf(req)));
  });

  router.get(assessmentPath, async (req, res) => {
    send(res, await reader.get(assessmentIdOf(req), await callerOf(req)));
  });

  router.patch(assessmentPath, json, async (req, res) => {
    const precondition = demandIfMatch(req, 'assessment');
    const patch = parseInput(assessmentPatchSchema, req.body, 'assessment');
    send(
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
      send(
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
    res
      .set('Cache-Control', 'no-store')
      .json(await records.preview(request, caller));
  });

  return router;
}

/**
 * Not to be stored, because `orphaned` and `stale` change without a new revision, and a cache would
 * take the entity tag for the whole truth.
 */
function send(res: Response, assessment: Assessment): void {
  res
    .set('Cache-Control', 'no-store')
    .set('ETag', assessment.etag)
    .json(assessment);
}

function assessmentIdOf(req: Request): string {
  return idOf(req, 'assessment');
}
