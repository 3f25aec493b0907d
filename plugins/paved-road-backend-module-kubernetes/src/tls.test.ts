import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { generate } from 'selfsigned';
import { ClusterApi, pods } from './ClusterApi';
import { readClusters } from './readClusters';

const { private: key, cert } = generate(
  [{ name: 'commonName', value: 'kubernetes' }],
  {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  },
);
const inBase64 = (text: string) => Buffer.from(text).toString('base64');

let server: Server;
let url: string;
let authorization: string | undefined;

beforeAll(async () => {
  server = createServer({ key, cert }, (request, response) => {
    ({ authorization } = request.headers);
    const isSlow = request.url!.includes('slow');
    const status = request.url!.includes('unchanged') ? 304 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.write('{"metadata":{},');
    if (!isSlow) {
      response.end('"items":[]}');
    }
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const readCluster = (tls: object) =>
  readClusters(
    new ConfigReader({
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: [
              {
                name: 'main',
                url,
                serviceAccountToken: 's3cret-token',
                ...tls,
              },
            ],
          },
        ],
      },
    }),
  ).clusters[0];

const listPods = async (
  tls: object,
  { selector = 'app=a', signal = new AbortController().signal } = {},
) => {
  const api = new ClusterApi(readCluster(tls));
  const pages = [];
  for await (const page of api.list(pods, { selector, most: 1, signal })) {
    pages.push(page);
  }
  return pages;
};

describe('the certificate of a cluster', () => {
  it('is trusted with its authority, or whoever issued it', async () => {
    const caFile = join(mkdtempSync(join(tmpdir(), 'tls-')), 'ca.pem');
    writeFileSync(caFile, cert);
    for (const tls of [
      { caData: inBase64(cert) },
      { caFile },
      { caFile, caData: inBase64('anything: the file goes first') },
      { skipTLSVerify: true },
    ]) {
      authorization = undefined;
      await expect(listPods(tls)).resolves.toEqual([[]]);
      expect(authorization).toBe('Bearer s3cret-token');
    }
  });

  it('is not trusted otherwise, and no token is sent', async () => {
    authorization = undefined;
    const other = generate([{ name: 'commonName', value: 'other' }]).cert;
    for (const tls of [
      {},
      { skipTLSVerify: false },
      { caData: inBase64(other) },
    ]) {
      await expect(listPods(tls)).rejects.toThrow(
        /^127\.0\.0\.1:\d+ cannot be reached \((DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\)/,
      );
    }
    expect(authorization).toBeUndefined();
  });

  it('changes nothing about the end of a request', async () => {
    const controller = new AbortController();
    const listed = listPods(
      { caData: inBase64(cert) },
      { selector: 'slow', signal: controller.signal },
    );
    server.once('request', () => controller.abort(new Error('no time left')));
    await expect(listed).rejects.toThrow('no time left');
  });

  it('is no reason to fall over an answer that cannot be', async () => {
    await expect(
      listPods({ caData: inBase64(cert) }, { selector: 'unchanged' }),
    ).rejects.toThrow('cannot be reached');
  });

  it.each([
    [
      { caData: 'bm90IGEgY2VydGlmaWNhdGU=' },
      /^caData of the cluster main in kubernetes\.clusterLocatorMethods holds no certificate \(.+\): set it to a PEM file in base64$/,
    ],
    [
      { caFile: '/not/there.pem' },
      /^caFile of the cluster main .* \(ENOENT.*\): set it to the path of a PEM file$/,
    ],
  ])('stops the start where it is none: %j', (tls, message) => {
    expect(() => readCluster(tls)).toThrow(message);
  });
});
