import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { runCommands } from './runCommands';

describe('commands in generated files', () => {
  const directory = createMockDirectory();
  const run = async (
    commands: (string | { command: string; call: string })[],
    limits = {},
  ) => {
    const [finding] = await runCommands(
      commands.map((one, index) => ({
        name: `c${index}`,
        ...(typeof one === 'string' ? { command: one } : one),
      })),
      directory.resolve('result'),
      process.env.PATH,
      { seconds: 20, megabytes: 50, processes: 20, ...limits },
    );
    return finding && `${finding.subject} ${finding.message}`;
  };

  beforeEach(() => {
    directory.setContent({ result: { files: { 'a.txt': 'a' }, home: {} } });
    process.env.SECRET_OF_TEST = 'secret';
  });
  afterEach(() => {
    delete process.env.SECRET_OF_TEST;
  });

  it('run one after another, with no credentials', async () => {
    expect(
      await run([
        'test -f a.txt && echo b > b.txt',
        'test -f b.txt && test -z "$SECRET_OF_TEST"',
        'test "$HOME" != "$PWD" && echo x > "$HOME/x.txt"',
      ]),
    ).toBe(undefined);
    expect(await run(['true', 'echo oops; exit 3', 'touch never'])).toBe(
      'c1 it ends with 3: oops',
    );
    expect(directory.content()).toEqual({
      result: {
        files: { 'a.txt': 'a', 'b.txt': 'b\n' },
        home: { 'x.txt': 'x\n' },
      },
    });
  });

  it('run until they answer', async () => {
    const server = createServer((_, response) => {
      response.end('ok');
    });
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', done);
    });
    const { port } = server.address() as AddressInfo;
    const call = `http://127.0.0.1:${port}`;
    const serve = `http.createServer((_, answer) => answer.end()).listen(${port}, '127.0.0.1')`;
    const command = `node -e "${serve}"`;
    expect(await run([{ command, call }])).toBe(
      `c0 something else answers at ${call}`,
    );
    await new Promise(done => {
      server.close(done);
    });
    expect(await run([{ command, call }])).toBe(undefined);
    expect(await run([{ command: 'echo bye', call }])).toBe(
      'c0 it ends before it answers: bye',
    );
  });

  it.each([
    [{ seconds: 1 }, 'sleep 100', /takes longer than 1 s/],
    [
      { megabytes: 1 },
      'head -c 9000000 /dev/zero > big; sleep 100',
      /than 1 MB/,
    ],
    [
      { processes: 3 },
      'for i in 1 2 3 4 5; do setsid sleep 101 & done; sleep 101',
      /than 3 processes/,
    ],
  ])('stay within %j', async (limits, command, message) => {
    expect(await run([command], limits)).toMatch(message);
    expect(
      execFileSync('ps', ['-A', '-o', 'args'], { encoding: 'utf8' }),
    ).not.toMatch(/^sleep 10[01]$/m);
  });

  it('leave no process', async () => {
    expect(await run(['setsid sleep 102 & exit 0'])).toBe(undefined);
    expect(
      execFileSync('ps', ['-A', '-o', 'args'], { encoding: 'utf8' }),
    ).not.toMatch(/^sleep 102$/m);
  });
});
