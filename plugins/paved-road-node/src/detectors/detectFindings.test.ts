import { createMockDirectory } from '@backstage/backend-test-utils';
import { repositoryFindingsSchema } from '@paved-road/plugin-paved-road-common/rules';
import { promises as fs } from 'node:fs';
import { readFolder } from '../repository/readFolder';
import { RepositoryScan } from '../repository/RepositoryScan';
import { builtInDetectors } from './builtInDetectors';
import { Detector } from './Detector';

describe('detectors', () => {
  const directory = createMockDirectory();

  async function readFindings(
    options: { folder?: string; detectors?: readonly Detector[] } = {},
  ) {
    const scan = new RepositoryScan({
      probes: [],
      skip: [],
      limits: { files: 100, depth: 20, fileBytes: 1_000, probedBytes: 1_000 },
      ...options,
    });
    await readFolder(directory.path, scan);
    const { findings } = await scan.toValue();
    return repositoryFindingsSchema.parse(findings) as NonNullable<
      typeof findings
    >;
  }

  it('have ids, versions and texts of their own', () => {
    const ids = builtInDetectors.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const detector of builtInDetectors) {
      expect(detector.version).toBeGreaterThanOrEqual(1);
      expect(detector.kinds.length).toBeGreaterThan(0);
      for (const text of [
        detector.title,
        detector.searched,
        detector.reads,
        detector.ignores,
      ]) {
        expect(text.length).toBeGreaterThan(3);
      }
    }
  });

  it('find nothing in an empty repository, and say where they searched', async () => {
    directory.setContent({});
    const { found, unread, searched } = await readFindings();
    expect(Object.values(found).flat()).toEqual([]);
    expect(unread).toEqual([]);
    expect(searched.images).toContain(
      'Dockerfile or Containerfile, with any prefix or suffix, in any folder',
    );
  });

  it('list hostile and broken files as unread, with the reason', async () => {
    directory.setContent({
      Dockerfile: `FROM a\n${'RUN true\n'.repeat(6_000)}`,
      'big/Dockerfile': `FROM a:1\n# ${'x'.repeat(1_500_000)}`,
      'binary/Dockerfile': Buffer.from([70, 0, 255, 255]),
      '.github/workflows/bomb.yml': `a: &a [${'x,'.repeat(1_000)}]\nb: &b [${'*a,'.repeat(900)}]\non: push`,
      '.github/workflows/deep.yml': '['.repeat(100_000),
    });
    const { unread } = await readFindings();
    const problems = new Map(
      unread.map(({ subject, problem }) => [subject, problem]),
    );
    expect(problems.get('Dockerfile')).toMatch(/more than 5000 instructions/);
    expect(problems.get('big/Dockerfile')).toMatch(
      /^has \d+ bytes, 1000000 are read at most$/,
    );
    expect(problems.get('binary/Dockerfile')).toMatch(/^is not a text file/);
    expect(problems.get('.github/workflows/bomb.yml')).toMatch(
      /more than|Excessive alias count/,
    );
    expect(problems.get('.github/workflows/deep.yml')).toMatch(
      /nested deeper|more than/,
    );
  });

  it('follow no links, and accept any file name', async () => {
    const name = 'Dockerfile.a\nb';
    directory.setContent({ [name]: 'FROM a:1\nUSER app' });
    await fs.symlink('/etc/hostname', directory.resolve('Dockerfile'));
    const { found, unread } = await readFindings();
    expect(found.images.map(({ file }) => file)).toEqual([name]);
    expect(unread).toContainEqual({
      subject: 'Dockerfile',
      problem: 'is a symbolic link, which is not followed',
      kinds: ['images', 'workloads'],
    });
  });

  it('skip vendored code and read UTF-16', async () => {
    directory.setContent({
      'vendor/x/Dockerfile': 'FROM a:1',
      'app/node_modules/y/Dockerfile': 'FROM a:1',
      Dockerfile: Buffer.from('\ufeffFROM a:1\nUSER app\n', 'utf16le'),
    });
    const { found } = await readFindings();
    expect(found.images).toMatchObject([{ file: 'Dockerfile', nonRoot: true }]);
  });

  it('prefer what is in the folder of the service to what covers it', async () => {
    directory.setContent({
      Dockerfile: 'FROM a',
      'search/Dockerfile': 'FROM a:1',
      'search/package.json': '{}',
      'chat/Dockerfile': 'FROM a',
      'chat/package.json': '{}',
    });
    const search = await readFindings({ folder: 'search' });
    expect(search.found.images).toMatchObject([{ file: 'search/Dockerfile' }]);
    directory.setContent({ Dockerfile: 'FROM a', 'search/package.json': '{}' });
    const covered = await readFindings({ folder: 'search' });
    expect(covered.found.images).toMatchObject([{ file: 'Dockerfile' }]);
  });

  it('do not take workloads of other services', async () => {
    const deployment = (name: string, probe = '') =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec: { selector: {}, template: { spec: { containers: [{ name: a${probe} }] } } }\n`;
    const workloadsOf = async (layout: Record<string, string>) => {
      directory.setContent(layout);
      const { found } = await readFindings({ folder: 'services/search' });
      return found.workloads.map(({ subject }) => subject);
    };
    const root = { 'deploy/a.yaml': deployment('chat') };
    expect(await workloadsOf(root)).toEqual([]);
    expect(
      await workloadsOf({
        ...root,
        'deploy/b.yaml': deployment('my-search'),
        'deploy/c.yaml': deployment('research'),
      }),
    ).toEqual(['my-search']);
    expect(
      await workloadsOf({
        ...root,
        'services/search/deploy.yaml': deployment('own'),
      }),
    ).toEqual(['own']);
    // The folder builds an image, so something in the root deploys it.
    expect(
      await workloadsOf({ ...root, 'services/search/Dockerfile': 'FROM a' }),
    ).toEqual(['chat']);
  });

  it('keep all kinds of documents, and say what does not count', async () => {
    const text =
      'One sentence of text. Another one of text. A third one of text.';
    directory.setContent({
      ...Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [
          `docs/adr/${1000 + index}-a.md`,
          text,
        ]),
      ),
      ...Object.fromEntries(
        Array.from({ length: 250 }, (_, index) => [
          `a${index}/Dockerfile`,
          'FROM a',
        ]),
      ),
      'docs/runbook.md': text,
    });
    const { found, unread } = await readFindings();
    expect(new Set(found.documents.map(({ topic }) => topic))).toEqual(
      new Set(['decision-record', 'runbook']),
    );
    expect(found.images).toHaveLength(200);
    expect(unread).toContainEqual({
      subject: 'The repository',
      problem: 'has more than 200 images, the others do not count',
      kinds: ['images'],
    });
  });

  it('read services in folders of examples, and code in folders named build', async () => {
    directory.setContent({
      'examples/chat/Dockerfile': 'FROM a:1',
      'examples/chat/package.json': '{"dependencies": {"a": "1"}}',
      'examples/chat/docs/runbook.md': 'A text. A text. A text.',
    });
    const { found } = await readFindings({ folder: 'examples/chat' });
    expect(found.images).toHaveLength(1);
    expect(found.dependencySets).toHaveLength(1);
    expect(found.documents).toHaveLength(1);
    directory.setContent({
      'build/Dockerfile': 'FROM a:1',
      'target/classes/Dockerfile': 'FROM a:1',
    });
    const { found: built } = await readFindings();
    expect(built.images).toMatchObject([{ file: 'build/Dockerfile' }]);
  });

  it('of others may fail without stopping the rest', async () => {
    directory.setContent({ Dockerfile: 'FROM a:1' });
    const broken: Detector = {
      id: 'broken',
      version: 1,
      title: 'Broken',
      kinds: ['workloads'],
      searched: 'nothing',
      reads: 'nothing',
      ignores: 'nothing',
      recognises: () => true,
      detect: async () => {
        throw new Error('it has a bug');
      },
    };
    const { found, unread } = await readFindings({
      detectors: [broken, ...builtInDetectors],
    });
    expect(found.images).toHaveLength(1);
    expect(unread).toEqual([
      { subject: 'Broken', problem: 'it has a bug', kinds: ['workloads'] },
    ]);
  });

  it('stop at the largest repository, and say so', async () => {
    const scan = new RepositoryScan({
      probes: [],
      skip: [],
      limits: { files: 100, depth: 20, fileBytes: 1_000, probedBytes: 1_000 },
    });
    for (let index = 0; index < 100_100; index += 1) {
      scan.seesFile(`src/${index}.txt`, 1);
    }
    const { findings, problem } = await scan.toValue();
    expect(scan.isFull).toBe(true);
    expect(problem).toMatch(/more than 100 files/);
    expect(findings!.unread[0].problem).toMatch(/more than 100000 files/);
  });
});
