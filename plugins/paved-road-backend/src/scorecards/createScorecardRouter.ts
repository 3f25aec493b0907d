import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { CsvColumns, sendCsv } from '../http/csv';
import { createRoutes, readEntityRef } from '../http/createRoutes';
import { ScorecardService } from './ScorecardService';
import { ExportedScorecard } from './store/FleetStore';

export const scorecardColumns: CsvColumns<ExportedScorecard> = [
  ['entity', ({ entityRef }) => entityRef],
  ['title', ({ title }) => title],
  ['owner', ({ owner }) => owner ?? ''],
  ['system', ({ system }) => system ?? ''],
  ['pattern', ({ pattern }) => pattern ?? ''],
  ['stage', ({ stage }) => stage ?? ''],
  ['assessment', ({ assessmentStatus }) => assessmentStatus ?? ''],
  ['stale', ({ stale }) => (stale ? 'yes' : 'no')],
  ['level', ({ level }) => level],
  ['level since', ({ levelSince }) => levelSince],
  ['score', ({ score }) => String(score)],
  ['pass', ({ counts }) => String(counts.pass)],
  ['fail', ({ counts }) => String(counts.fail)],
  ['waived', ({ counts }) => String(counts.waived)],
  ['not applicable', ({ counts }) => String(counts['not-applicable'])],
  ['unknown', ({ counts }) => String(counts.unknown)],
  ['failing checks', ({ failing }) => failing.join(', ')],
  [
    'waived checks',
    ({ waived }) =>
      waived
        .map(
          ({ checkId, waiver }) =>
            `${checkId} (by ${waiver.approvedBy} until ${waiver.expiresAt.slice(0, 10)})`,
        )
        .join(', '),
  ],
  ['evaluated at', ({ evaluatedAt }) => evaluatedAt],
];

/** The scorecards over HTTP: call, render. */
export function createScorecardRouter(options: {
  service: ScorecardService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getScorecard', async ({ caller, req, res }) => {
    res.json(await service.get(readEntityRef(req), caller));
  });

  on('getTransitions', async ({ query, caller, req, res }) => {
    res.json(await service.transitions(readEntityRef(req), query, caller));
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

  on('getPatternMix', async ({ query, caller, res }) => {
    res.json(await service.patternMix(query, caller));
  });

  on('exportScorecards', async ({ query, caller, res }) => {
    const scorecards = await service.export(query, caller);
    await sendCsv(res, 'scorecards', scorecardColumns, scorecards);
  });

  on('listCheckResults', async ({ query, caller, req, res }) => {
    res.json(await service.checkResults(req.params.id, query, caller));
  });

  on('getRules', async ({ res }) => {
    res.json(await service.rules());
  });

  return router;
}
