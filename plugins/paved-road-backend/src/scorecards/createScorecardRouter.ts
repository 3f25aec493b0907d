import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Stringifier, stringify } from 'csv-stringify';
import { Router } from 'express';
import { DateTime } from 'luxon';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createRoutes, entityRefOf } from '../http/createRoutes';
import { ScorecardService } from './ScorecardService';
import { ExportedScorecard } from './store/ScorecardStore';

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

/** The columns in order: heading and content. */
const columns: [header: string, valueOf: (of: ExportedScorecard) => string][] =
  [
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

/**
 * Writes scorecards as CSV (RFC 4180), no faster than they are read. Texts that a spreadsheet would read as a formula
 * start with an apostrophe.
 */
export async function writeCsv(
  pages: AsyncIterable<ExportedScorecard[]>,
  output: Writable,
): Promise<void> {
  await pipeline(Readable.from(toRows(pages)), createStringifier(), output);
}

async function* toRows(
  pages: AsyncIterable<ExportedScorecard[]>,
): AsyncGenerator<string[]> {
  for await (const page of pages) {
    for (const scorecard of page) {
      yield columns.map(([, valueOf]) => asText(valueOf(scorecard)));
    }
  }
}

/** Spreadsheets also calculate what stands behind white space, such as a line break, which the library lets through. */
function asText(text: string): string {
  return /^\s/.test(text) ? `'${text}` : text;
}

function createStringifier(): Stringifier {
  return stringify({
    header: true,
    columns: columns.map(([header]) => header),
    record_delimiter: 'windows',
    quote_record_delimiter: true,
    escape_formulas: true,
  });
}
