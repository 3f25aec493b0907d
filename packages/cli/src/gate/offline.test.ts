import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  packageJson,
  rules,
  service,
  services,
  tools,
} from '../__testUtils__/checkout';
import { run } from '../__testUtils__/run';

describe('paved-road gate, offline', () => {
  const directory = createMockDirectory();
  const gate = (args: string[], env?: Record<string, string>) =>
    run(['gate', '--rule-pack', 'rules.yaml', ...args], {
      cwd: directory.path,
      env,
    });
  const statesOf = async (args: string[] = []) => {
    const { stdout } = await gate(['--format', 'json', ...args]);
    const { results } = JSON.parse(stdout);
    return Object.fromEntries(
      results.map((result: Record<string, string>) => [
        result.checkId,
        result.reason ?? result.state,
      ]),
    );
  };

  beforeEach(() => {
    directory.setContent({
      'catalog-info.yaml': service,
      'package.json': packageJson,
      'rules.yaml': rules,
    });
  });

  it('allows what has the level, and denies what has not', async () => {
    expect(await gate([])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(
        /^Allowed: component:default\/search has the level silver and needs silver\.$/m,
      ),
    });
    expect(await gate(['--min-level', 'gold'])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/^Denied: .*; 2 checks block it\.$/m),
    });
    directory.addContent({ 'package.json': '{ "name": "other" }' });
    expect(await gate([])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/To do: Remedy of packaged$/m),
    });
  });

  it('takes rule packs by name, together with the default rules', async () => {
    directory.addContent({
      'catalog-info.yaml': service.replace(
        'metadata:\n',
        'metadata:\n  tags: [llm]\n',
      ),
    });
    const args = ['gate', '--default-rules', '--rule-pack', 'language-models'];
    const { stdout } = await run([...args, '--format', 'json'], {
      cwd: directory.path,
    });
    const { packs } = JSON.parse(stdout);
    expect(packs.map(({ name }: { name: string }) => name)).toEqual([
      'ai-services',
      'language-models',
    ]);
    directory.addContent({ 'language-models': rules });
    const own = await run(['gate', '--rule-pack', './language-models'], {
      cwd: directory.path,
    });
    expect(own.exitCode).toBe(0);
  });

  it('reads catalog-info.yml, and takes the source location as the catalog sets it', async () => {
    directory.setContent({ 'catalog-info.yml': service });
    const { stdout } = await run(
      ['gate', '--default-rules', '--format', 'json'],
      { cwd: directory.path },
    );
    expect(
      JSON.parse(stdout).results.find(
        ({ checkId }: { checkId: string }) => checkId === 'has-source-location',
      ),
    ).toMatchObject({ state: 'pass' });
  });

  it('leaves out what Git ignores, and finds what covers a folder in the root', async () => {
    directory.setContent({
      '.git': { HEAD: 'ref: refs/heads/main' },
      '.gitignore': 'tests/\n',
      LICENSE: 'Only for members of the company, see the intranet.',
      'services/search/catalog-info.yaml': service,
      'services/search/tests/one.test.ts': "it('works', () => {});",
    });
    const { stdout } = await run(
      ['gate', 'services/search', '--default-rules', '--format', 'json'],
      { cwd: directory.path },
    );
    expect(JSON.parse(stdout).results).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ checkId: 'has-tests', state: 'fail' }),
        expect.objectContaining({ checkId: 'has-license', state: 'pass' }),
      ]),
    );
  });

  it('writes no file outside the working directory', async () => {
    const { exitCode, stderr } = await gate([
      '--format',
      'sarif',
      '--output',
      '../new/verdict.sarif',
    ]);
    expect([exitCode, stderr]).toEqual([
      2,
      'paved-road: --output ../new/verdict.sarif: is outside the working directory, use a file in it\n',
    ]);
  });

  it('judges what --filter selects, by rules that leave that open', async () => {
    directory.addContent({
      'catalog-info.yaml': service.replace('ai-service', 'website'),
    });
    const args = ['gate', '--default-rules', '--min-level', 'bronze'];
    const { stdout } = await run([...args, '--filter', 'spec.type: website'], {
      cwd: directory.path,
    });
    expect(stdout).toMatch(/^(Allowed|Denied): component:default\/search/m);
  });

  it('judges any kind that the rules name, beside the others', async () => {
    directory.addContent({
      'catalog-info.yaml': [service, tools].join('\n---\n'),
      'rules.yaml': rules.replace(
        '{ kind: Component, spec.type: ai-service }',
        '{ kind: { $in: [Component, API] } }',
      ),
    });
    const { exitCode, stdout } = await gate([]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Allowed: component:default\/search /m);
    expect(stdout).toMatch(
      /^Denied: api:default\/tools has the level bronze and needs silver/m,
    );
    expect(stdout).toContain(
      'The files of a repository are read for a Component.',
    );
  });

  it('neither passes nor fails what only a portal knows, and says so', async () => {
    const { stderr } = await gate([]);
    expect(stderr).toBe(
      'Judged offline by house-rules 1.0.0. Unknown: the assessment; waivers; catalog entities and their relations to this one; the fact incidents. Use --portal for these.\n',
    );
    expect(await statesOf()).toEqual({
      owned: 'pass',
      packaged: 'pass',
      // The same file describes it.
      modelled: 'pass',
      assessed: 'The assessment is unknown offline.',
      calm: 'The fact incidents is unknown offline.',
    });
    expect((await gate(['--min-level', 'gold'])).stderr).toMatch(
      /^Only a portal can decide assessed, calm\. For a verdict without one, use --rule-pack/m,
    );
    const [alone] = service.split('---');
    directory.addContent({ 'catalog-info.yaml': alone });
    expect(await statesOf()).toMatchObject({
      modelled:
        'What the catalog has of resource:default/ranker is unknown offline.',
    });
  });

  it('judges each service of the file that rules are about, and goes by the worst', async () => {
    directory.addContent({ 'catalog-info.yaml': services });
    const { exitCode, stdout } = await gate(['--format', 'json']);
    const refs = JSON.parse(stdout).map(
      (result: { entityRef: string }) => result.entityRef,
    );
    expect([exitCode, refs]).toEqual([
      0,
      ['component:default/search', 'component:default/suggest'],
    ]);
    directory.addContent({
      'rules.yaml': rules.replace(
        "r.type == 'ownedBy'",
        "entity.metadata.name == 'suggest'",
      ),
    });
    expect((await gate([])).exitCode).toBe(1);
    expect((await gate(['--entity', 'suggest'])).exitCode).toBe(0);
  });

  it('judges the code in one folder as a file in another describes it', async () => {
    directory.setContent({
      'rules.yaml': rules,
      catalog: { 'all.yaml': service },
      code: { 'package.json': packageJson },
    });
    const withFile = ['--file', 'catalog/all.yaml'];
    expect((await gate(['code', ...withFile])).exitCode).toBe(0);
    // Without the folder it is the one of the file.
    expect((await gate(withFile)).exitCode).toBe(1);
    directory.setContent({
      'rules.yaml': rules,
      code: { 'package.json': packageJson, 'catalog-info.yaml': service },
    });
    expect((await gate(['code'])).exitCode).toBe(0);
  });

  it('judges by several files, and by the default rules', async () => {
    const other = rules
      .replace('house-rules', 'more-rules')
      .replace(/id: (owned|packaged|modelled|assessed|calm)/g, 'id: other-$1');
    directory.addContent({ 'other.yaml': other });
    expect(
      Object.keys(await statesOf(['--rule-pack', 'other.yaml'])),
    ).toHaveLength(10);
    const { exitCode, stdout } = await run(['gate', '--default-rules'], {
      cwd: directory.path,
    });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Rules: ai-services \d/m);
  });

  it.each<[string, string[], object, RegExp]>([
    [
      'no rules',
      [],
      {},
      /^paved-road: There are no rules, use --portal <url>, --rule-pack <name or file> or --default-rules\n$/,
    ],
    [
      'rules from two places',
      ['--default-rules', '--portal', 'https://example.com'],
      {},
      /cannot be used with/,
    ],
    [
      'no file',
      ['--default-rules'],
      { 'catalog-info.yaml': null },
      /^paved-road: There is no catalog-info.yaml; use --file for another file\n$/,
    ],
    [
      'a broken file',
      ['--default-rules'],
      { 'catalog-info.yaml': 'kind: "' },
      /catalog-info.yaml is not valid YAML: line 1/,
    ],
    [
      'an entity that the catalog would refuse',
      ['--default-rules'],
      { 'catalog-info.yaml': service.replace('name: search', 'name: -x-') },
      /^paved-road: catalog-info.yaml:2: .*name/,
    ],
    [
      'no component',
      ['--default-rules'],
      { 'catalog-info.yaml': service.split('---')[1] },
      /^paved-road: resource:default\/ranker has no scorecard, because no rule pack selects it: it is a Resource of type ai-model, and ai-services selects \S/,
    ],
    [
      'an entity that is not in the file',
      ['--default-rules', '--entity', 'other'],
      {},
      /--entity other: the file does not describe component:default\/other, only component:default\/search, resource:default\/ranker/,
    ],
    [
      'a reference that is none',
      ['--default-rules', '--entity', 'a/b/c'],
      {},
      /--entity a\/b\/c: /,
    ],
    [
      'a kind without scorecards',
      ['--default-rules', '--entity', 'user:ada'],
      {
        'catalog-info.yaml':
          'apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: { name: ada }\nspec: { memberOf: [] }',
      },
      /kind "User" has no scorecards, use another one than User and Location/,
    ],
    [
      'an API without what the catalog wants of one',
      ['--rule-pack', 'rules.yaml'],
      {
        'catalog-info.yaml': tools.replace(/ {2}definition.*/, ''),
        'rules.yaml': rules
          .replace('kind: Component,', 'kind: API,')
          .replace('ai-service', 'mcp-server'),
      },
      /entity: .*'remotes'/,
    ],
    [
      'an entity that no rules are about',
      ['--default-rules'],
      { 'catalog-info.yaml': service.replace('ai-service', 'website') },
      /component:default\/search has no scorecard, because no rule pack selects it: it is a Component of type website, and ai-services selects kind Component and spec.type ai-service or ai-function or ai-pipeline\n {2}If the rules have no filter, select the services with --filter 'spec.type: website'/,
    ],
    [
      'entities that no rules are about',
      ['--default-rules'],
      { 'catalog-info.yaml': services.replaceAll('ai-service', 'website') },
      /component:default\/search has no scorecard(.|\n)*component:default\/suggest has no scorecard(.|\n)*--filter/,
    ],
    [
      'a folder that is not there',
      ['nowhere', '--file', 'catalog-info.yaml', '--default-rules'],
      {},
      /^paved-road: nowhere is not a folder/,
    ],
    [
      'rules that are not there',
      ['--rule-pack', 'nowhere.yaml'],
      {},
      /^paved-road: There is no nowhere.yaml; use --rule-pack with a file of rules\n$/,
    ],
    [
      'rules that are broken',
      ['--rule-pack', 'rules.yaml'],
      { 'rules.yaml': rules.replace('facts.repository', 'facts.repository.x') },
      /rules.yaml:\d+:\d+: check packaged: /,
    ],
    [
      'a level that is none',
      ['--rule-pack', 'rules.yaml', '--min-level', 'platinum'],
      {},
      /minLevel: "platinum" is not a level, use one of bronze, silver, gold/,
    ],
    [
      'rules without the level that is usual',
      ['--rule-pack', 'rules.yaml'],
      { 'rules.yaml': rules.replaceAll('silver', 'steel') },
      /no level silver, choose one with --min-level: bronze, steel, gold/,
    ],
    [
      'a filter that is none',
      ['--default-rules', '--filter', 'kind: { $is: API }'],
      {},
      /--filter: Invalid changes of a rule pack: filter: not a filter predicate/,
    ],
    ['an unknown option', ['--defaults'], {}, /unknown option '--defaults'/],
    [
      'an unknown format',
      ['--default-rules', '--format', 'html'],
      {},
      /'html' is invalid. Allowed choices are table, json, sarif, junit, github/,
    ],
    [
      'a time that is none',
      ['--default-rules', '--timeout', '0'],
      {},
      /whole number of seconds from 1 to 600/,
    ],
  ])(
    'cannot decide with %s, and says what to do',
    async (_, args, content, message) => {
      const files: Record<string, string | null> = {
        'catalog-info.yaml': service,
        'rules.yaml': rules,
        ...content,
      };
      directory.setContent(
        Object.fromEntries(
          Object.entries(files).filter(
            (entry): entry is [string, string] => entry[1] !== null,
          ),
        ),
      );
      const { exitCode, stdout, stderr } = await run(['gate', ...args], {
        cwd: directory.path,
      });
      expect(stderr).toMatch(message);
      expect([exitCode, stdout]).toEqual([2, '']);
    },
  );
});
