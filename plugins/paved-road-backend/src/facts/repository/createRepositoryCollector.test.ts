import {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  NotAllowedError,
  NotFoundError,
  NotModifiedError,
} from '@backstage/errors';
import { Probe } from '@paved-road/plugin-paved-road-common';
import {
  CollectedFact,
  RepositoryValue,
} from '@paved-road/plugin-paved-road-node';
import { promises as fs } from 'node:fs';
import { z } from 'zod';
import { createRepositoryCollector } from './createRepositoryCollector';

const LARKMOOR = 'https://example.com/larkmoor/';
const GITHUB = 'https://github.com/larkmoor/search/tree/main/';

const manifests: Probe = {
  id: 'manifests',
  files: ['deploy/**/*.yaml', '**/catalog-info.yaml'],
  format: 'yaml',
};

function createEntity(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'search', annotations },
  };
}

const at = (location: string) =>
  createEntity({ 'backstage.io/source-location': location });

const never = new AbortController().signal;

const notFound =
  "We can't find this service's repository. Set backstage.io/source-location in catalog-info.yaml.";

describe('createRepositoryCollector', () => {
  const directory = createMockDirectory();
  const outside = createMockDirectory();

  /** Collects, with what was known before where it is given. */
  function createCollect(
    options: {
      repository?: object;
      probes?: Probe[];
      urlReader?: UrlReaderService;
    } = {},
  ) {
    const probes = options.probes ?? [manifests];
    const collector = createRepositoryCollector({
      urlReader: options.urlReader ?? mockServices.urlReader.mock(),
      config: new ConfigReader({
        pavedRoad: {
          facts: {
            repository: {
              folders: [
                { path: directory.resolve('missing') },
                { path: directory.resolve('demo'), url: LARKMOOR },
                { path: directory.resolve('made') },
              ],
              ...options.repository,
            },
          },
        },
      } as never),
      probes: () => probes,
    });
    return {
      probes,
      async collect(
        entity: Entity,
        previous?: CollectedFact<RepositoryValue>,
        signal = never,
      ) {
        const found = await collector.collect({
          entity,
          signal,
          previous: previous?.status === 'known' ? previous : undefined,
        });
        return found as Extract<typeof found, { status: 'known' }>;
      },
      schema: collector.schema(z),
    };
  }

  beforeEach(() => {
    outside.setContent({ 'catalog-info.yaml': 'secret: true' });
    directory.setContent({
      demo: {
        search: {
          'catalog-info.yaml': 'kind: Component',
          Dockerfile: 'FROM node:24\nUSER node\n',
          'package.json': '{"name": "search"}',
          'README.md': '# Search',
          deploy: { 'app.yaml': 'a: 1\n---\nb: 2\n', 'notes.txt': '' },
          '.github': { workflows: { 'ci.yaml': 'on: push' } },
          node_modules: { left: { 'catalog-info.yaml': 'a: 1' } },
          '.git': { HEAD: 'main' },
        },
      },
      made: { chat: { 'catalog-info.yaml': 'kind: Component' } },
    });
  });

  describe('in a folder', () => {
    it('lists the files and reads those that are probed', async () => {
      const { collect, schema } = createCollect({
        probes: [
          manifests,
          { id: 'docker', files: ['**/Dockerfile'], format: 'dockerfile' },
          { id: 'package', files: ['package.json'], format: 'json' },
          { id: 'readme', files: ['*.md'], format: 'text' },
          { id: 'workflows', files: ['.github/**'], format: 'yaml' },
          { id: 'helm', files: ['Chart.yaml'], format: 'yaml' },
        ],
      });
      const found = await collect(at(`url:${LARKMOOR}search/`));
      expect(found).toEqual({
        status: 'known',
        source: `${LARKMOOR}search/`,
        etag: expect.any(String),
        value: {
          files: [
            '.github/workflows/ci.yaml',
            'Dockerfile',
            'README.md',
            'catalog-info.yaml',
            'deploy/app.yaml',
            'deploy/notes.txt',
            'package.json',
          ],
          probes: {
            manifests: [
              { path: 'catalog-info.yaml', content: { kind: 'Component' } },
              { path: 'deploy/app.yaml', content: { a: 1 } },
              { path: 'deploy/app.yaml', content: { b: 2 } },
            ],
            docker: [
              {
                path: 'Dockerfile',
                content: expect.objectContaining({ user: 'node' }),
              },
            ],
            package: [{ path: 'package.json', content: { name: 'search' } }],
            readme: [{ path: 'README.md', content: '# Search' }],
            workflows: [
              { path: '.github/workflows/ci.yaml', content: { on: 'push' } },
            ],
            helm: [],
          },
          findings: expect.any(Object),
        },
      });
      expect(schema.parse(found.value)).toEqual(found.value);
    });

    it('reads it again only when a file or a probe has changed', async () => {
      const { collect, probes } = createCollect({ probes: [manifests] });
      const entity = at(`url:${LARKMOOR}search`);
      const first = await collect(entity);
      await expect(collect(entity, first)).resolves.toEqual({
        status: 'not-modified',
      });
      await expect(
        collect(at(`url:${LARKMOOR}search?another`), first),
      ).resolves.toMatchObject({ status: 'known' });

      await fs.writeFile(
        directory.resolve('demo/search/catalog-info.yaml'),
        'kind: System',
      );
      const second = await collect(entity, first);
      expect(second.value.probes.manifests[0].content).toEqual({
        kind: 'System',
      });

      probes.push({ id: 'readme', files: ['README.md'], format: 'text' });
      const third = await collect(entity, second);
      expect(Object.keys(third.value.probes)).toEqual(['manifests', 'readme']);
    });

    it('reads the folder of the file that describes the entity', async () => {
      const { collect } = createCollect();
      const file = directory.resolve('made/chat/catalog-info.yaml');
      const found = await collect(
        createEntity({ 'backstage.io/managed-by-location': `file:${file}` }),
      );
      expect(found).toMatchObject({
        source: `file:${file}`,
        value: { files: ['catalog-info.yaml'] },
      });
    });

    it('lists symbolic links, and follows none of them', async () => {
      const { collect } = createCollect();
      const search = directory.resolve('demo/search');
      await fs.symlink(
        outside.resolve('catalog-info.yaml'),
        `${search}/deploy/link.yaml`,
      );
      await fs.symlink(outside.path, `${search}/elsewhere`);
      const { value } = await collect(at(`url:${LARKMOOR}search/`));
      expect(value.files).toContain('elsewhere');
      expect(value.files).not.toContain('elsewhere/catalog-info.yaml');
      expect(value.probes.manifests).toContainEqual({
        path: 'deploy/link.yaml',
        problem: 'is a symbolic link, which is not followed',
      });
    });

    it.each([
      ['a file elsewhere', () => `file:${outside.path}/catalog-info.yaml`],
      ['a folder above', () => `file:${directory.path}/made/..`],
      ['dots', () => `url:${LARKMOOR}..%2F..%2F`],
      ['a symbolic link', () => `url:${LARKMOOR}linked/`],
      ['a file that is not there', () => `file:${outside.path}/nothing.yaml`],
      ['a link to nothing', () => `url:${LARKMOOR}linked/nothing/`],
    ])(
      'does not leave the folders that are allowed, nor tell what is elsewhere, by %s',
      async (_, location) => {
        await fs.symlink(outside.path, directory.resolve('demo/linked'));
        await expect(createCollect().collect(at(location()))).rejects.toThrow(
          new NotFoundError(notFound),
        );
      },
    );

    it.each([
      [`url:${LARKMOOR}nobody/`, notFound],
      [`url:${LARKMOOR}a%00b`, notFound],
      ['file:/nowhere/at/all', notFound],
      [
        'dir:/etc',
        'The location in backstage.io/source-location is invalid: a location of type dir cannot be read, use url: or file:. Correct it in catalog-info.yaml.',
      ],
      [
        'https://example.com',
        /^The location in backstage.io\/source-location is invalid: Invalid location ref/,
      ],
      [
        'url:nonsense',
        /^The location in backstage.io\/source-location is invalid: .*URL/,
      ],
      [`url:${LARKMOOR}%zz`, /URI/],
    ])('says why it cannot read %s', async (location, message) => {
      await expect(createCollect().collect(at(location))).rejects.toThrow(
        message,
      );
    });

    it('says that an entity does not tell where its code is', async () => {
      await expect(createCollect().collect(createEntity({}))).rejects.toThrow(
        new NotFoundError(notFound),
      );
    });

    it('stops when nobody waits any more', async () => {
      await expect(
        createCollect().collect(
          at(`url:${LARKMOOR}search/`),
          undefined,
          AbortSignal.abort(new Error('too late')),
        ),
      ).rejects.toThrow('too late');
    });
  });

  describe('with much to read', () => {
    it('leaves paths unknown when there are too many, but not findings', async () => {
      const { collect } = createCollect({
        repository: { limits: { files: 6 } },
      });
      const { value } = await collect(at(`url:${LARKMOOR}search/`));
      expect(value).toMatchObject({
        files: [],
        probes: {},
        problem:
          'This repository has more than 6 files, so the portal does not read its paths.',
        findings: { found: { images: [{ file: 'Dockerfile' }] } },
      });
    });

    it('leaves out what is too deep, and folders that the config skips', async () => {
      const { collect } = createCollect({
        repository: { limits: { depth: 1 }, skip: ['deploy'] },
      });
      directory.addContent({
        'demo/search/docs/a.md': '',
        'demo/search/docs/adr/b.md': '',
      });
      const { value } = await collect(at(`url:${LARKMOOR}search/`));
      expect(value.files).toEqual([
        '.git/HEAD',
        'Dockerfile',
        'README.md',
        'catalog-info.yaml',
        'docs/a.md',
        'package.json',
      ]);
    });

    it('reads no more of probed files than is allowed, and goes on', async () => {
      directory.addContent({
        'demo/search/catalog-info.yaml': `a: ${'x'.repeat(10_000_000)}`,
        'demo/search/deploy/binary.yaml': Buffer.from([0, 255, 0, 255]),
        'demo/search/deploy/broken.yaml': 'a: [',
      });
      const { collect } = createCollect();
      const { value } = await collect(at(`url:${LARKMOOR}search/`));
      expect(value.probes.manifests).toEqual([
        {
          path: 'catalog-info.yaml',
          problem: 'has 10000003 bytes, 256000 are read at most',
        },
        { path: 'deploy/app.yaml', content: { a: 1 } },
        { path: 'deploy/app.yaml', content: { b: 2 } },
        {
          path: 'deploy/binary.yaml',
          problem: 'is not a text file in UTF-8',
        },
        {
          path: 'deploy/broken.yaml',
          problem: expect.stringMatching(/^not valid YAML: /),
          line: 1,
        },
      ]);
    });

    it('keeps no more than is allowed together, also of what a few aliases stand for', async () => {
      directory.setContent({
        'demo/search/deploy': {
          'a.yaml': `a: &a ${'x'.repeat(20)}\nb: [${'*a, '.repeat(9)}]`,
          'b.yaml': 'small: 1',
          'c.yaml': `c: ${'x'.repeat(150)}`,
        },
      });
      const { collect } = createCollect({
        repository: { limits: { probedBytes: 200 } },
      });
      const { value } = await collect(at(`url:${LARKMOOR}search/`));
      const problem =
        'is not read, because probed files have more than 200 bytes together';
      expect(value.probes.manifests).toEqual([
        { path: 'deploy/a.yaml', problem },
        { path: 'deploy/b.yaml', content: { small: 1 } },
        { path: 'deploy/c.yaml', problem },
      ]);
    });
  });

  describe('over the network', () => {
    const files: Record<string, string> = {
      'catalog-info.yaml': 'kind: Component',
      'README.md': '# Search',
      'node_modules/a/catalog-info.yaml': 'a: 1',
      'deploy/app.yaml': 'a: 1',
    };

    /** A reader of one repository at a commit; it may not tell sizes. */
    function createReader(commit = 'c1', tellsSize = true) {
      const read: string[] = [];
      const calls: Array<[string, UrlReaderServiceReadTreeOptions]> = [];
      return {
        read,
        calls,
        reader: mockServices.urlReader.mock({
          async readTree(url, options = {}) {
            calls.push([url, options]);
            if (options.etag === commit) {
              throw new NotModifiedError();
            }
            return {
              etag: commit,
              archive: jest.fn(),
              dir: jest.fn(),
              files: async () =>
                Object.entries(files)
                  .filter(([path, { length: size }]) =>
                    options.filter!(path, tellsSize ? { size } : undefined),
                  )
                  .map(([path, text]) => ({
                    path,
                    content: async () => {
                      read.push(path);
                      return Buffer.from(text);
                    },
                  })),
            };
          },
        }),
      };
    }

    it('lists the files and reads those that are probed', async () => {
      const { reader, read, calls } = createReader();
      const { collect } = createCollect({ urlReader: reader });
      await expect(
        collect(at(`url:https://me:secret@github.com/larkmoor/search`)),
      ).resolves.toEqual({
        status: 'known',
        source: 'https://github.com/larkmoor/search',
        etag: expect.stringMatching(/ c1$/),
        value: {
          files: ['README.md', 'catalog-info.yaml', 'deploy/app.yaml'],
          probes: {
            manifests: [
              { path: 'catalog-info.yaml', content: { kind: 'Component' } },
              { path: 'deploy/app.yaml', content: { a: 1 } },
            ],
          },
          findings: expect.any(Object),
        },
      });
      expect(read).toEqual([
        'catalog-info.yaml',
        'README.md',
        'deploy/app.yaml',
      ]);
      expect(calls[0][0]).toBe('https://me:secret@github.com/larkmoor/search');
    });

    it('uses the folder of the file that describes the entity when it names no other', async () => {
      const { reader, calls } = createReader();
      const { collect } = createCollect({ urlReader: reader });
      await collect(
        createEntity({
          'backstage.io/managed-by-location':
            'url:https://github.com/larkmoor/search/blob/main/app/catalog-info.yaml',
        }),
      );
      // The root has files that cover the folder.
      expect(calls[0][0]).toBe('https://github.com/larkmoor/search/tree/main/');
    });

    it('asks with the commit that it has, unless the probes are others', async () => {
      const { reader, calls } = createReader();
      const { collect, probes } = createCollect({
        urlReader: reader,
        probes: [manifests],
      });
      const first = await collect(at(`url:${GITHUB}`));
      await expect(collect(at(`url:${GITHUB}`), first)).resolves.toEqual({
        status: 'not-modified',
      });
      probes.push({ id: 'readme', files: ['README.md'], format: 'text' });
      const second = await collect(at(`url:${GITHUB}`), first);
      expect(second.value.probes.readme).toHaveLength(1);
      expect(calls.map(([, { etag }]) => etag)).toEqual([
        undefined,
        'c1',
        undefined,
      ]);
    });

    it('limits the size of files whatever the host tells', async () => {
      const repository = { limits: { fileBytes: 10 } };
      for (const tellsSize of [true, false]) {
        const { reader } = createReader('c1', tellsSize);
        const { collect } = createCollect({ urlReader: reader, repository });
        const { value } = await collect(at(`url:${GITHUB}`));
        expect(value.probes.manifests).toEqual([
          {
            path: 'catalog-info.yaml',
            problem: 'has 15 bytes, 10 are read at most',
          },
          { path: 'deploy/app.yaml', content: { a: 1 } },
        ]);
      }
    });

    it.each<[Error, Error]>([
      [
        new NotFoundError(
          'Request failed for https://api.github.com/x, 404 Not Found',
        ),
        new NotFoundError(
          "We can't see this service's repository on github.com. Correct backstage.io/source-location in catalog-info.yaml, or give the portal access.",
        ),
      ],
      [
        new Error('Request failed for https://api.github.com/x, 403 Forbidden'),
        new NotAllowedError(
          "github.com refused the portal's access (403). Ask the platform team to renew it.",
        ),
      ],
      [
        new Error(
          'Request failed for https://api.github.com/x, 401 Unauthorized',
        ),
        new NotAllowedError(
          "github.com refused the portal's access (401). Ask the platform team to renew it.",
        ),
      ],
      [
        new Error(
          'Request failed for https://api.github.com/x, 403 rate limit exceeded (rate limit exceeded)',
        ),
        new Error('github.com allows no more requests for now (rate limit)'),
      ],
      [
        new Error(
          'Failed to read tree from https://github.com/x, 429 Too Many Requests',
        ),
        new Error('github.com allows no more requests for now (rate limit)'),
      ],
      [
        new Error(
          'Request failed for https://api.github.com/x, 502 Bad Gateway',
        ),
        new Error('github.com answered with 502'),
      ],
      [
        new NotAllowedError(
          "Reading from 'https://github.com/x' is not allowed.",
        ),
        new NotAllowedError(
          'The portal has no access to github.com. Ask the platform team to add an integration.',
        ),
      ],
      [new Error('connect ECONNREFUSED'), new Error('connect ECONNREFUSED')],
    ])('turns "%s" into what people understand', async (thrown, expected) => {
      const urlReader = mockServices.urlReader.mock({
        readTree: async () => {
          throw thrown;
        },
      });
      const { collect } = createCollect({ urlReader });
      const refused = collect(at(`url:${GITHUB}`));
      await expect(refused).rejects.toThrow(expected.message);
      await expect(refused).rejects.toMatchObject({ name: expected.name });
    });
  });

  it.each([
    [{ folders: [{ url: LARKMOOR }] }, /path/],
    [
      { folders: [{ path: '.', url: 'larkmoor' }] },
      'pavedRoad.facts.repository.folders[0].url: larkmoor is not a URL, use one such as https://git.example.com/team/',
    ],
    [
      { limits: { files: 0 } },
      'pavedRoad.facts.repository.limits.files: 0 is not allowed, use a whole number from 1 to 10000',
    ],
    [
      { limits: { probedBytes: 1.5 } },
      'pavedRoad.facts.repository.limits.probedBytes: 1.5 is not allowed, use a whole number from 1 to 1000000',
    ],
  ])('refuses the config %j', (repository, message) => {
    expect(() => createCollect({ repository })).toThrow(message);
  });
});
