import { CsvColumns, sendCsv } from '../http/csv';
import { Routes, readEntityRef } from '../http/createRoutes';
import { ScorecardService } from './ScorecardService';
import { ExportedScorecard } from './store/fleetQueries';

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
  ['standing', ({ standing }) => standing?.id ?? ''],
  ['standing text', ({ standing }) => standing?.text ?? ''],
];

/** The scorecards over HTTP: call, render. */
export function addScorecardRoutes(
  { on }: Routes,
  service: ScorecardService,
): void {
  on('getScorecard', ({ caller, req }) =>
    service.get(readEntityRef(req), caller),
  );

  on('getTransitions', ({ query, caller, req }) =>
    service.transitions(readEntityRef(req), query, caller),
  );

  on('listScorecards', ({ query, caller }) => service.list(query, caller));

  on('listFailingChecks', ({ query, caller }) =>
    service.failingChecks(query, caller),
  );

  on('getScorecardsSummary', ({ query, caller }) =>
    service.summary(query, caller),
  );

  on('getTrend', ({ query, caller }) => service.trend(query, caller));

  on('getPatternMix', ({ query, caller }) => service.patternMix(query, caller));

  on('exportScorecards', async ({ query, caller, res }) => {
    const scorecards = await service.export(query, caller);
    await sendCsv(res, 'scorecards', scorecardColumns, scorecards);
  });

  on('listCheckResults', ({ query, caller, req }) =>
    service.checkResults(req.params.id, query, caller),
  );

  on('getRules', () => service.rules());
}
