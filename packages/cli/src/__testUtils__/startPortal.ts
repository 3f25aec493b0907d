import { createServer, IncomingHttpHeaders } from 'node:http';
import { AddressInfo } from 'node:net';

interface Answer {
  status?: number;
  body: unknown;
}

/** A server that answers in the place of a portal. */
export async function startPortal() {
  const requests: {
    path: string;
    headers: IncomingHttpHeaders;
    body: any;
  }[] = [];
  /** By path; `undefined` never ends. */
  const answers: Record<string, Answer | undefined> = {};
  const server = createServer(async (req, res) => {
    let text = '';
    for await (const chunk of req) {
      text += chunk;
    }
    const path = req.url!;
    requests.push({
      path,
      headers: req.headers,
      body: text === '' ? undefined : JSON.parse(text),
    });
    if (path in answers && answers[path] === undefined) {
      return;
    }
    const { status = 200, body } = answers[path] ?? {
      status: 404,
      body: { error: { name: 'NotFoundError', message: 'No route' } },
    };
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answers,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}
