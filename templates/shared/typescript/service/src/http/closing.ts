import type { Socket } from 'node:net';
import type { HttpServer } from './httpModule.js';

/**
 * Lets a server that closes wait for running requests only. Node would also wait for connections that
 * were opened in advance and never used, until its time-out for headers, and for those that a client
 * keeps alive after it got its answer.
 */
export function closeConnectionsInTime(app: HttpServer): void {
  const unused = new Set<Socket>();
  let closing = false;

  app.server.on('connection', (socket: Socket) => {
    if (closing) {
      socket.destroy();
      return;
    }
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', request => unused.delete(request.socket));

  app.addHook('preClose', async () => {
    closing = true;
    for (const socket of unused) {
      socket.destroy();
    }
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) {
      reply.header('connection', 'close');
    }
  });
  app.addHook('onResponse', async () => {
    if (closing) {
      // An answer that was on its way when the closing began did not say that it is the last one.
      setImmediate(() => app.server.closeIdleConnections());
    }
  });
}
