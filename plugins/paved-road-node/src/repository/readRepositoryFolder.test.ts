import { createMockDirectory } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Probe } from '@paved-road/plugin-paved-road-common';
import { symlinkSync } from 'node:fs';
import { readRepositoryConfig } from './readRepositoryConfig';
import { readRepositoryFolder } from './readRepositoryFolder';

const probes: Probe[] = [
  { id: 'image', files: ['Dockerfile'], format: 'dockerfile' },
  { id: 'manifests', files: ['deploy/**/*.yaml'], format: 'yaml' },
];

describe('readRepositoryFolder', () => {
  const directory = createMockDirectory({
    content: {
      secret: 'hunter2',
      service: {
        Dockerfile: 'FROM node:24@sha256:00\nUSER 65532',
        deploy: { 'service.yaml': 'kind: Service\n---\nkind: Deployment\n' },
        '.git': { config: '' },
        node_modules: { 'a.js': '' },
      },
    },
  });
  const read = (config: object = {}, signal?: AbortSignal) =>
    readRepositoryFolder(directory.resolve('service'), {
      ...readRepositoryConfig(
        new ConfigReader({ pavedRoad: { facts: { repository: config } } }),
      ),
      probes,
      signal,
    });

  it('tells which files there are, and what is in those that are probed', async () => {
    symlinkSync(
      directory.resolve('secret'),
      directory.resolve('service/deploy/link.yaml'),
    );
    const { files, probes: found } = await read();
    expect(files).toEqual([
      'Dockerfile',
      'deploy/link.yaml',
      'deploy/service.yaml',
    ]);
    expect(found.image).toEqual([
      {
        path: 'Dockerfile',
        content: expect.objectContaining({ user: '65532' }),
      },
    ]);
    expect(found.manifests).toEqual([
      {
        path: 'deploy/link.yaml',
        problem: 'is a symbolic link, which is not followed',
      },
      { path: 'deploy/service.yaml', content: { kind: 'Service' } },
      { path: 'deploy/service.yaml', content: { kind: 'Deployment' } },
    ]);
  });

  it('reads no more than the config allows, and stops when it is told to', async () => {
    await expect(read({ limits: { files: 1 } })).resolves.toMatchObject({
      files: [],
      problem: expect.stringContaining('more than 1 files'),
    });
    await expect(read({}, AbortSignal.abort())).rejects.toThrow(/aborted/);
  });
});
