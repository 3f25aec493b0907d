import { AddressInfo, connect, createServer, Socket } from 'node:net';

/**
 * Connects what a test runs with a server, such as a database, until the test cuts it.
 *
 * @returns the local port, and what cuts and mends it
 */
export async function createCable(server: { host: string; port: number }) {
  const ends = new Set<Socket>();
  const listener = createServer(near => {
    const far = connect(server.port, server.host);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      ends.add(from);
      from.pipe(to);
      // A cut that is noticed while something is sent.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(wanted, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    async cut(): Promise<void> {
      const closed = new Promise(resolve => listener.close(resolve));
      ends.forEach(end => end.destroy());
      await closed;
    },
    mend: () => listen(port),
  };
}
