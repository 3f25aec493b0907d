import { createMockDirectory } from '@backstage/backend-test-utils';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { readFile } from 'node:fs/promises';
import { createWriteDecisionRecordAction } from './createWriteDecisionRecordAction';

const { handler } = createWriteDecisionRecordAction();
type Input = Parameters<typeof handler>[0]['input'];

describe('pavedRoad:decisionRecord:write', () => {
  const workspace = createMockDirectory();
  beforeEach(() => workspace.clear());

  async function run(
    input: Partial<Input>,
    context?: Partial<ActionContext<Input>>,
  ) {
    const output = jest.fn();
    await handler({
      ...createMockActionContext<Input>({
        input: {
          entityRef: 'Component:ticket-triage',
          profile: {},
          ...input,
        },
        workspacePath: workspace.path,
        user: { ref: 'user:default/sam.owner' },
      }),
      output,
      ...context,
    });
    return Object.fromEntries(output.mock.calls);
  }

  it('writes what was answered and decided, as proposed by the user', async () => {
    const output = await run({
      path: 'docs/decisions/0001-architecture.md',
      profile: {
        team: { parallelTeams: 1, teamSize: 4, devopsMaturity: null },
        product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
      },
      decision: { pattern: 'monolith', rationale: 'One team, one product' },
    });

    expect(output).toEqual({
      path: 'docs/decisions/0001-architecture.md',
      assessmentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      recommendedPattern: 'monolith',
    });
    const record = await readFile(
      workspace.resolve('docs/decisions/0001-architecture.md'),
      'utf8',
    );
    expect(record).toMatch(/^---\nstatus: proposed\ndate: /);
    expect(record).toContain('user:default/sam.owner');
    expect(record).toContain('component:default/ticket-triage');
    expect(record).toContain('People on the application: 4 people');
    expect(record).toContain('One team, one product');
    expect(record).not.toContain('undefined');
    expect(record).not.toContain('DevOps and MLOps maturity:');
  });

  it('runs in a dry run, and takes a usual place when none is given', async () => {
    const { path } = await run({}, { isDryRun: true });
    expect(await readFile(workspace.resolve(path), 'utf8')).toContain(
      '## Decision Outcome',
    );
  });

  it('names the answers that are wrong, and writes nothing', async () => {
    await expect(
      run({
        profile: { team: { teamSize: 0, mood: 'good' } },
        decision: { pattern: 'spaghetti' },
      }),
    ).rejects.toThrow(
      /team\.teamSize: 0 is too small.*team\.mood: unknown field.*decision/,
    );
    expect(workspace.content()).toEqual({});
  });

  it('stays in the workspace and overwrites nothing', async () => {
    workspace.setContent({ 'docs/adr.md': 'mine' });
    await expect(run({ path: '../outside.md' })).rejects.toThrow(/not allowed/);
    await expect(run({ path: 'docs/adr.md' })).rejects.toThrow(
      'docs/adr.md is in the workspace already',
    );
    expect(workspace.content()).toEqual({ docs: { 'adr.md': 'mine' } });
  });

  it('can be run again, as a task that is retried does', async () => {
    await run({ path: 'docs/adr.md' });
    const written = workspace.content();
    await run({ path: 'docs/adr.md' });
    expect(workspace.content()).toEqual(written);
  });

  it('needs somebody who decides', async () => {
    await expect(run({}, { user: undefined })).rejects.toThrow(
      /run the template as a user/,
    );
  });
});
