import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  checkResultsQuerySchema,
  pageQuerySchema,
  scorecardQuerySchema,
  summaryQuerySchema,
  trendQuerySchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { DateTime } from 'luxon';
import { createCallerOf } from '../http/Caller';
import { entityRefOf } from '../http/entityParams';
import { ScorecardService } from './ScorecardService';
import { writeCsv } from './writeCsv';

const entityPath = '/entities/:kind/:namespace/:name/scorecard';

/** The scorecards over HTTP: parse, call, render. */
export function createScorecardRouter(options: {
  service: ScorecardService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);

  router.get(entityPath, async (req, res) => {
    res.json(await service.get(entityRefOf(req), await callerOf(req)));
  });

  router.get(`${entityPath}/transitions`, async (req, res) => {
    const page = parseInput(pageQuerySchema, req.query, 'query');
    res.json(
      await service.transitions(entityRefOf(req), page, await callerOf(req)),
    );
  });

  router.get('/scorecards', async (req, res) => {
    const query = parseInput(scorecardQuerySchema, req.query, 'query');
    res.json(await service.list(query, await callerOf(req)));
  });

  router.get('/scorecards/summary', async (req, res) => {
    const query = parseInput(summaryQuerySchema, req.query, 'query');
    res.json(await service.summary(query, await callerOf(req)));
  });

  router.get('/scorecards/trend', async (req, res) => {
    const query = parseInput(trendQuerySchema, req.query, 'query');
    res.json(await service.trend(query, await callerOf(req)));
  });

  router.get('/scorecards/pattern-mix', async (req, res) => {
    res.json(await service.patternMix(await callerOf(req)));
  });

  router.get('/scorecards.csv', async (req, res) => {
    const query = parseInput(scorecardQuerySchema, req.query, 'query');
    const scorecards = await service.export(query, await callerOf(req));
    res.type('text/csv');
    res.attachment(`scorecards-${DateTime.utc().toISODate()}.csv`);
    try {
      await writeCsv(scorecards, res);
    } catch (error) {
      // Nobody waits for the rest.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ERR_STREAM_PREMATURE_CLOSE') {
        throw error;
      }
    }
  });

  router.get('/checks/:id/results', async (req, res) => {
    const query = parseInput(checkResultsQuerySchema, req.query, 'query');
    res.json(
      await service.checkResults(req.params.id, query, await callerOf(req)),
    );
  });

  router.get('/rule-packs', async (req, res) => {
    await callerOf(req);
    res.json(await service.rules());
  });

  return router;
}
