import { createMockDirectory } from '@backstage/backend-test-utils';
import { parseRulePack } from '@paved-road/plugin-paved-road-common/rules';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../__testUtils__/run';
import { component, verdicts } from './__testUtils__/verdicts';

const fixture = (name: string) =>
  readFileSync(join(__dirname, '__fixtures__', name), 'utf8');

describe('paved-road import', () => {
  const directory = createMockDirectory();
  const importing = (...args: string[]) =>
    run(['import', ...args], { cwd: directory.path });
  const pack = () => readFileSync(join(directory.path, 'pack.yaml'), 'utf8');

  beforeEach(() => {
    directory.setContent({
      'app-config.yaml': fixture('tech-insights.yaml'),
      'checks.yaml': fixture('soundcheck-checks.yaml'),
      'tracks.yaml': fixture('soundcheck-tracks.yaml'),
    });
  });

  describe('tech-insights', () => {
    const retrieved = {
      entityOwnershipFactRetriever: { hasOwner: true, hasGroupOwner: true },
      entityMetadataFactRetriever: { hasDescription: true, hasTags: false },
      techdocsFactRetriever: { hasAnnotationBackstageIoTechdocsRef: false },
      migrationStatusA: { completed: true },
      migrationStatusB: { completed: true },
      coverageFactRetriever: { lines: 80, language: 'go', report: {} },
    };

    it('translates what maps, and names what does not', async () => {
      const { exitCode, stdout } = await importing(
        'tech-insights',
        'app-config.yaml',
        '--output',
        'pack.yaml',
      );
      expect(exitCode).toBe(1);
      expect(stdout).toMatchInlineSnapshot(`
       "4 of 6 rules translated into pack.yaml: 4 exactly, 0 approximately, 2 not.

       Exactly: the same facts give the same verdict
         group-owner-check, from techInsights.factChecker.checks.groupOwnerCheck
         described-and-documented, from techInsights.factChecker.checks.describedAndDocumented
           It says nowhere how to fix describedAndDocumented, so its description stands there.
         both-migrations, from techInsights.factChecker.checks.bothMigrations
           Not taken over: metadata.team.
           It says nowhere how to fix bothMigrations, so its description stands there.
         coverage, from techInsights.factChecker.checks.coverage
           It says nowhere how to fix coverage, so its description stands there.

       Not translated
         techInsights.factChecker.checks.startsWith
           The operator startsWith is not built in.
         techInsights.factChecker.checks.whichOne
           Its factIds do not tell which retriever has the fact completed; add params.factRetrieverId to its conditions, or leave one of factIds.

       Facts that it needs
         facts.entityOwnershipFactRetriever, from the retriever entityOwnershipFactRetriever
         facts.entityMetadataFactRetriever, from the retriever entityMetadataFactRetriever
         facts.techdocsFactRetriever, from the retriever techdocsFactRetriever
         facts.migrationStatusA, from the retriever migrationStatus.a
         facts.migrationStatusB, from the retriever migrationStatus.b
         facts.coverageFactRetriever, from the retriever coverageFactRetriever

       Good to know
         Checks without a metadata.rank from 1 to 3 are required for bronze; change level where another is meant.
         Tech Insights skips a check whose facts are missing; here it is unknown, and blocks the level.
         The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       "
      `);
      expect(pack()).toMatchInlineSnapshot(`
       "# Imported by \`paved-road import\`. Read the comments before you use it.
       # Checks without a metadata.rank from 1 to 3 are required for bronze; change level where another is meant.
       # Tech Insights skips a check whose facts are missing; here it is unknown, and blocks the level.
       # The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       # Facts that it needs:
       # - facts.entityOwnershipFactRetriever, from the retriever entityOwnershipFactRetriever
       # - facts.entityMetadataFactRetriever, from the retriever entityMetadataFactRetriever
       # - facts.techdocsFactRetriever, from the retriever techdocsFactRetriever
       # - facts.migrationStatusA, from the retriever migrationStatus.a
       # - facts.migrationStatusB, from the retriever migrationStatus.b
       # - facts.coverageFactRetriever, from the retriever coverageFactRetriever

       apiVersion: paved-road.io/v1
       kind: RulePack
       metadata:
         name: tech-insights
         title: Tech Insights
         version: 1.0.0
         description: Checks that Tech Insights had in its config.
       spec:
         levels:
           - id: bronze
             title: Bronze
           - id: silver
             title: Silver
           - id: gold
             title: Gold
         tracks:
           - id: ownership
             title: Ownership
           - id: tech-insights
             title: Tech Insights
         checks:
           # From techInsights.factChecker.checks.groupOwnerCheck.
           - id: group-owner-check
             title: Owner
             description: A group owns the entity.
             level: bronze
             expression: facts.entityOwnershipFactRetriever.hasGroupOwner
             remediation:
               text: Set spec.owner to a group.
               link:
                 title: Descriptor format
                 url: https://backstage.io/docs
             track: ownership
           # From techInsights.factChecker.checks.describedAndDocumented.
           # It says nowhere how to fix describedAndDocumented, so its description stands there.
           - id: described-and-documented
             title: Documentation
             description: The entity says what it is, and has documentation.
             level: bronze
             filter:
               $any:
                 - kind: component
                   spec.lifecycle: production
                 - kind: api
             expression: facts.entityMetadataFactRetriever.hasDescription &&
               (facts.techdocsFactRetriever.hasAnnotationBackstageIoTechdocsRef ||
               facts.entityMetadataFactRetriever.hasTags)
             remediation:
               text: The entity says what it is, and has documentation.
             track: tech-insights
           # From techInsights.factChecker.checks.bothMigrations.
           # Not taken over: metadata.team.
           # It says nowhere how to fix bothMigrations, so its description stands there.
           - id: both-migrations
             title: Migrations
             description: Both migrations are complete.
             level: gold
             expression: facts.migrationStatusA.completed && facts.migrationStatusB.completed
             remediation:
               text: Both migrations are complete.
             track: tech-insights
           # From techInsights.factChecker.checks.coverage.
           # It says nowhere how to fix coverage, so its description stands there.
           - id: coverage
             title: Coverage
             description: Tests cover the code.
             level: bronze
             expression: facts.coverageFactRetriever.lines >= 80 && facts.coverageFactRetriever.language in
               ['go', 'java'] && (!(has(facts.coverageFactRetriever.report.summary) &&
               has(facts.coverageFactRetriever.report.summary.files) &&
               size(facts.coverageFactRetriever.report.summary.files) > 0 && 'covered' in
               facts.coverageFactRetriever.report.summary.files[0]) ||
               facts.coverageFactRetriever.report.summary.files[0].covered != 0)
             remediation:
               text: Tests cover the code.
             track: tech-insights

       # Not translated:
       # - techInsights.factChecker.checks.startsWith: the operator startsWith is not built in
       # - techInsights.factChecker.checks.whichOne: its factIds do not tell which retriever has the fact completed; add params.factRetrieverId to its conditions, or leave one of factIds
       "
      `);
    });

    it('writes rules that decide as before', async () => {
      await importing(
        'tech-insights',
        'app-config.yaml',
        '--filter',
        'kind: Component',
        '--output',
        'pack.yaml',
      );
      const judge = (changes: object, lifecycle = 'production') =>
        verdicts(
          pack(),
          { ...retrieved, ...changes },
          {
            entity: component({ lifecycle }),
          },
        );
      expect(judge({})).toEqual({
        'group-owner-check': 'pass',
        'described-and-documented': 'fail',
        'both-migrations': 'pass',
        coverage: 'pass',
      });
      expect(
        judge(
          {
            entityOwnershipFactRetriever: { hasGroupOwner: false },
            migrationStatusB: { completed: false },
            coverageFactRetriever: {
              lines: 80,
              language: 'go',
              report: { summary: { files: [{ covered: 0 }] } },
            },
          },
          'experimental',
        ),
      ).toEqual({
        'group-owner-check': 'fail',
        'described-and-documented': 'not-applicable',
        'both-migrations': 'fail',
        coverage: 'fail',
      });
    });
  });

  describe('soundcheck', () => {
    it('translates what maps, and names what does not', async () => {
      const { exitCode, stdout, stderr } = await importing(
        'soundcheck',
        'checks.yaml',
        'tracks.yaml',
      );
      expect(exitCode).toBe(1);
      expect(stderr).toMatchInlineSnapshot(`
       "6 of 8 rules translated into a rule pack: 6 exactly, 0 approximately, 2 not.

       Exactly: the same facts give the same verdict
         has-readme-check, from track basic, level 1, check has_readme_check
           It has no failedMessage, so its description says what to do.
         is-repo-private, from track basic, level 1, check is_repo_private
           Its failedMessage has placeholders that nothing fills in here.
         has-less-than-ten-open-issues, from track basic, level 2, check has_less_than_ten_open_issues
         has-pager, from track on-call, level 1, check has_pager
           It has no failedMessage, so its description says what to do.
         is-repo-private-2, from track on-call, level 1, check is_repo_private
           Its failedMessage has placeholders that nothing fills in here.
           It stands in several tracks, so it is is-repo-private-2 in this one.
         is-certified, from check is_certified
           It has no failedMessage, so its description says what to do.

       Not translated
         track basic, level 2, check is_nowhere
           The files have no check is_nowhere; give the file that has it too.
         check searches
           The path $.jobs[*].name searches from [*].name; write the expression by hand.

       Facts that it needs
         facts.githubDefaultRepoDetails, from github:default/repo_details
         facts.soundcheckDefaultTrackBasic, from soundcheck:default/track/basic

       Good to know
         Soundcheck certifies each track by itself; here an entity has a level if all tracks have it. Tracks stay apart on pages and in figures.
         Levels: Started of basic is Bronze; level 2 of basic is Silver; level 1 of on-call is Bronze.
         The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       "
      `);
      expect(stdout).toMatchInlineSnapshot(`
       "# Imported by \`paved-road import\`. Read the comments before you use it.
       # Soundcheck certifies each track by itself; here an entity has a level if all tracks have it. Tracks stay apart on pages and in figures.
       # Levels: Started of basic is Bronze; level 2 of basic is Silver; level 1 of on-call is Bronze.
       # The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       # Facts that it needs:
       # - facts.githubDefaultRepoDetails, from github:default/repo_details
       # - facts.soundcheckDefaultTrackBasic, from soundcheck:default/track/basic

       apiVersion: paved-road.io/v1
       kind: RulePack
       metadata:
         name: soundcheck
         title: Soundcheck
         version: 1.0.0
         description: Checks and tracks that Soundcheck had.
       spec:
         levels:
           - id: bronze
             title: Bronze
           - id: silver
             title: Silver
           - id: gold
             title: Gold
         tracks:
           - id: basic
             title: Basic
           - id: on-call
             title: On call
           - id: soundcheck
             title: Soundcheck
         checks:
           # From track basic, level 1, check has_readme_check.
           # It has no failedMessage, so its description says what to do.
           - id: has-readme-check
             title: Readme
             description: A readme says what it is.
             track: basic
             level: bronze
             filter:
               kind: component
               spec.type:
                 $in:
                   - service
                   - website
             expression: ('README.md' in facts.repository.files)
             remediation:
               text: A readme says what it is.
               link:
                 title: Basic
                 url: https://example.com/basic
           # From track basic, level 1, check is_repo_private.
           # Its failedMessage has placeholders that nothing fills in here.
           - id: is-repo-private
             title: Private repository
             description: Nobody else reads the code.
             track: basic
             level: bronze
             filter:
               kind: component
               spec.type:
                 $in:
                   - service
                   - website
             expression: has(facts.githubDefaultRepoDetails.private) && facts.githubDefaultRepoDetails.private
             remediation:
               text: Make the repository private. It is {{ value }}.
               link:
                 title: Basic
                 url: https://example.com/basic
           # From track basic, level 2, check has_less_than_ten_open_issues.
           - id: has-less-than-ten-open-issues
             title: Open issues
             description: Issues are looked after.
             track: basic
             level: silver
             filter:
               kind: component
               spec.type:
                 $in:
                   - service
                   - website
             expression: has(facts.githubDefaultRepoDetails.open_issues) &&
               facts.githubDefaultRepoDetails.open_issues < 10
             remediation:
               text: Close issues until fewer than 10 are open.
               link:
                 title: Basic
                 url: https://example.com/basic
           # From track on-call, level 1, check has_pager.
           # It has no failedMessage, so its description says what to do.
           - id: has-pager
             title: Pager
             description: Someone is called.
             track: on-call
             level: bronze
             filter:
               spec.lifecycle: production
             expression: annotation(entity, 'pagerduty.com/service-id') != '' && (!(has(entity.spec) &&
               has(entity.spec.owner)) || entity.spec.owner != 'group:default/nobody')
             remediation:
               text: Someone is called.
           # From track on-call, level 1, check is_repo_private.
           # Its failedMessage has placeholders that nothing fills in here.
           # It stands in several tracks, so it is is-repo-private-2 in this one.
           - id: is-repo-private-2
             title: is_repo_private
             description: is_repo_private
             track: on-call
             level: bronze
             expression: has(facts.githubDefaultRepoDetails.private) && facts.githubDefaultRepoDetails.private
             remediation:
               text: Make the repository private. It is {{ value }}.
           # From check is_certified.
           # It has no failedMessage, so its description says what to do.
           - id: is-certified
             title: is_certified
             description: is_certified
             track: soundcheck
             level: bronze
             expression: has(facts.soundcheckDefaultTrackBasic.highestLevel) &&
               has(facts.soundcheckDefaultTrackBasic.highestLevel.ordinal) &&
               facts.soundcheckDefaultTrackBasic.highestLevel.ordinal >= 1
             remediation:
               text: Pass is_certified.

       # Not translated:
       # - track basic, level 2, check is_nowhere: the files have no check is_nowhere; give the file that has it too
       # - check searches: the path $.jobs[*].name searches from [*].name; write the expression by hand
       "
      `);
    });

    it('writes rules that decide as before', async () => {
      await importing(
        'soundcheck',
        'checks.yaml',
        'tracks.yaml',
        '--filter',
        'kind: Component',
        '--output',
        'pack.yaml',
      );
      const judge = (entity: ReturnType<typeof component>) =>
        verdicts(
          pack(),
          {
            githubDefaultRepoDetails: { open_issues: 10, private: true },
            soundcheckDefaultTrackBasic: { highestLevel: { ordinal: 2 } },
            repository: { files: ['README.md'], probes: {} },
          },
          { entity },
        );
      const paged = component({ lifecycle: 'production', owner: 'search' });
      paged.metadata.annotations = { 'pagerduty.com/service-id': 'P1' };
      expect(judge(paged)).toEqual({
        'has-readme-check': 'pass',
        'is-repo-private': 'pass',
        'is-repo-private-2': 'pass',
        'has-less-than-ten-open-issues': 'fail',
        'has-pager': 'pass',
        'is-certified': 'pass',
      });
      expect(judge(component({ type: 'library' }))).toEqual({
        'has-readme-check': 'not-applicable',
        'is-repo-private': 'not-applicable',
        'is-repo-private-2': 'pass',
        'has-less-than-ten-open-issues': 'not-applicable',
        'has-pager': 'not-applicable',
        'is-certified': 'pass',
      });
    });
  });

  describe('whatever it gets', () => {
    it('writes no file over another one', async () => {
      directory.addContent({ 'pack.yaml': 'edited' });
      expect(
        await importing(
          'tech-insights',
          'app-config.yaml',
          '--output',
          'pack.yaml',
        ),
      ).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('the file exists'),
      });
      expect(pack()).toBe('edited');
    });

    it.each([
      [['tech-insights', 'checks.yaml'], 'no techInsights.factChecker.checks'],
      [['tech-insights', 'nothing.yaml'], 'There is no nothing.yaml'],
      [['soundcheck', 'tracks.yaml'], 'no checks'],
      [['spreadsheet', 'checks.yaml'], 'Use one of tech-insights'],
      [['tech-insights', 'broken.yaml'], 'broken.yaml:1:'],
      [['tech-insights', 'app-config.yaml', '--level', 'basic'], 'not one of'],
      [['tech-insights', 'none.yaml'], 'No rule could be translated'],
    ])('refuses %j', async (args, message) => {
      directory.addContent({
        'broken.yaml': 'a: [',
        'none.yaml':
          'techInsights: { factChecker: { checks: { a: { type: x } } } }',
      });
      const { exitCode, stdout, stderr } = await importing(...args);
      expect({ exitCode, stdout, stderr }).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: expect.stringContaining(message),
      });
    });

    it('writes a valid pack with each rule accounted for', async () => {
      const anything = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.constantFrom("'", '\n# - id: injected', '\u0000', '${{ x }}', '*/'),
      );
      const check = fc.record(
        {
          type: fc.constant('json-rules-engine'),
          name: anything,
          description: anything,
          factIds: fc.array(anything, { minLength: 1, maxLength: 2 }),
          rule: fc.record({
            conditions: fc.record({
              all: fc.array(
                fc.record({
                  fact: anything,
                  operator: fc.constantFrom('equal', 'in', 'contains'),
                  value: fc.oneof(anything, fc.array(anything), fc.double()),
                  path: fc.constantFrom(undefined, '$.a', '$..b'),
                }),
                { minLength: 1 },
              ),
            }),
          }),
          metadata: fc.dictionary(anything, anything),
          links: fc.array(fc.record({ title: anything, url: anything })),
          filter: fc.dictionary(anything, anything),
        },
        { requiredKeys: ['type', 'name', 'description', 'factIds', 'rule'] },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(anything, check, { minKeys: 1, maxKeys: 4 }),
          async checks => {
            directory.addContent({
              'any.json': JSON.stringify({
                techInsights: { factChecker: { checks } },
              }),
            });
            const { exitCode, stdout, stderr } = await importing(
              'tech-insights',
              'any.json',
            );
            const mentioned = stderr.match(
              /techInsights\.factChecker\.checks\./g,
            );
            expect(mentioned?.length).toBeGreaterThanOrEqual(
              Object.keys(checks).length,
            );
            const ids =
              stdout === ''
                ? []
                : parseRulePack(stdout, 'pack.yaml').pack.spec.checks.map(
                    ({ id }) => id,
                  );
            expect(ids.length === 0).toBe(exitCode === 2);
            expect(ids).not.toContain('injected');
          },
        ),
        { numRuns: 50 },
      );
    });
  });
});
