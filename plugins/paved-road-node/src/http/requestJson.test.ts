import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { JsonRequest, requestJson } from './requestJson';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const SECRET = 'Bearer s3cret-token';
const signal = new AbortController().signal;

const servers: Server[] = [];

/** The host and port of a server. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const json =
  (body: unknown, status = 200, headers = {}): Handler =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));

async function failureOf(
  handler: Handler,
  request: Partial<JsonRequest> = {},
): Promise<{
  name: string;
  message: string;
  retryAt?: Date;
  status?: number;
}> {
  const host = await serve(handler);
  const error = await requestJson(`http://${host}/services/a?key=1`, {
    signal,
    headers: { authorization: SECRET },
    ...request,
  }).then(
    () => new Error('no failure'),
    failure => failure,
  );
  return {
    name: error.name,
    message: error.message.replaceAll(host, 'HOST'),
    retryAt: error.retryAt,
    status: error.status,
  };
}

describe('requestJson', () => {
  it('asks with method, headers and body', async () => {
    const host = await serve((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        const { method, url, headers } = request;
        const { accept, authorization } = headers;
        json({ method, url, accept, authorization, body })(request, response);
      });
    });
    await expect(
      requestJson(`http://${host}/graphql?a=b`, {
        signal,
        method: 'POST',
        headers: { authorization: SECRET, Accept: 'application/vnd.a+json' },
        body: { query: '{ a }' },
      }),
    ).resolves.toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: {
        method: 'POST',
        url: '/graphql?a=b',
        accept: 'application/vnd.a+json',
        authorization: SECRET,
        body: '{"query":"{ a }"}',
      },
    });
  });

  it('reads a long Link header in linear time', async () => {
    const measure = async (size: number) => {
      const response = new Response('{}', {
        headers: {
          'content-type': 'application/json',
          link: '<a'.repeat(size / 2),
        },
      });
      const start = performance.now();
      await requestJson('http://source.example.com', {
        signal,
        fetch: async () => response,
      });
      return performance.now() - start;
    };
    // The best of three, because other processes may interrupt one.
    const best = async (size: number) =>
      Math.min(await measure(size), await measure(size), await measure(size));
    await measure(10_000);
    // Sixteen times the size takes 256 times as long in quadratic time.
    expect(await best(80_000)).toBeLessThan(100 * (await best(5_000)));
  });

  it('adds the status to errors', async () => {
    for (const status of [400, 401, 404, 429, 500]) {
      expect(await failureOf(json({}, status))).toMatchObject({ status });
    }
    const unreachable = requestJson('http://127.0.0.1:1', { signal });
    await expect(unreachable).rejects.not.toHaveProperty('status');
  });

  it('returns what the schema makes of the body, and names the field that does not match', async () => {
    const schema = z.object({ open: z.int().transform(String) });
    const ask = async (body: unknown) =>
      requestJson(`http://${await serve(json(body))}/`, { signal, schema });
    const { body } = await ask({ open: 2, more: true });
    expect(body).toEqual({ open: '2' });
    await expect(ask({ open: 'many' })).rejects.toThrow(
      /^Invalid answer of 127\.0\.0\.1:\d+: open: expected number, got "many"$/,
    );
  });

  it('asks for the headers alone, and returns what a host challenges for', async () => {
    const challenge = 'Bearer realm="https://auth.example.com"';
    const asked: Array<string | undefined> = [];
    const host = await serve((request, response) => {
      asked.push(request.method);
      return request.url === '/open'
        ? response.writeHead(200, { 'x-digest': 'abc' }).end()
        : response.writeHead(401, { 'www-authenticate': challenge }).end();
    });
    const request: JsonRequest = {
      method: 'HEAD',
      signal,
      tokenKey: 'acme.token',
    };
    await expect(
      requestJson(`http://${host}/open`, request),
    ).resolves.toMatchObject({
      body: undefined,
      headers: { 'x-digest': 'abc' },
    });
    await expect(requestJson(`http://${host}/`, request)).rejects.toMatchObject(
      {
        status: 401,
        challenge,
        message: `${host} refused the credentials (401). The token has expired or was revoked: renew it in acme.token`,
      },
    );
    expect(asked).toEqual(['HEAD', 'HEAD']);
  });

  it('sends parameters as a form', async () => {
    let received = '';
    const host = await serve(async (incoming, response) => {
      received = `${incoming.method} ${incoming.headers['content-type']} ${await text(incoming)}`;
      json({})(incoming, response);
    });
    await requestJson(`http://${host}`, {
      signal,
      method: 'POST',
      body: new URLSearchParams({ query: 'a b' }),
    });
    expect(received).toBe(
      'POST application/x-www-form-urlencoded;charset=UTF-8 query=a+b',
    );
  });

  it('reads the links of an answer', async () => {
    const host = await serve(
      json([], 200, {
        link: '</items?page=2>; rel="next", <https://other.example.com/a>; title="b"; rel=last, <<>; rel=',
      }),
    );
    await expect(
      requestJson(`http://${host}/items`, { signal }),
    ).resolves.toMatchObject({
      links: {
        next: `http://${host}/items?page=2`,
        last: 'https://other.example.com/a',
      },
    });
  });

  it('asks only for what is newer', async () => {
    const host = await serve((request, response) =>
      request.headers['if-none-match'] === '"e1"'
        ? response.writeHead(304).end()
        : json({}, 200, { etag: '"e2"' })(request, response),
    );
    const url = `http://${host}/`;
    await expect(
      requestJson(url, { signal, etag: '"e1"' }),
    ).resolves.toMatchObject({ status: 304, body: undefined });
    await expect(
      requestJson(url, { signal, etag: '"e0"' }),
    ).resolves.toMatchObject({ status: 200, headers: { etag: '"e2"' } });
  });

  it.each<[string, Handler, string, string]>([
    [
      'no credentials',
      json({ message: 'Bad credentials' }, 401),
      'NotAllowedError',
      'HOST refused the credentials (401): "Bad credentials"',
    ],
    [
      'nothing there',
      json({ errors: [{ msg: 'Component key not found' }] }, 404),
      'NotFoundError',
      'HOST has nothing at /services/a: "Component key not found"',
    ],
    [
      'an error of PromQL',
      json(
        {
          status: 'error',
          errorType: 'bad_data',
          error: 'invalid parameter "query": 1:5: parse error',
        },
        400,
      ),
      'Error',
      'HOST answered with 400: "invalid parameter "query": 1:5: parse error"',
    ],
    [
      'a long error',
      json({ error: { message: 'x'.repeat(500) } }, 500),
      'ServiceUnavailableError',
      `HOST answered with 500: "${'x'.repeat(199)}…"`,
    ],
    [
      'an error that repeats secrets, on several lines',
      json({ detail: `no\n\u0007such token: s3cret-token (${SECRET})` }, 403),
      'NotAllowedError',
      'HOST refused the credentials (403): "no such token: *** (***)"',
    ],
    [
      'a page of HTML as an error',
      (_, response) =>
        response
          .writeHead(502, { 'content-type': 'text/html' })
          .end('<h1>Bad Gateway</h1>'),
      'ServiceUnavailableError',
      'HOST answered with 502',
    ],
    [
      'HTML instead of JSON',
      (_, response) =>
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<form>Sign in</form>'),
      'Error',
      'HOST answered with text/html instead of JSON',
    ],
    [
      'nothing at all',
      (_, response) => response.writeHead(204).end(),
      'Error',
      'HOST answered with nothing instead of JSON',
    ],
    [
      'broken JSON',
      (_, response) =>
        response
          .writeHead(200, { 'content-type': 'application/vnd.api+json' })
          .end('{"open": s3cret'),
      'Error',
      'HOST answered with JSON that is broken',
    ],
    [
      'half an answer',
      (_, response) => {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': 100,
        });
        response.write('{');
        setTimeout(() => response.destroy(), 10);
      },
      'ServiceUnavailableError',
      'HOST cannot be reached (UND_ERR_SOCKET)',
    ],
    [
      'a redirect without end',
      (_, response) => response.writeHead(302, { location: '/again' }).end(),
      'Error',
      'HOST redirects more than 3 times',
    ],
    [
      'a redirect to an internal address',
      (_, response) =>
        response
          .writeHead(302, { location: 'http://169.254.169.254/latest' })
          .end(),
      'NotAllowedError',
      'HOST redirects to 169.254.169.254, which is not among the allowed hosts',
    ],
    [
      'a redirect to a file',
      (_, response) =>
        response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'NotAllowedError',
      'file: is neither http: nor https:',
    ],
    [
      'a redirect with credentials',
      (request, response) =>
        response
          .writeHead(302, { location: `http://a:b@${request.headers.host}/` })
          .end(),
      'NotAllowedError',
      'the URL of HOST has credentials; use a header',
    ],
    [
      'a redirect to nowhere',
      (_, response) => response.writeHead(302).end(),
      'Error',
      'HOST redirects to nowhere',
    ],
  ])('says what is wrong with %s', async (_, handler, name, message) => {
    await expect(failureOf(handler)).resolves.toMatchObject({ name, message });
  });

  it.each<[string, Handler, number]>([
    ['for seconds', json({}, 429, { 'retry-after': '120' }), 120],
    [
      'until a date',
      json({}, 503, {
        'retry-after': new Date(Date.now() + 600_000).toUTCString(),
      }),
      600,
    ],
    [
      'until a time in seconds',
      json({ message: 'API rate limit exceeded' }, 403, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.round(Date.now() / 1000) + 900),
      }),
      900,
    ],
    ['for it does not say how long', json({}, 429), 60],
    ['for years', json({}, 429, { 'retry-after': '100000000' }), 6 * 3600],
    ['until long ago', json({}, 429, { 'retry-after': '-5' }), 1],
  ])('rests when a source is limited %s', async (_, handler, seconds) => {
    const error = await failureOf(handler);
    expect(error).toMatchObject({
      name: 'SourceLimitedError',
      message: expect.stringMatching(/^HOST limits the rate of requests/),
    });
    const pause = (error.retryAt!.getTime() - Date.now()) / 1000;
    expect(pause).toBeGreaterThan(seconds - 30);
    expect(pause).toBeLessThanOrEqual(seconds + 1);
  });

  it('reads no more than it allows', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(100_000, ' ');
    const error = await failureOf((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const send = () => {
        while (sent < 50_000_000 && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', send);
            return;
          }
        }
        response.end('{}');
      };
      send();
    });
    expect(error.message).toBe('HOST answered with more than 1,000,000 bytes');
    expect(sent).toBeLessThan(20_000_000);
  });

  it('reads as much as a caller allows', async () => {
    const long = 'x'.repeat(1_000_000);
    const host = await serve(json(long));
    await expect(
      requestJson(`http://${host}/`, { signal, largestBody: 2_000_000 }),
    ).resolves.toMatchObject({ body: long });
    await expect(
      requestJson(`http://${host}/`, { signal, largestBody: 2_000 }),
    ).rejects.toThrow(`${host} answered with more than 2,000 bytes`);
  });

  it.each<[string, Handler]>([
    ['never begins', () => {}],
    [
      'never ends',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('[');
      },
    ],
    [
      'never ends its error',
      (_, response) => {
        response.writeHead(500, { 'content-type': 'application/json' });
        response.write('[');
      },
    ],
  ])('gives up an answer that %s', async (_, handler) => {
    await expect(
      failureOf(handler, { signal: AbortSignal.timeout(100) }),
    ).resolves.toMatchObject({ name: 'TimeoutError' });
  });

  it('sends through the fetch that it is given, within the same limits', async () => {
    const asked: string[] = [];
    const answer = (type: string) =>
      requestJson('https://api.example.com/items', {
        signal,
        largestBody: 2,
        async fetch(url, init) {
          asked.push(`${init?.redirect} ${url}`);
          return new Response('[1]', { headers: { 'content-type': type } });
        },
      });
    await expect(answer('application/json')).rejects.toThrow(
      'api.example.com answered with more than 2 bytes',
    );
    await expect(answer('text/html')).rejects.toThrow('instead of JSON');
    expect(asked).toEqual(
      Array(2).fill('manual https://api.example.com/items'),
    );
  });

  it('takes headers to no other origin', async () => {
    const seen: Array<string | undefined> = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      json({ found: true })(request, response);
    });
    const redirect: Handler = (request, response) => {
      seen.push(request.headers.authorization);
      response
        .writeHead(request.url === '/' ? 308 : 302, {
          location: request.url === '/' ? '/there' : `http://${other}/`,
        })
        .end();
    };
    const host = await serve(redirect);
    await expect(
      requestJson(`http://${host}/`, {
        signal,
        headers: { authorization: SECRET },
        allowedHosts: [host, other],
      }),
    ).resolves.toMatchObject({ body: { found: true } });
    expect(seen).toEqual([SECRET, SECRET, undefined]);

    await expect(requestJson(`http://${host}/`, { signal })).rejects.toThrow(
      `${host} redirects to ${other}, which is not among the allowed hosts`,
    );
    await expect(
      requestJson(`http://${host}/`, { signal, method: 'POST', body: {} }),
    ).rejects.toThrow(`${host} redirects a POST, which is not followed`);
  });

  it('says that another origin refuses what has no headers', async () => {
    const other = await serve(json({}, 401));
    const host = await serve((_, response) =>
      response.writeHead(307, { location: `http://${other}/` }).end(),
    );
    await expect(
      requestJson(`http://${host}/`, { signal, allowedHosts: [host, other] }),
    ).rejects.toThrow(
      `${host} redirects to http://${other}, which gets no headers and refused the request (401)`,
    );
  });

  it.each([
    ['https://api.example.com/', ['api.example.com'], 'asked'],
    ['https://api.example.com:443/', ['api.example.com:443'], 'asked'],
    ['https://api.example.com:8443/', ['api.example.com'], 'refused'],
    ['https://api.example.com:8443/', ['api.example.com:8443'], 'asked'],
    ['https://a.b.example.com/', ['*.example.com'], 'asked'],
    ['https://example.com/', ['*.example.com'], 'refused'],
    ['https://evilexample.com/', ['*.example.com'], 'refused'],
    ['https://a.example.com:8443/', ['*.example.com'], 'refused'],
    ['https://a.example.com:8443/', ['*.example.com:8443'], 'asked'],
    ['http://127.0.0.1/', ['*.0.0.1'], 'refused'],
    ['http://0x7f.1/', ['api.example.com'], 'refused'],
    ['http://[::1]/', ['*.example.com'], 'refused'],
    ['http://localhost/', ['*.example.com'], 'refused'],
  ])('%s with %s allowed is %s', async (url, allowedHosts, outcome) => {
    const asked = jest
      .spyOn(global, 'fetch')
      .mockResolvedValue(Response.json({}));
    try {
      const said = await requestJson(url, { signal, allowedHosts }).then(
        () => 'asked',
        error => error.message.replace(/^\S+ is not among.*/, 'refused'),
      );
      expect(said).toBe(outcome);
      expect(asked).toHaveBeenCalledTimes(outcome === 'asked' ? 1 : 0);
    } finally {
      asked.mockRestore();
    }
  });

  it.each([
    ['ftp://example.com/', 'ftp: is neither http: nor https:'],
    ['https://me:pass@example.com/', 'the URL of example.com has credentials'],
    ['nowhere', '"nowhere" is not a URL'],
  ])('does not ask %s', async (url, message) => {
    await expect(requestJson(url, { signal })).rejects.toThrow(message);
  });

  it('repeats no secret that is the parameter of a header', async () => {
    await expect(
      failureOf(json({ message: 'no key s3cret-key' }, 401), {
        headers: { authorization: 'Token token="s3cret-key", version=2' },
      }),
    ).resolves.toMatchObject({
      message: 'HOST refused the credentials (401): "no key ***"',
    });
  });

  it('shows no query of what is no URL', async () => {
    await expect(
      requestJson('https://a b/c?key=s3cret', { signal }),
    ).rejects.toThrow(/^"https:\/\/a b\/c" is not a URL$/);
  });

  it('says which host cannot be reached', async () => {
    const host = await serve(json({}));
    servers.splice(0).forEach(server => server.close());
    await expect(requestJson(`http://${host}/`, { signal })).rejects.toThrow(
      `${host} cannot be reached (ECONNREFUSED)`,
    );
  });
});
