import { dependencyFindings } from './dependencyFindings';
import { dockerfileFindings } from './dockerfileFindings';
import { fileFindings, navigationFindings } from './fileFindings';
import { gitlabFindings } from './gitlabFindings';
import { openApiFindings } from './openApiFindings';
import { sbomFindings } from './sbomFindings';
import { workflowFindings } from './workflowFindings';

const digest = `sha256:${'a'.repeat(64)}`;

describe('dependencyFindings', () => {
  const good = { version: '1.0.0', integrity: 'sha512-x', license: 'MIT' };

  it('lets in what is known by its checksum and freely licensed', () => {
    expect(
      dependencyFindings({
        lockfileVersion: 3,
        packages: {
          '': {
            dependencies: { a: '^1.0.0' },
            devDependencies: { b: '~2.1.0' },
          },
          'node_modules/a': good,
          'node_modules/b': { ...good, license: '(GPL-3.0-only OR ISC)' },
        },
      }),
    ).toEqual([]);
  });

  it('finds what nobody has agreed to', () => {
    expect(
      dependencyFindings({
        lockfileVersion: 2,
        packages: {
          '': { dependencies: { a: 'git+https://example.com/a', b: '*' } },
          'node_modules/a': { ...good, resolved: 'git+ssh://example.com/a' },
          'node_modules/b': { ...good, integrity: undefined },
          'node_modules/b/node_modules/c': { ...good, deprecated: 'use d' },
          'node_modules/@e/f': { ...good, license: 'GPL-3.0-only' },
          'node_modules/g': { ...good, license: undefined },
          'node_modules/h': { ...good, license: 'SEE LICENSE IN h' },
        },
      }),
    ).toEqual([
      'the lock file is not of version 3',
      'a: "git+https://example.com/a" is no range of versions',
      'b: "*" is no range of versions',
      'a: comes from the registry',
      'b: has a checksum',
      'b/node_modules/c: is not deprecated',
      '@e/f: has a licence of the list, not GPL-3.0-only',
      'g: has a licence of the list, not undefined',
      'h: has a licence of the list, not SEE LICENSE IN h',
    ]);
  });
});

describe('dockerfileFindings', () => {
  it('takes an image that is pinned, small and not root', () => {
    expect(
      dockerfileFindings(`FROM node:24.1.0-bookworm-slim AS build
RUN npm ci
FROM node:24.1-slim@${digest}
COPY --from=build /app /app
USER 1000:1000
HEALTHCHECK CMD ["node", "health.js"]
CMD ["node", "main.js"]
`),
    ).toEqual([]);
  });

  it('finds what nobody should find in production', () => {
    expect(
      dockerfileFindings(`FROM node:24.1-slim
ADD https://example.com/x /x
RUN npm install
USER node
HEALTHCHECK NONE
CMD node main.js
`),
    ).toEqual([
      'Dockerfile: it has a stage to build and one to run',
      'Dockerfile: its base images have a full version or a digest',
      'Dockerfile: it runs as a user with a number that is not 0',
      'Dockerfile: it has a health check',
      'Dockerfile: it starts without a shell',
      'Dockerfile: it copies from the context, it does not download',
      'Dockerfile: it installs what the lock file says',
    ]);
  });
});

describe('workflowFindings', () => {
  it('finds mistakes, actions that may change, and rights that nobody needs', async () => {
    const good = `on: push
permissions: { contents: read }
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${'a'.repeat(40)} # v5
      - run: echo "\${{ github.ref }}"
`;
    expect(await workflowFindings('ci.yml', good)).toEqual([]);
    expect(
      await workflowFindings(
        'ci.yml',
        good
          .replace('permissions: { contents: read }\n', '')
          .replace('    timeout-minutes: 5\n', '')
          .replace('a'.repeat(40), 'v5')
          .replace('github.ref', 'github.branch'),
      ),
    ).toEqual([
      expect.stringContaining('property "branch" is not defined'),
      'ci.yml: actions/checkout@v5 is not pinned by its commit',
      'ci.yml: it takes all permissions of its token',
      'ci.yml: the job check may run for hours',
    ]);
  });
});

describe('gitlabFindings', () => {
  it('reads a pipeline with what it includes', () => {
    expect(
      gitlabFindings([
        'include: [{ local: x.yml }]\nstages: [check, deploy]\ncheck: { stage: check, extends: .node, script: [npm ci] }',
        '.node: { image: node:24-slim }\ndeploy: { stage: deploy, extends: .node, needs: [check], script: [x] }',
      ]),
    ).toEqual([]);
  });

  it('finds jobs that cannot run', () => {
    expect(
      gitlabFindings([
        'stages: [check]\na: { stage: deploy, image: node, needs: [b], extends: .c }',
      ]),
    ).toEqual([
      'a: runs something',
      'a: is in a stage that there is, not deploy',
      'a: needs jobs that there are, not b',
      'a: extends what there is',
      'a: runs in an image that has a version',
    ]);
    expect(gitlabFindings(['stages: [check]'])).toEqual(['there is no job']);
  });
});

describe('documents in the formats of others', () => {
  it('are held to the schema of CycloneDX', async () => {
    const good = {
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      components: [{ type: 'library', name: 'x' }],
    };
    const findings = (sbom: object) => sbomFindings(JSON.stringify(sbom));
    expect(await findings(good)).toEqual([]);
    expect(await findings({ ...good, component: [] })).not.toEqual([]);
    expect(
      await findings({ ...good, components: [{ type: 'lib', name: 'x' }] }),
    ).not.toEqual([]);
  });

  it('are held to the schema of OpenAPI', async () => {
    const good = {
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { '/x': { get: { responses: { 200: { description: 'x' } } } } },
    };
    expect(await openApiFindings(good)).toEqual([]);
    expect(await openApiFindings({ ...good, info: {} })).not.toEqual([]);
  });
});

describe('files of a repository', () => {
  const repository = (texts: Record<string, string>) => ({
    files: async () => Object.keys(texts),
    read: (file: string) => texts[file],
  });

  it('can be read, and lead to each other', async () => {
    const good = repository({
      'README.md': '[a](docs/a.md#b "x") [docs](./docs) [x](https://x.y)',
      'docs/a.md': '[back](../README.md)\n```\n[code](x)\n```',
      'mkdocs.yml': 'nav: [a.md, { Title: [a.md] }]',
      'x.json': '{}',
    });
    expect(await fileFindings(good)).toEqual([]);
    expect(await navigationFindings(good)).toEqual([]);

    const bad = repository({
      'docs/a.md': '[b](b.md) [c](../c)',
      'mkdocs.yml': 'nav: [{ Title: b.md }]',
      'x.json': '{"a": "b"c"}',
      'x.yaml': 'a: "b"c"',
    });
    expect(await fileFindings(bad)).toEqual([
      'docs/a.md: there is no docs/b.md',
      'docs/a.md: there is no c',
      expect.stringMatching(/^x\.json: /),
      expect.stringMatching(/^x\.yaml: /),
    ]);
    expect(await navigationFindings(bad)).toEqual([
      'mkdocs.yml: there is no docs/b.md',
    ]);
  });
});
