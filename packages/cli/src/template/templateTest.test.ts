import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { rules, service } from '../__testUtils__/checkout';
import { run } from '../__testUtils__/run';
import { startPortal } from '../__testUtils__/startPortal';

const root = path.resolve(__dirname, '../../../..');

const template = (spec: object) =>
  JSON.stringify({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'sample' },
    spec: { type: 'service', ...spec },
  });

const fetchSkeleton = {
  id: 'fetch',
  action: 'fetch:template',
  input: {
    url: './skeleton',
    values: { name: '${{ parameters.name }}', text: '${{ parameters.text }}' },
  },
};
const name = { type: 'string', pattern: '^[a-z-]+$', maxLength: 63 };

describe('paved-road template test', () => {
  const directory = createMockDirectory();
  const test = (args: string[], env: Record<string, string> = {}) =>
    run(['template', 'test', ...args], {
      cwd: directory.path,
      env: { PATH: process.env.PATH!, ...env },
    });
  const local: Parameters<typeof directory.setContent>[0] = {
    'packages/backend': (context: { symlink(target: string): void }) =>
      context.symlink(path.join(root, 'packages/backend')),
  };

  it('finds defects with the scaffolder of the repository', async () => {
    directory.setContent({
      ...local,
      good: {
        '.git': {},
        'template.yaml': template({
          parameters: {
            required: ['name'],
            properties: {
              name,
              text: { type: 'string', maxLength: 50 },
              count: { type: 'integer', default: 3 },
            },
          },
          steps: [
            fetchSkeleton,
            {
              id: 'some',
              if: "${{ parameters.text === 'x' }}",
              action: 'debug:log',
            },
            {
              id: 'many',
              if: '${{ parameters.count > 10 }}',
              action: 'debug:log',
            },
            { id: 'publish', action: 'publish:github', input: {} },
          ],
        }),
        skeleton: {
          'catalog-info.yaml': service.replace(
            'name: search',
            'name: ${{ values.name }}',
          ),
          'a.txt': '${{ values.text | dump }}',
        },
      },
      repo: {
        '.git': {},
        bad: {
          'template.yaml': template({
            parameters: {
              properties: {
                name: { type: 'string', default: 'search' },
                text: { type: 'string' },
                size: { enum: ['small', 'large'] },
              },
            },
            steps: [
              {
                ...fetchSkeleton,
                input: { ...fetchSkeleton.input, url: '../shared/skeleton' },
              },
              {
                id: 'secret',
                action: 'fetch:template:file',
                input: {
                  url: '../shared/skeleton/again.txt',
                  targetPath: 'out.txt',
                  values: { text: '${{ secrets.TOKEN }}' },
                },
              },
              {
                id: 'never',
                if: "${{ parameters.size === 'huge' }}",
                action: 'debug:log',
              },
              {
                id: 'gone',
                action: 'no:such',
                input: { token: '${{ secrets.TOKEN }}' },
              },
            ],
          }),
        },
        shared: {
          skeleton: {
            'catalog-info.yaml': service.replace(
              'name: search',
              'name: ${{ values.name }}',
            ),
            'verbatim.txt': "${{ '$' }}{{ values.name }}",
            'gone.txt': '${{ values.gone }}',
            'again.txt': '${{ values.text }}',
          },
        },
      },
    });
    const { exitCode, stdout, stderr } = await test([
      'good/template.yaml',
      'repo/bad/template.yaml',
      '--output',
      'report/junit.xml',
    ]);
    expect([stderr, exitCode]).toEqual(['', 1]);
    const [good, bad] = stdout.split(/^(?=\w.*template.yaml:)/m);
    expect(good).toMatch(/: findings: 0, cases: [5-9]/);
    expect(good).toMatch(/not run +publish: its action has no dry run/);
    expect(good).toMatch(/not run +many: no case found for its condition/);
    const kinds = [...bad.matchAll(/^ {2}([a-z]+(?:-[a-z]+)?) {2,}(\S+)/gm)];
    expect(kinds.map(([, kind, subject]) => `${kind} ${subject}`)).toEqual(
      expect.arrayContaining([
        'missing-action gone,',
        'idle-step never,',
        'leftover-syntax verbatim.txt,',
        'invalid-entity catalog-info.yaml:',
        'secret out.txt,',
      ]),
    );
    const xml = await readFile(directory.resolve('report/junit.xml'), 'utf8');
    expect(xml).toMatch(
      /<testsuites name="Paved Road" tests="\d+" failures="[5-9]"/,
    );
  }, 240_000);

  it('is not harmed by hostile templates', async () => {
    const hostile = (steps: object[], skeleton = {}) => ({
      '.git': {},
      'template.yaml': template({ parameters: [], steps }),
      skeleton: { 'a.txt': 'a', ...skeleton },
    });
    const fetch = { action: 'fetch:template', input: { url: './skeleton' } };
    directory.setContent({
      ...local,
      'outside.txt': 'outside',
      loop: hostile([fetch], {
        'b.txt': '{% for i in range(0, 1000000000) %}${{ i }}{% endfor %}',
      }),
      download: hostile([
        {
          id: 'plain',
          action: 'fetch:plain',
          input: { url: 'https://example.com/a/b' },
        },
        {
          id: 'entity',
          action: 'catalog:fetch',
          input: { entityRef: 'component:default/a' },
        },
        fetch,
      ]),
      outside: hostile([
        {
          ...fetch,
          id: 'up',
          input: { url: './skeleton', targetPath: '../../x' },
        },
      ]),
      read: hostile([
        {
          id: 'read',
          action: 'fetch:template',
          input: { url: '../outside.txt' },
        },
      ]),
      link: hostile([fetch]),
    });
    await symlink(
      directory.resolve('outside.txt'),
      directory.resolve('link/skeleton/link.txt'),
    );
    const names = ['loop', 'download', 'outside', 'read', 'link'];
    const { exitCode, stdout } = await test(
      names.map(one => `${one}/template.yaml`),
    );
    const results = stdout.split(/^(?=\w.*template.yaml:)/m);
    expect(results[0]).toMatch(/failing-step +(step-1|template): /);
    expect(results[1]).toMatch(/: findings: 0, cases: 1,/);
    expect(results[1]).toMatch(/not run +plain: connects to example.com/);
    expect(results[1]).toMatch(/not run +entity: connects to/);
    expect(results[2]).toMatch(/failing-step +up, line 1: fetch:template: /);
    expect(results[3]).toMatch(/failing-step +read, line 1: fetch:template: /);
    expect(results[4]).toMatch(/: findings: 0, cases: 1,/);
    expect(exitCode).toBe(1);
  }, 240_000);

  it('gives up on a pattern that never ends', async () => {
    const slow = { type: 'string', pattern: '^([a-z]+-?)+-svc$' };
    directory.setContent({
      ...local,
      '.git': {},
      'template.yaml': template({
        parameters: { properties: { name: slow } },
        steps: [{ action: 'debug:log', if: '${{ parameters.name }}' }],
      }),
    });
    const { exitCode, stderr } = await test(['template.yaml']);
    expect(stderr).toMatch(/a pattern of the form takes too long/);
    expect(exitCode).toBe(2);
  }, 120_000);

  it('judges the result and runs commands, as template-test.yaml says', async () => {
    directory.setContent({
      ...local,
      '.git': {},
      'template.yaml': template({
        parameters: { required: ['name'], properties: { name } },
        steps: [
          {
            ...fetchSkeleton,
            input: {
              url: './skeleton',
              values: { name: '${{ parameters.name }}' },
            },
          },
        ],
      }),
      'rules.yaml': rules,
      skeleton: { 'catalog-info.yaml': service },
      'template-test.yaml': [
        'cases:',
        '  - { name: plain, values: { name: search } }',
        '  - { name: refused, values: { name: NO } }',
        'run: [{ name: tests, command: test -z "$TOKEN" && exit 7 }]',
        'allow: { failing-step template: later }',
      ].join('\n'),
    });
    const args = ['template.yaml', '--rule-pack', 'rules.yaml'];
    const { stdout } = await test([...args, '--run'], {
      TOKEN: 'token',
    });
    expect(stdout).toMatch(/: findings: 2, cases: 1,/);
    expect(stdout).toMatch(
      /denied-result +plain: component:default\/search has bronze and needs silver/,
    );
    expect(stdout).toMatch(/failing-command +tests: it ends with 7/);
    expect(stdout).toMatch(
      /allowed +template: .*instance.name does not match.* \(refused\)/,
    );
    directory.addContent({
      'template-test.yaml': 'cases: [{ name: 1 }]\nrun: [{ name: a }]',
    });
    expect(await test(args)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(
        /cases.0.name: expected string, got 1; cases.0.values: .*run.0.command: /,
      ),
    });
  }, 120_000);

  it('uses the dry run of a portal', async () => {
    const portal = await startPortal();
    directory.setContent({
      'template.yaml': template({
        parameters: { required: ['name'], properties: { name } },
        steps: [{ action: 'x:y', input: { n: '${{ parameters.name }}' } }],
      }),
    });
    const args = ['template.yaml', '--portal', portal.url];
    try {
      expect(await test(args)).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(
          /\/api\/scaffolder was not found \(404\): .*that has the scaffolder/,
        ),
      });
      portal.answers['/api/scaffolder/v2/actions'] = { body: [{ id: 'x:y' }] };
      portal.answers['/api/scaffolder/v2/dry-run'] = {
        body: {
          log: [
            {
              body: {
                stepId: 'step-1',
                message: 'Skipping because x:y does not support dry-run',
              },
            },
          ],
          directoryContents: [{ path: '../../evil', base64Content: '' }],
        },
      };
      expect(await test(args, { PAVED_ROAD_TOKEN: 'secret' })).toMatchObject({
        exitCode: 0,
        stdout: expect.stringMatching(
          /not run +step-1: its action has no dry run/,
        ),
      });
      expect(portal.requests.at(-1)).toMatchObject({
        headers: { authorization: 'Bearer secret' },
        body: {
          template: { kind: 'Template' },
          values: { name: expect.stringMatching(/^sample-name/) },
        },
      });
      directory.addContent({ 'rules.yaml': rules });
      expect(
        (await test([...args, '--rule-pack', 'rules.yaml'])).stderr,
      ).toMatch(/The portal returned ..\/..\/evil, outside the folder/);
      portal.answers['/api/scaffolder/v2/dry-run'] = { status: 401, body: {} };
      expect((await test(args)).stderr).toMatch(/requires a token \(401\)/);
    } finally {
      await portal.stop();
    }
  });

  it('says what is missing', async () => {
    directory.setContent({
      'a.yaml': 'kind: Component',
      'b.yaml': 'kind: Template\nspec: {}',
    });
    const fail = async (...args: string[]) => {
      const { exitCode, stderr } = await test(args);
      expect(exitCode).toBe(2);
      return stderr;
    };
    expect(await fail('a.yaml')).toMatch(/apiVersion: .*kind: /);
    expect(await fail('b.yaml')).toMatch(
      /apiVersion: .*spec.steps: expected array, got nothing/,
    );
    directory.addContent({ 'c.yaml': template({ steps: [] }) });
    expect(await fail('c.yaml')).toMatch(
      /no Backstage back end here .*: run the command in the repository of a portal/,
    );
  });
});
