import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { InstalledService } from './InstalledService';
import { Answer, RunningService } from './RunningService';

/** One request, and the status that either language answers it with. */
export interface Call {
  request: [method: 'GET' | 'POST', path: string, body?: unknown];
  status: number;
  /** A part of the message of an error. */
  message?: string;
}

const text = 'I was charged twice and would like a refund';

/** What a platform asks any service. */
export const operations: Record<string, Call[]> = {
  '/livez': [{ request: ['GET', '/livez'], status: 200 }],
  '/readyz': [{ request: ['GET', '/readyz'], status: 200 }],
  '/metrics': [{ request: ['GET', '/metrics'], status: 200 }],
};

/** By the path of openapi.json: what callers of either language can count on. */
const calls: Record<string, Call[]> = {
  ...operations,
  '/v1/classify': [
    { request: ['POST', '/v1/classify', { text }], status: 200 },
    { request: ['POST', '/v1/classify', { text: '顧客 🎫' }], status: 200 },
    {
      request: ['POST', '/v1/classify', { text: 'x'.repeat(5000) }],
      status: 200,
    },
    ...[
      {},
      { text: 1 },
      { text: null },
      { text: '' },
      { text: 'x'.repeat(5001) },
    ].map((body): Call => ({
      request: ['POST', '/v1/classify', body],
      status: 400,
      message: 'text',
    })),
    {
      request: ['POST', '/v1/classify', { text, colour: 'red' }],
      status: 400,
      message: 'colour',
    },
    {
      request: ['POST', '/v1/classify', { text: ' ' }],
      status: 400,
      message: 'empty',
    },
    ...['\ufeff', '🎫'.repeat(2501)].map((wrong): Call => ({
      request: ['POST', '/v1/classify', { text: wrong }],
      status: 400,
      message: 'text',
    })),
    ...['\u001c', '\ud800 refund'].map((odd): Call => ({
      request: ['POST', '/v1/classify', { text: odd }],
      status: 200,
    })),
    { request: ['POST', '/v1/classify', [text]], status: 400 },
    { request: ['POST', '/v1/classify', 'x'.repeat(70_000)], status: 413 },
  ],
  '/v1/model': [{ request: ['GET', '/v1/model'], status: 200 }],
  '/v1/classify/batch': [
    {
      request: ['POST', '/v1/classify/batch', { texts: [text, 'crash'] }],
      status: 200,
    },
    {
      request: [
        'POST',
        '/v1/classify/batch',
        { texts: Array(32).fill('é'.repeat(5000)) },
      ],
      status: 200,
    },
    {
      request: ['POST', '/v1/classify/batch', { texts: [] }],
      status: 400,
      message: 'texts',
    },
    {
      request: ['POST', '/v1/classify/batch', { texts: Array(33).fill('x') }],
      status: 400,
      message: 'texts',
    },
    {
      request: ['POST', '/v1/classify/batch', { texts: [text, ' '] }],
      status: 400,
      message: 'texts/1',
    },
  ],
  '/v1/tickets': [
    { request: ['POST', '/v1/tickets', { text }], status: 201 },
    {
      request: ['POST', '/v1/tickets', { txt: text }],
      status: 400,
      message: 'text',
    },
    { request: ['GET', '/v1/tickets?limit=1'], status: 200 },
    { request: ['GET', '/v1/tickets?queue=finance'], status: 200 },
    {
      request: ['GET', '/v1/tickets?limit=101'],
      status: 400,
      message: 'limit',
    },
    { request: ['GET', '/v1/tickets?page=1'], status: 400, message: 'page' },
  ],
  '/v1/tickets/{id}': [
    {
      request: ['GET', '/v1/tickets/unknown'],
      status: 404,
      message: 'unknown',
    },
    {
      request: ['GET', `/v1/tickets/${'x'.repeat(65)}`],
      status: 400,
      message: 'id',
    },
  ],
  '/v1/feedback': [
    {
      request: [
        'POST',
        '/v1/feedback',
        { ticketId: 'unknown', label: 'billing' },
      ],
      status: 404,
      message: 'unknown',
    },
    {
      request: [
        'POST',
        '/v1/feedback',
        { ticketId: 'unknown', label: 'weather' },
      ],
      status: 400,
      message: 'choose one of',
    },
    {
      request: ['POST', '/v1/feedback', { label: 'billing' }],
      status: 400,
      message: 'ticketId',
    },
  ],
  '/v1/feedback/report': [
    { request: ['GET', '/v1/feedback/report'], status: 200 },
    { request: ['GET', '/v1/feedback/report?modelVersion=1.0.0'], status: 200 },
  ],
};

