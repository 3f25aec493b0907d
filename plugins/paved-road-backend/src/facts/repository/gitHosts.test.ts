import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { mockServices } from '@backstage/backend-test-utils';
import {
  CollectedFact,
  RepositoryValue,
} from '@paved-road/plugin-paved-road-node';
import express from 'express';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { createTarball } from '../../__testUtils__/createTarball';
import { createRepositoryCollector } from './createRepositoryCollector';

const files: Record<string, string> = {
  'README.md': '# Monorepo',
  'search/catalog-info.yaml': 'kind: Component',
  'search/deploy/app.yaml': 'kind: Deployment\n---\nkind: Service\n',
  'search/large.yaml': 'x'.repeat(1_000_000),
};
for (let i = 0; i < 5_000; i += 1) {
  files[`many/${i}.txt`] = '';
}

/** The endpoints of both hosts that the readers of Backstage call. */
function createHosts() {
  const state = { commit: 'c1', archives: 0, refuse: 0 };
  const app = express();
  const sendArchive: express.Handler = (_, response) => {
    state.archives += 1;
    response.send(createTarball('larkmoor-services-c1', files));
  };
  app.use((_, response, next) => {
    if (state.refuse) {
      response.status(state.refuse).json({});
    } else {
      next();
    }
  });
  app.get('/gitlab/api/v4/projects/:project', (_, response) => {
    response.json({ default_branch: 'main' });
  });
  app.get('/gitlab/api/v4/projects/:project/repository/commits', (_, res) => {
    res.json([{ id: state.commit }]);
  });
  app.get('/gitlab/api/v4/projects/:project/repository/archive', sendArchive);
  app.get('/github/repos/:owner/:repo/commits/:ref/status', (req, res) => {
    res.json({
      sha: state.commit,
      repository: {
        archive_url: `http://${req.headers.host}/github/archive/{archive_format}{/ref}`,
      },
    });
  });
  app.get('/github/archive/tarball/:sha', sendArchive);
  return { app, state };
}

describe.each(['GitHub', 'GitLab'])('repository of %s', hostName => {
  let server: Server;
  const { app, state } = createHosts();

  beforeAll(async () => {
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(async () => {
    server.closeAllConnections();
    server.close();
  });

  beforeEach(() => {
    Object.assign(state, { commit: 'c1', archives: 0, refuse: 0 });
  });

  function createCollect() {
    const { port } = server.address() as AddressInfo;
    const host = `127.0.0.1:${port}`;
    const config = mockServices.rootConfig({
      data: {
        integrations:
          hostName === 'GitHub'
            ? { github: [{ host, apiBaseUrl: `http://${host}/github` }] }
            : {
                gitlab: [
                  {
                    host,
                    baseUrl: `http://${host}`,
                    apiBaseUrl: `http://${host}/gitlab/api/v4`,
                  },
                ],
              },
      },
    });
    const collector = createRepositoryCollector({
      urlReader: UrlReaders.default({
        config,
        logger: mockServices.logger.mock(),
      }),
      config,
      probes: () => [{ id: 'manifests', files: ['**/*.yaml'], format: 'yaml' }],
    });
    const tree = hostName === 'GitHub' ? 'tree' : '-/tree';
    return {
      collect: (path: string, previous?: CollectedFact<RepositoryValue>) =>
        collector.collect({
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'search',
              annotations: {
                'backstage.io/source-location': `url:http://${host}/larkmoor/services/${tree}/main/${path}`,
              },
            },
          },
          signal: new AbortController().signal,
          previous: previous?.status === 'known' ? previous : undefined,
        }),
    };
  }

  it('is read in one download, and again only after a commit', async () => {
    const { collect } = createCollect();
    const first = await collect('search/');
    expect(first).toMatchObject({
      status: 'known',
      value: {
        files: ['catalog-info.yaml', 'deploy/app.yaml', 'large.yaml'],
        probes: {
          manifests: [
            { path: 'catalog-info.yaml', content: { kind: 'Component' } },
            { path: 'deploy/app.yaml', content: { kind: 'Deployment' } },
            { path: 'deploy/app.yaml', content: { kind: 'Service' } },
            {
              path: 'large.yaml',
              problem: 'has 1000000 bytes, 256000 are read at most',
            },
          ],
        },
      },
    });
    await expect(collect('search/', first)).resolves.toEqual({
      status: 'not-modified',
    });
    expect(state.archives).toBe(1);

    state.commit = 'c2';
    await expect(collect('search/', first)).resolves.toMatchObject({
      status: 'known',
    });
  });

  it('has unknown paths when it has too many files', async () => {
    const { collect } = createCollect();
    await expect(collect('')).resolves.toMatchObject({
      value: {
        files: [],
        problem: expect.stringContaining('more than 5000 files'),
      },
    });
  });

  it.each([
    [404, 'NotFoundError', /^We can't see this service's repository on /],
    [401, 'NotAllowedError', /refused the portal's access \(401\)/],
    [403, 'NotAllowedError', /refused the portal's access \(403\)/],
    [429, 'Error', /allows no more requests for now \(rate limit\)$/],
    [503, 'Error', /answered with 503$/],
  ])('cannot be read: %d', async (status, name, message) => {
    state.refuse = status;
    const refused = createCollect().collect('search/');
    await expect(refused).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});
