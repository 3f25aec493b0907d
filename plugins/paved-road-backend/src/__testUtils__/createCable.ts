import { once } from 'node:events';
import { AddressInfo, connect, createServer, Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Connects what a test runs with a server, such as a database, until the test cuts it.
 *
 * @returns the local port, what slows it down or stops it, and what cuts and mends it
 */
export async function createCable(server: { host: string; port: number }) {
  const ends = new Set<Socket>();
  let delay = 0;
  let isStopped = false;
  const createWire = () =>
    new Transform({
      async transform(chunk, _, done) {
        if (delay > 0) {
          await sleep(delay);
        }
        // What waits here is lost with the cut.
        if (!isStopped) {
          done(undefined, chunk);
        }
      },
    });
  const listener = createServer(near => {
    const far = connect(server.port, server.host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      ends.add(from);
      from.pipe(createWire()).pipe(to);
      // A cut that is noticed while something is sent.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
    }
  });
  const listen = async (wanted: number): Promise<void> => {
    listener.listen(wanted, '127.0.0.1');
    await once(listener, 'listening');
  };
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    /** Makes each packet take longer, by milliseconds. */
    slow(milliseconds: number): void {
      delay = milliseconds;
    },
    /** Forwards nothing, and keeps the connections open, until the cut. */
    stop(): void {
      isStopped = true;
    },
    async cut(): Promise<void> {
      const closed = new Promise(resolve => listener.close(resolve));
      ends.forEach(end => end.destroy());
      isStopped = false;
      await closed;
    },
    mend: () => listen(port),
  };
}
