import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ExportedScorecard } from './store/fleetQueries';
import { writeCsv } from '../http/csv';
import { scorecardColumns } from './addScorecardRoutes';

const search: ExportedScorecard = {
  entityRef: 'component:default/search',
  title: 'Search',
  stale: false,
  level: 'none',
  levelSince: '2025-12-24T00:00:00.000Z',
  score: 0,
  counts: { pass: 1, fail: 2, waived: 3, 'not-applicable': 4, unknown: 5 },
  failing: [],
  waived: [],
  evaluatedAt: '2026-01-01T00:00:00.000Z',
};

const header =
  'entity,title,owner,system,pattern,stage,assessment,stale,level,level since,score,pass,fail,waived,not applicable,unknown,failing checks,waived checks,evaluated at,standing,standing text\r\n';

async function* pagesOf(...pages: ExportedScorecard[][]) {
  yield* pages;
}

async function toText(...scorecards: ExportedScorecard[]): Promise<string> {
  const output = new PassThrough();
  const [, csv] = await Promise.all([
    writeCsv(scorecardColumns, pagesOf(scorecards), output),
    text(output),
  ]);
  return csv;
}

describe('writeCsv', () => {
  it('has a column for everything', async () => {
    const full: ExportedScorecard = {
      ...search,
      title: 'Übersetzer "X", alt',
      owner: 'group:default/search',
      system: 'system:default/shop',
      pattern: 'hybrid',
      stage: 'scale-up',
      assessmentStatus: 'approved',
      stale: true,
      standing: { id: 'clear', chance: 0.98, text: 'Clear, 98%' },
      level: 'silver',
      score: 66.67,
      failing: ['slo', 'runbook'],
      waived: [
        {
          checkId: 'model-card',
          track: 'ai',
          state: 'waived',
          evidence: [],
          waiver: {
            id: 'd5b1f3a2-6c0e-4b1d-9a55-0f7d3c1e8a11',
            reason: 'It is retired in May.',
            requestedBy: 'user:default/ada',
            approvedBy: 'user:default/grace',
            expiresAt: '2026-05-01T08:00:00.000Z',
          },
        },
      ],
    };
    await expect(toText(full, search)).resolves.toBe(
      [
        header,
        'component:default/search,"Übersetzer ""X"", alt",group:default/search,system:default/shop,hybrid,scale-up,approved,yes,silver,2025-12-24T00:00:00.000Z,66.67,1,2,3,4,5,"slo, runbook",model-card (by user:default/grace until 2026-05-01),2026-01-01T00:00:00.000Z,clear,"Clear, 98%"\r\n',
        'component:default/search,Search,,,,,,no,none,2025-12-24T00:00:00.000Z,0,1,2,3,4,5,,,2026-01-01T00:00:00.000Z,,\r\n',
      ].join(''),
    );
    await expect(toText()).resolves.toBe(header);
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', '"\'\r=1"'],
    ['\n=1+1', '"\'\n=1+1"'],
    ['\r\n=1+1', '"\'\r\n=1+1"'],
    [' \n @SUM(A1)', '"\' \n @SUM(A1)"'],
    ['\u00a0=1+1', "'\u00a0=1+1"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['a\nb', '"a\nb"'],
    ['1+1', '1+1'],
  ])('lets no spreadsheet calculate %j', async (title, cell) => {
    await expect(toText({ ...search, title })).resolves.toBe(
      `${header}component:default/search,${cell},,,,,,no,none,2025-12-24T00:00:00.000Z,0,1,2,3,4,5,,,2026-01-01T00:00:00.000Z,,\r\n`,
    );
  });

  it('reads no further than its reader does, and stops when the reader goes away', async () => {
    let read = 0;
    let ended = false;
    async function* endless() {
      try {
        for (;;) {
          read += 1;
          yield Array.from({ length: 500 }, () => search);
        }
      } finally {
        ended = true;
      }
    }
    const reader = new Writable({
      highWaterMark: 1,
      // Takes something once, and never says that it is done with it.
      write: () => reader.emit('busy'),
    });
    const busy = once(reader, 'busy');
    const written = writeCsv(scorecardColumns, endless(), reader);
    await busy;
    for (let turn = 0; turn < 50; turn++) {
      await nextTurn();
    }
    expect(read).toBeLessThan(4);

    reader.destroy();
    await expect(written).rejects.toMatchObject({
      code: 'ERR_STREAM_PREMATURE_CLOSE',
    });
    await until(() => ended);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await nextTurn();
  }
}
