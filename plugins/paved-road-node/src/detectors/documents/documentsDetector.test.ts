import { detect, pick } from '../__testUtils__/detect';
import { documentsDetector } from './documentsDetector';
import { hasContent } from './hasContent';

const prose =
  'Open the dashboard and look at the error rate. Restart the worker if it hangs. Call the team lead after one hour.';

async function topics(texts: Record<string, string>, folder?: string) {
  const { found } = await detect(documentsDetector, texts, folder);
  return pick(found, 'documents', 'file', 'topic', 'hasContent');
}

describe('hasContent', () => {
  it.each([
    ['sentences', prose, true],
    [
      'a list',
      '# Steps\n- open the log of the service\n- find the first failed request\n- restart the failed worker process',
      true,
    ],
    ['nothing', '', false],
    ['headings only', '# Runbook\n## Alerts\n## Rollback', false],
    [
      'announcements',
      `# Runbook\nTODO: describe the alerts of the service\nTBD: who is on call at night\nTODO: how to roll back a release`,
      false,
    ],
    ['a stub', `This is a stub.\n${prose}`, false],
    ['code only', `\`\`\`\n${prose}\n\`\`\``, false],
    [
      'links only',
      '- [The alerts of the service](a.md)\n- [The rollback of a release](b.md)\n- [The people on call](c.md)',
      false,
    ],
  ])('decides about %s', (_, text, expected) => {
    expect(hasContent(text)).toBe(expected);
  });
});

describe('documents', () => {
  it('are found by name and content', async () => {
    expect(
      await topics({
        license: 'Only for members of the company.',
        'LICENSE-MIT': 'Permission is hereby granted, free of charge.',
        'SECURITY.md': `# Security\n${prose}`,
        '.github/CODEOWNERS': '* @larkmoor/search\n',
        'docs/operations/runbooks/search.md': prose,
        'docs/adr/0001-monolith.md': prose,
        'model-card.md': prose,
        '.github/dependabot.yml': 'version: 2\nupdates: []\n',
        'deploy/grafana/search.json': `{"panels": [${'{"title": "Errors"},'.repeat(20)}{}]}`,
        'monitoring.tf': 'resource "aws_cloudwatch_dashboard" "main" {}',
        'slo/search.yaml': 'apiVersion: openslo/v1\nkind: SLO\n',
      }),
    ).toEqual([
      ['.github/CODEOWNERS', 'code-owners', true],
      ['.github/dependabot.yml', 'dependency-updates', true],
      ['LICENSE-MIT', 'licence', true],
      ['SECURITY.md', 'security-policy', true],
      ['deploy/grafana/search.json', 'dashboard', true],
      ['docs/adr/0001-monolith.md', 'decision-record', true],
      ['docs/operations/runbooks/search.md', 'runbook', true],
      ['license', 'licence', true],
      ['model-card.md', 'model-card', true],
      ['monitoring.tf', 'dashboard', true],
      ['slo/search.yaml', 'slo', true],
    ]);
  });

  it('need content', async () => {
    expect(
      await topics({
        LICENSE: '',
        'RUNBOOK.md': '# Runbook\nThis is a stub.\n',
        '.github/dependabot.yml':
          'version: 2\nupdates:\n  - package-ecosystem: "" # See documentation\n',
      }),
    ).toEqual([
      ['.github/dependabot.yml', 'dependency-updates', false],
      ['LICENSE', 'licence', false],
      ['RUNBOOK.md', 'runbook', false],
    ]);
  });

  it('are not prompts and texts about calls', async () => {
    expect(
      await topics({
        'docs/function-calling.md': prose,
        'prompts/incident_summary.txt': prose,
        'docs/on-call.md': prose,
      }),
    ).toEqual([['docs/on-call.md', 'runbook', true]]);
  });

  it('may be sections of others', async () => {
    const { found } = await detect(documentsDetector, {
      'CONTRIBUTING.md': `# Contributing\n\n## Reporting security issues\n${prose}`,
      'README.md': '# Search\n\n## Security groups\nPorts are closed.',
      OWNERS: 'approvers:\n  - ada\n',
    });
    expect(pick(found, 'documents', 'topic', 'file', 'line')).toEqual([
      ['security-policy', 'CONTRIBUTING.md', 3],
      ['code-owners', 'OWNERS', 1],
    ]);
  });

  it('cover a folder from above, not from beside', async () => {
    const texts = {
      LICENSE: 'Only for members of the company.',
      'services/search/package.json': '{}',
      'services/chat/LICENSE': 'Only for members of the company.',
      'services/chat/package.json': '{}',
      'docs/licenses/third-party.md': prose,
    };
    expect(await topics(texts, 'services/search')).toEqual([
      ['LICENSE', 'licence', true],
    ]);
  });

  it('do not come from examples, tests and vendored code', async () => {
    expect(
      await topics({
        'examples/app/LICENSE': 'Free for all purposes.',
        'tests/RUNBOOK.md': prose,
        'vendor/lib/SECURITY.md': prose,
        CODEOWNERS: '# * @nobody\n',
      }),
    ).toEqual([]);
  });
});
