import { createMockDirectory } from '@backstage/backend-test-utils';
import { rulePackFile } from '@paved-road/plugin-paved-road-node';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { service } from '../__testUtils__/checkout';
import { run } from '../__testUtils__/run';

const guide = readFileSync(
  resolve(__dirname, '../../../../docs/guides/gate.md'),
  'utf8',
);

const [, rules] = guide
  .slice(guide.indexOf('```yaml title="rules/repository.yaml"\n'))
  .split(/^```.*\n/m);

describe('the guide to the gate', () => {
  const directory = createMockDirectory();

  it('has rules that decide without a portal', async () => {
    const content = {
      'catalog-info.yaml': service.replace(
        'name: search',
        'name: search\n  description: Finds things.',
      ),
      rules: { 'repository.yaml': rules },
      docs: { 'runbook.md': 'Look at the log.' },
    };
    const gate = () =>
      run(
        'gate --rule-pack rules/repository.yaml --min-level bronze'.split(' '),
        { cwd: directory.path },
      );
    directory.setContent(content);
    expect(await gate()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Allowed: .+ has the level gold and /),
    });
    directory.setContent({ ...content, docs: {} });
    expect(await gate()).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/To do: Write docs\/runbook\.md/),
    });
  });

  it('has rules that a portal can have beside the default ones', async () => {
    directory.setContent({
      'catalog-info.yaml': service,
      rules: {
        'repository.yaml': rules,
        'default.yaml': readFileSync(rulePackFile('default'), 'utf8'),
      },
    });
    const { stdout } = await run(
      'gate --rule-pack rules/default.yaml --rule-pack rules/repository.yaml --format json'.split(
        ' ',
      ),
      { cwd: directory.path },
    );
    const ids = JSON.parse(stdout).results.map(
      ({ checkId }: { checkId: string }) => checkId,
    );
    expect(ids).toEqual(
      expect.arrayContaining(['owner-is-group', 'runbook-in-repository']),
    );
  });

  it('names the default rules that only a portal can decide', async () => {
    // Its pattern is to be compared with the decision, and its model is described elsewhere.
    const [alone] = service.split('---');
    directory.setContent({
      'catalog-info.yaml': alone.replace(
        'name: search',
        'name: search\n  annotations: { paved-road.io/pattern: monolith }',
      ),
    });
    const { stdout, stderr } = await run(
      'gate --default-rules --min-level gold --format json'.split(' '),
      { cwd: directory.path },
    );
    const open = JSON.parse(stdout).results.filter(
      ({ reason }: { reason?: string }) => reason?.endsWith('offline.'),
    );
    const ids = open.map(({ checkId }: { checkId: string }) => checkId);
    expect(stderr).toContain(`Only a portal can decide ${ids.join(', ')}.`);
    const [, table] = guide.split('Only a portal can decide');
    const named = table
      .slice(0, table.indexOf('For a verdict'))
      .match(/`[a-z-]+`/g)!;
    expect(named.map(id => id.slice(1, -1))).toEqual(ids);
  });
});
