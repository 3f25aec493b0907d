import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { setTimeout } from 'node:timers/promises';
import { requireLoopbackHost } from './demo/requireLoopbackHost';

const GRACE_MS = 1_000;

/**
 * The server of Backstage. Closes open connections when it stops: long polls of the event bus, which this process has with
 * itself, would otherwise delay the stop by up to a minute, longer than Kubernetes waits.
 */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ app, applyDefaults, config, lifecycle, server }) {
    if (config.has('pavedRoad.demo')) {
      app.use(requireLoopbackHost);
    }
    // If the event loop is late, Node.js ends an idle connection before it reads the request that has arrived on it.
    server.on('timeout', socket => {
      const { bytesRead } = socket;
      setImmediate(() => {
        if (socket.bytesRead === bytesRead) {
          socket.destroy();
        }
      });
    });
    applyDefaults();
    lifecycle.addShutdownHook(async () => {
      await setTimeout(GRACE_MS);
      server.closeAllConnections();
    });
  },
});
