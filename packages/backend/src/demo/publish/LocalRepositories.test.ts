import { createMockDirectory } from '@backstage/backend-test-utils';
import git from 'isomorphic-git';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { LocalRepositories } from './LocalRepositories';

describe('LocalRepositories', () => {
  const directory = createMockDirectory();
  const contents = directory.resolve('workspace');
  const root = directory.resolve('data/repositories');
  const repositories = new LocalRepositories(root);

  beforeEach(() =>
    directory.setContent({
      workspace: {
        'README.md': '# Ticket triage',
        '.gitignore': 'dist/\n',
        dist: { 'main.js': '' },
        src: { 'main.ts': 'export {};' },
        '.git': { config: 'of somewhere else' },
      },
    }),
  );

  const create = (name: string, task: string = randomUUID()) =>
    repositories.create({
      name,
      contents,
      message: 'Initial commit',
      author: { name: 'Sam', email: 'sam@example.com' },
      task,
    });

  it('makes a repository with one commit of what is not ignored', async () => {
    const { path: dir, commitHash } = await create('ticket-triage');

    expect(dir).toBe(path.join(root, 'ticket-triage'));
    const log = await git.log({ fs, dir, ref: 'main' });
    expect(log).toEqual([
      expect.objectContaining({
        oid: commitHash,
        commit: expect.objectContaining({
          message: 'Initial commit\n',
          author: expect.objectContaining({
            name: 'Sam',
            email: 'sam@example.com',
          }),
        }),
      }),
    ]);
    expect(await git.listFiles({ fs, dir, ref: 'HEAD' })).toEqual([
      '.gitignore',
      'README.md',
      'src/main.ts',
    ]);
    const changes = (await git.statusMatrix({ fs, dir })).filter(
      ([, head, workdir, stage]) => head !== 1 || workdir !== 1 || stage !== 1,
    );
    expect(changes).toEqual([]);
  });

  it('never overwrites a repository, also when two are made at once', async () => {
    const results = await Promise.allSettled([
      create('ticket-triage'),
      create('ticket-triage'),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    await expect(create('ticket-triage')).rejects.toThrow(
      /There is a repository ticket-triage .* already; choose another name/,
    );
    expect(fs.readdirSync(root)).toEqual(['ticket-triage']);
  });

  it('gives a task that asks again what it made before', async () => {
    const task = randomUUID();
    const [first, second] = await Promise.all([
      create('ticket-triage', task),
      create('ticket-triage', task),
    ]);
    expect(second).toEqual(first);

    directory.addContent({ workspace: { 'README.md': '# Another' } });
    expect(await create('ticket-triage', task)).toEqual(first);
    expect(fs.readFileSync(path.join(first.path, 'README.md'), 'utf8')).toBe(
      '# Ticket triage',
    );
  });

  it('leaves nothing behind when it fails', async () => {
    await expect(
      repositories.create({
        name: 'ticket-triage',
        contents: directory.resolve('missing'),
        message: 'Initial commit',
        author: { name: 'Sam', email: 'sam@example.com' },
        task: randomUUID(),
      }),
    ).rejects.toThrow(/ENOENT/);
    expect(fs.readdirSync(root)).toEqual([]);
  });

  it('removes what a killed process left behind, but not what another one is making', async () => {
    const hourAgo = new Date(Date.now() - 3_700_000);
    directory.addContent({
      'data/repositories/.route-planner-a1B2c3': { 'README.md': '# Half' },
      'data/repositories/.parcel-search-d4E5f6': { 'README.md': '# Half' },
    });
    directory.addContent({ 'data/repositories/.git': { config: '' } });
    for (const name of ['.route-planner-a1B2c3', '.git']) {
      fs.utimesSync(path.join(root, name), hourAgo, hourAgo);
    }
    await create('ticket-triage');
    expect(fs.readdirSync(root)).toEqual([
      '.git',
      '.parcel-search-d4E5f6',
      'ticket-triage',
    ]);
  });

  it.each(['..', '../other', 'a/b', '/etc', '.git', '', 'a\0b', 'C:\\temp'])(
    'refuses the name %j',
    async name => {
      await expect(create(name)).rejects.toThrow(
        'cannot be the name of a repository',
      );
      expect(fs.existsSync(root)).toBe(false);
    },
  );
});
