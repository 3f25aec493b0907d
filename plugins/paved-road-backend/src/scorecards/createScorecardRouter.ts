import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { DateTime } from 'luxon';
import { createRoutes, entityRefOf } from '../http/createRoutes';
import { ScorecardService } from './ScorecardService';
import { writeCsv } from './writeCsv';

/** The scorecards over HTTP: call, render. */
export function createScorecardRouter(options: {
  service: ScorecardService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getScorecard', async ({ caller, req, res }) => {
    res.json(await service.get(entityRefOf(req), caller));
  });

  on('getTransitions', async ({ query, caller, req, res }) => {
    res.json(await service.transitions(entityRefOf(req), query, caller));
  });

  on('listScorecards', async ({ query, caller, res }) => {
    res.json(await service.list(query, caller));
  });

  on('getScorecardsSummary', async ({ query, caller, res }) => {
    res.json(await service.summary(query, caller));
  });

  on('getTrend', async ({ query, caller, res }) => {
    res.json(await service.trend(query, caller));
  });

  on('getPatternMix', async ({ caller, res }) => {
    res.json(await service.patternMix(caller));
  });

  on('exportScorecards', async ({ query, caller, res }) => {
    const scorecards = await service.export(query, caller);
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

  on('listCheckResults', async ({ query, caller, req, res }) => {
    res.json(await service.checkResults(req.params.id, query, caller));
  });

  on('getRules', async ({ res }) => {
    res.json(await service.rules());
  });

  return router;
}
