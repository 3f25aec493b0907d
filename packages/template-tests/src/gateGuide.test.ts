import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitlabFindings } from './repository/gitlabFindings';
import { workflowFindings } from './repository/workflowFindings';

const guide = readFileSync(
  join(resolvePackagePath('backend'), '../../docs/guides/gate.md'),
  'utf8',
);

/** What the guide shows as a file. */
function snippet(title: string): string {
  const start = guide.indexOf(`\`\`\`yaml title="${title}"\n`);
  const [, content] = guide.slice(start).split(/^```.*\n/m);
  return content;
}

describe('the guide to the gate', () => {
  it('has a workflow for GitHub that is valid and pinned', async () => {
    const path = '.github/workflows/paved-road.yml';
    const workflow = snippet(path);
    expect(workflow).toContain('--format sarif --only-open');
    expect(await workflowFindings(path, workflow)).toEqual([]);
  });

  it('has a pipeline for GitLab that is valid', () => {
    const pipeline = snippet('.gitlab-ci.yml');
    expect(pipeline).toContain('junit: paved-road.xml');
    expect(gitlabFindings([pipeline])).toEqual([]);
  });
});
