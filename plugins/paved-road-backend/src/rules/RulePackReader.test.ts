import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { rulePackText } from '../__testUtils__/rulePackTexts';
import { RulePackSource } from './readRulePackSources';
import { RulePackReader } from './RulePackReader';
import { RulePackContent, StoredRulePack } from './RulePackStore';

describe('RulePackReader', () => {
  const directory = createMockDirectory();
  let server: Server;
  let listener: RequestListener;
  let url: string;
  let reader: RulePackReader;

  beforeAll(async () => {
    server = createServer((request, response) => listener(request, response));
    await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
    const host = `localhost:${(server.address() as AddressInfo).port}`;
    url = `http://${host}/rules.yaml`;
    reader = new RulePackReader({
      urlReader: UrlReaders.default({
        config: mockServices.rootConfig({
          data: { backend: { reading: { allow: [{ host }] } } },
        }),
        logger: mockServices.logger.mock(),
      }),
      timeoutSeconds: 1,
    });
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  async function read(source: RulePackSource, stored: StoredRulePack[] = []) {
    const readings = await reader.read([source], stored);
    return readings.get(source.source);
  }

  const readUrl = (stored?: StoredRulePack[]) =>
    read({ source: url, origin: 'url' }, stored);

  function readFile(name: string) {
    return read({
      source: name,
      origin: 'file',
      file: directory.resolve(name),
      namedBy: 'pavedRoad.scorecards.rulePacks.0',
    });
  }

  const broken = (problem: string) => ({
    status: 'broken',
    problem: expect.stringContaining(problem),
  });

  describe('of a file', () => {
    it('reads a pack, with or without a byte order mark', async () => {
      const text = rulePackText();
      directory.setContent({ 'a.yaml': text, 'b.yaml': `\ufeff${text}` });

      for (const name of ['a.yaml', 'b.yaml']) {
        await expect(readFile(name)).resolves.toMatchObject({
          status: 'valid',
          pack: {
            source: name,
            text,
            parsed: { pack: { metadata: { name: 'house-rules' } } },
          },
        });
      }
    });

    it.each([
      ['is broken', 'kind: [', 'a.yaml:1:8: '],
      [
        'does not fit the schema',
        rulePackText().replace('title: Has an owner', 'tilte: x'),
        'a.yaml:12:7: check house-rules-owner: spec.checks.0.tilte: unknown field',
      ],
      ['is large', `#${'x'.repeat(700_000)}`, 'use at most 500000'],
      ['is huge', 'x'.repeat(2_000_000), 'it has more than 1000000 bytes'],
      ['is binary', Buffer.from([0xff, 0xfe, 0x41]), 'it is not text in UTF-8'],
      ['is empty', '', 'a.yaml:1:1: '],
    ])('tells what is wrong with one that %s', async (_, content, problem) => {
      directory.setContent({ 'a.yaml': content });

      await expect(readFile('a.yaml')).resolves.toEqual(broken(problem));
    });

    it('tells what names a file that cannot be read', async () => {
      directory.setContent({ folder: {} });

      await expect(readFile('no/such/pack.yaml')).resolves.toEqual(
        broken(
          "pavedRoad.scorecards.rulePacks.0: cannot read it: ENOENT: no such file or directory, open 'no/such/pack.yaml'",
        ),
      );
      await expect(readFile('folder')).resolves.toEqual(broken('EISDIR'));
    });
  });

  describe('of the config and of plugins', () => {
    it('names the path of what is wrong in the config', async () => {
      const key = 'pavedRoad.scorecards.rulePacks.2';
      const content = JSON.stringify({
        kind: 'RulePack',
        spec: { checks: [] },
      });

      await expect(
        read({ source: key, origin: 'config', content }),
      ).resolves.toEqual(
        broken(`\n  ${key}: spec.checks: [] is too small, use at least 1`),
      );
    });

    it('locates the parts of a pack in the config by their paths', async () => {
      const reading = await read({
        source: 'key',
        origin: 'config',
        content: rulePackText(),
      });

      expect(
        reading?.status === 'valid' &&
          reading.pack.parsed.locate(['spec', 'checks', 0, 'expression']),
      ).toEqual({ source: 'key.spec.checks.0.expression' });
    });

    it('names line and column of what is wrong in a pack of a plugin', async () => {
      await expect(
        read({ source: 'acme', origin: 'plugin', content: 'kind: [' }),
      ).resolves.toEqual(broken('acme:1:8: '));
    });
  });

  describe('of a URL', () => {
    const known: RulePackContent = {
      text: rulePackText(),
      hash: '1',
      name: 'house-rules',
      version: '1.0.0',
      activeSince: '2026-01-01T00:00:00.000Z',
      etag: '"1"',
    };
    const stored = (): StoredRulePack[] => [
      {
        source: url,
        origin: 'url',
        checkedAt: known.activeSince,
        content: known,
      },
    ];

    it('asks only for what is newer', async () => {
      const asked: unknown[] = [];
      listener = ({ headers }, response) => {
        asked.push(headers['if-none-match']);
        if (headers['if-none-match'] === '"1"') {
          response.writeHead(304).end();
        } else {
          response
            .writeHead(200, { etag: '"2"' })
            .end(rulePackText({ version: '2.0.0' }));
        }
      };

      await expect(readUrl(stored())).resolves.toMatchObject({
        status: 'valid',
        pack: { text: known.text, etag: '"1"' },
      });
      await expect(readUrl()).resolves.toMatchObject({
        status: 'valid',
        pack: {
          etag: '"2"',
          parsed: { pack: { metadata: { version: '2.0.0' } } },
        },
      });
      expect(asked).toEqual(['"1"', undefined]);
    });

    it('gives up where the server does not answer, or not to the end', async () => {
      const problem = `${url}: cannot read it: it took more than 1 seconds`;

      listener = () => {};
      await expect(readUrl()).resolves.toEqual(broken(problem));

      listener = (_, response) => {
        response.writeHead(200).write('kind: ');
      };
      await expect(readUrl()).resolves.toEqual(broken(problem));
    });

    it('does not read on when it has enough', async () => {
      let sent = 0;
      const closed = new Promise<void>(resolve => {
        listener = (_, response) => {
          const send = () => {
            do {
              sent += 100_000;
            } while (response.write(Buffer.alloc(100_000, 'x')));
          };
          response.on('drain', send);
          response.on('close', resolve);
          send();
        };
      });

      await expect(readUrl()).resolves.toEqual(
        broken('it has more than 1000000 bytes'),
      );
      await closed;
      expect(sent).toBeGreaterThan(1_000_000);
    });

    it.each([
      ['404', 404, 'gone', '404 Not Found'],
      ['500', 500, 'sorry', '500 Internal Server Error'],
      [
        'a page to sign in',
        200,
        '\n<!DOCTYPE html><title>Sign in</title>',
        'it is an HTML page; use the URL of the file itself',
      ],
    ])('tells that it got %s', async (_, status, body, problem) => {
      listener = (__, response) => response.writeHead(status).end(body);

      await expect(readUrl(stored())).resolves.toEqual(broken(problem));
    });

    it('tells that a host is not allowed', async () => {
      await expect(
        read({ source: 'https://example.com/rules.yaml', origin: 'url' }),
      ).resolves.toEqual(broken('backend.reading.allow'));
    });

    it('gives up where the reader does not heed signals and has no stream', async () => {
      const deaf = new RulePackReader({
        urlReader: mockServices.urlReader.mock({
          readUrl: () => new Promise(() => {}),
        }),
        timeoutSeconds: 0.1,
      });
      const bulky = new RulePackReader({
        urlReader: mockServices.urlReader.mock({
          readUrl: async () => ({
            buffer: async () => Buffer.alloc(1_000_001),
          }),
        }),
      });
      const source: RulePackSource = { source: url, origin: 'url' };

      await expect(deaf.read([source], [])).resolves.toEqual(
        new Map([[url, broken('it took more than 0.1 seconds')]]),
      );
      await expect(bulky.read([source], [])).resolves.toEqual(
        new Map([[url, broken('it has more than 1000000 bytes')]]),
      );
    });

    it('stops when the back end does', async () => {
      const controller = new AbortController();
      listener = () => controller.abort();
      const source: RulePackSource = { source: url, origin: 'url' };

      await expect(
        reader.read([source], stored(), controller.signal),
      ).rejects.toThrow('aborted');
      await expect(
        reader.read([source], stored(), controller.signal),
      ).rejects.toThrow('aborted');
    });
  });
});