/** What the weights of the bundled model make of a text, in double precision; both languages agree within 1e-5. */
const scores: [text: string, ...byLabel: [number, number, number]][] = [
  [
    'I was charged twice and would like a refund',
    0.134341,
    0.8436133,
    0.0220457,
  ],
  ['I forgot my password and cannot sign in', 0.9843344, 0.0062009, 0.0094648],
  [
    'The app crashes with an error when I upload a file',
    0.0090191,
    0.0128255,
    0.9781555,
  ],
  [
    'Ünïcödé: the INVOICE for café № 42 is wrong 🎫',
    0.0430522,
    0.8851216,
    0.0718262,
  ],
  ['顧客の請求書', 0.3193435, 0.2693381, 0.4113183],
  ['?', 0.3193435, 0.2693381, 0.4113183],
  ['Straße ﬁle İstanbul ΣΊΣΥΦΟΣ', 0.3129395, 0.4073565, 0.2797039],
  ['refund '.repeat(300), 0.1633806, 0.3911173, 0.4455021],
];

/** What callers of a service with a classifier can count on. */
export async function expectToKeepContract(
  installed: InstalledService,
  service: RunningService,
): Promise<void> {
  await expectToKeepDocument(installed, service, calls);
  await expectSameOutsideTheDocument(service);
  await expectSameScores(service);
}

/** Calls every path of openapi.json, and compares status and body with what the document says. */
export async function expectToKeepDocument(
  installed: InstalledService,
  service: RunningService,
  callsByPath: Record<string, Call[]>,
): Promise<void> {
  const document = installed.readJson('openapi.json');
  expect(Object.keys(document.paths).sort()).toEqual(
    Object.keys(document.paths)
      .filter(path => path in callsByPath)
      .sort(),
  );
  const ajv = addFormats(new Ajv({ strict: false }));
  ajv.addSchema({ $id: 'openapi', ...document });
  for (const [path, item] of Object.entries<any>(document.paths)) {
    for (const { request, status, message } of callsByPath[path]) {
      const [method, url, body] = request;
      const answer = await send(service, request);
      const title = `${method} ${url} ${JSON.stringify(body)?.slice(0, 50)}`;
      expect([title, answer.status]).toEqual([title, status]);
      const { content } = item[method.toLowerCase()].responses[status];
      if ('application/json' in content) {
        const pointer = [path, method.toLowerCase()]
          .map(part => part.replace(/\//g, '~1'))
          .map(encodeURIComponent)
          .join('/');
        const validate = ajv.getSchema(
          `openapi#/paths/${pointer}/responses/${status}/content/application~1json/schema`,
        )!;
        validate(JSON.parse(answer.text));
        expect([title, validate.errors]).toEqual([title, null]);
      }
      if (status >= 400) {
        expect(JSON.parse(answer.text).message).toContain(message ?? '');
      }
    }
  }
}

/** What holds for every request, and is in no operation. */
async function expectSameOutsideTheDocument(
  service: RunningService,
): Promise<void> {
  const answers: [Answer, number][] = [
    [await service.get('/v1/nothing?text=secret'), 404],
    [await service.get('/v1/classify'), 404],
    [await service.postText('/v1/classify', '{"text": '), 400],
    [
      await service.postText('/v1/classify', '<a/>', {
        'Content-Type': 'text/xml',
      }),
      415,
    ],
  ];
  for (const [{ status, text: body }, wanted] of answers) {
    expect(status).toBe(wanted);
    expect(JSON.parse(body)).toEqual({
      statusCode: wanted,
      error: expect.any(String),
      message: expect.not.stringContaining('secret'),
    });
  }
  const ready = await fetch(`${service.url}/readyz`, { method: 'HEAD' });
  expect([ready.status, await ready.text()]).toEqual([200, '']);
  const named = await service.postText(
    '/v1/classify',
    JSON.stringify({ text }),
    {
      'x-request-id': 'one',
    },
  );
  expect(named.headers.get('x-request-id')).toBe('one');
  const unnamed = await service.postText(
    '/v1/classify',
    JSON.stringify({ text }),
    {
      'x-request-id': 'a b',
    },
  );
  expect(unnamed.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
}

async function expectSameScores(service: RunningService): Promise<void> {
  for (const [sentence, ...expected] of scores) {
    const answer = await service.post('/v1/classify', { text: sentence });
    const byLabel = new Map<string, number>(
      JSON.parse(answer.text).scores.map((item: any) => [
        item.label,
        item.score,
      ]),
    );
    ['account', 'billing', 'technical'].forEach((label, index) => {
      expect(Math.abs(byLabel.get(label)! - expected[index])).toBeLessThan(
        1e-5,
      );
    });
  }
}

/** A request is turned away while there is no room, and may come again. */
export async function expectToTurnAway(service: RunningService): Promise<void> {
  const { status, headers } = await service.post('/v1/classify', { text });
  expect(status).toBe(429);
  expect(headers.get('retry-after')).toMatch(/^\d+$/);
  await service.untilMetric('work_rejected_total{reason="full"}', 1);
}

function send(
  service: RunningService,
  [method, path, body]: Call['request'],
): Promise<Answer> {
  return method === 'GET' ? service.get(path) : service.post(path, body);
}
