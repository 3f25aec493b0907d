import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitlabFindings } from './repository/gitlabFindings';
import { workflowFindings } from './repository/workflowFindings';

/** What a guide shows as a file. */
function snippet(name: string, title: string): string {
  const guide = readFileSync(
    join(resolvePackagePath('backend'), `../../docs/guides/${name}.md`),
    'utf8',
  );
  const start = guide.indexOf(`\`\`\`yaml title="${title}"\n`);
  const [, content] = guide.slice(start).split(/^```.*\n/m);
  return content;
}

describe('the guide to the gate', () => {
  it('has a workflow for GitHub that is valid and pinned', async () => {
    const path = '.github/workflows/paved-road.yml';
    const workflow = snippet('gate', path);
    expect(workflow).toContain('--format sarif --only-open');
    expect(await workflowFindings(path, workflow)).toEqual([]);
  });

  it('has a pipeline for GitLab that is valid', () => {
    const pipeline = snippet('gate', '.gitlab-ci.yml');
    expect(pipeline).toContain('junit: paved-road.xml');
    expect(gitlabFindings([pipeline])).toEqual([]);
  });
});

describe('the guide to pushed facts', () => {
  it('has a workflow for GitHub that is valid and pinned', async () => {
    const path = '.github/workflows/facts.yml';
    const workflow = snippet('push-facts', path);
    expect(workflow).toContain('--junit junit.xml');
    expect(await workflowFindings(path, workflow)).toEqual([]);
  });

  it('has a pipeline for GitLab that is valid', () => {
    const pipeline = snippet('push-facts', '.gitlab-ci.yml');
    expect(pipeline).toContain('--junit junit.xml');
    expect(gitlabFindings([pipeline])).toEqual([]);
  });
});
