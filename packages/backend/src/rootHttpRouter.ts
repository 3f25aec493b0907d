import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds in which what is being answered when the portal stops is sent. */
const GRACE = 1_000;

/**
 * The server of Backstage, which ends what is still open when it stops. Long polls of the event bus, which this process
 * has with itself, would keep it for up to a minute, and longer than Kubernetes waits.
 */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure({ applyDefaults, lifecycle, server }) {
    applyDefaults();
    lifecycle.addShutdownHook(async () => {
      await setTimeout(GRACE);
      server.closeAllConnections();
    });
  },
});
