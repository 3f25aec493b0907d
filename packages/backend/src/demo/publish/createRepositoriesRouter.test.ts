import { createMockDirectory } from '@backstage/backend-test-utils';
import express from 'express';
import fs from 'node:fs';
import request from 'supertest';
import { createRepositoriesRouter } from './createRepositoriesRouter';
import { LocalRepositories } from './LocalRepositories';

describe('createRepositoriesRouter', () => {
  const directory = createMockDirectory({
    content: {
      'secret.txt': 'hunter2',
      repositories: {
        'ticket-triage': {
          'README.md': '<script>alert(1)</script>',
          docs: { 'runbook.md': '# Runbook' },
          '.git': { config: '[core]' },
        },
      },
    },
  });
  const app = express().use(
    '/repositories',
    createRepositoriesRouter(
      new LocalRepositories(directory.resolve('repositories')),
    ),
  );
  const get = (path: string) => request(app).get(`/repositories/${path}`);

  beforeAll(() => {
    const repository = directory.resolve('repositories/ticket-triage');
    fs.symlinkSync('../../secret.txt', `${repository}/link.txt`);
    fs.symlinkSync('../..', `${repository}/folder`);
    fs.symlinkSync('docs/runbook.md', `${repository}/runbook.md`);
  });

  it('shows files as text', async () => {
    const { text } = await get('ticket-triage/docs/runbook.md').expect(200);
    expect(text).toBe('# Runbook');
    await get('ticket-triage/runbook.md').expect(200, '# Runbook');
    await get('ticket-triage/README.md')
      .expect('Content-Type', 'text/plain; charset=utf-8')
      .expect('X-Content-Type-Options', 'nosniff');
  });

  it('leads from a repository to its README', async () => {
    const { status, headers } = await get('ticket-triage');
    expect(status).toBe(302);
    expect(headers.location).toBe('/repositories/ticket-triage/README.md');
  });

  it.each([
    'ticket-triage/.git/config',
    'ticket-triage/missing.md',
    '../secret.txt',
    '%2e%2e/secret.txt',
    'ticket-triage%2f..%2f..%2fsecret.txt',
    'ticket-triage/link.txt',
    'ticket-triage/folder/secret.txt',
    'ticket-triage/%E0%A4%A',
  ])('hides %s', async path => {
    const { status, text } = await get(path);
    expect([302, 400, 403, 404]).toContain(status);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('[core]');
  });
});
