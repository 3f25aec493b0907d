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
      'scorecard.yaml': fixture('cortex.yaml'),
      'scorecard.json': fixture('compass.json'),
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
           It has no solution, so the remediation is its description.
         both-migrations, from techInsights.factChecker.checks.bothMigrations
           Dropped: metadata.team.
           It has no solution, so the remediation is its description.
         coverage, from techInsights.factChecker.checks.coverage
           It has no solution, so the remediation is its description.

       Not translated
         techInsights.factChecker.checks.startsWith
           The operator startsWith is not built in.
         techInsights.factChecker.checks.whichOne
           Several of its factIds may have the fact completed; add params.factRetrieverId to its conditions, or keep one of factIds.

       Required facts
         facts.entityOwnershipFactRetriever, from the retriever entityOwnershipFactRetriever
         facts.entityMetadataFactRetriever, from the retriever entityMetadataFactRetriever
         facts.techdocsFactRetriever, from the retriever techdocsFactRetriever
         facts.migrationStatusA, from the retriever migrationStatus.a
         facts.migrationStatusB, from the retriever migrationStatus.b
         facts.coverageFactRetriever, from the retriever coverageFactRetriever

       Notes
         Checks without a metadata.rank from 1 to 3 are required for bronze; change their level if needed.
         Tech Insights skips a check whose facts are missing; here it is unknown, and blocks the level.
         The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       "
      `);
      expect(pack()).toMatchInlineSnapshot(`
       "# Imported by \`paved-road import\`. Read the comments before you use it.
       # Checks without a metadata.rank from 1 to 3 are required for bronze; change their level if needed.
       # Tech Insights skips a check whose facts are missing; here it is unknown, and blocks the level.
       # The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       # Required facts:
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
         description: Checks from the config of Tech Insights.
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
             track: ownership
             level: bronze
             expression: facts.entityOwnershipFactRetriever.hasGroupOwner
             remediation:
               text: Set spec.owner to a group.
               link:
                 title: Descriptor format
                 url: https://backstage.io/docs
           # From techInsights.factChecker.checks.describedAndDocumented.
           # It has no solution, so the remediation is its description.
           - id: described-and-documented
             title: Documentation
             description: The entity says what it is, and has documentation.
             track: tech-insights
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
           # From techInsights.factChecker.checks.bothMigrations.
           # Dropped: metadata.team.
           # It has no solution, so the remediation is its description.
           - id: both-migrations
             title: Migrations
             description: Both migrations are complete.
             track: tech-insights
             level: gold
             expression: facts.migrationStatusA.completed && facts.migrationStatusB.completed
             remediation:
               text: Both migrations are complete.
           # From techInsights.factChecker.checks.coverage.
           # It has no solution, so the remediation is its description.
           - id: coverage
             title: Coverage
             description: Tests cover the code.
             track: tech-insights
             level: bronze
             expression: facts.coverageFactRetriever.lines >= 80 && facts.coverageFactRetriever.language in
               ['go', 'java'] && (!(has(facts.coverageFactRetriever.report.summary) &&
               has(facts.coverageFactRetriever.report.summary.files) &&
               size(facts.coverageFactRetriever.report.summary.files) > 0 && 'covered' in
               facts.coverageFactRetriever.report.summary.files[0]) ||
               facts.coverageFactRetriever.report.summary.files[0].covered != 0)
             remediation:
               text: Tests cover the code.

       # Not translated:
       # - techInsights.factChecker.checks.startsWith: the operator startsWith is not built in
       # - techInsights.factChecker.checks.whichOne: several of its factIds may have the fact completed; add params.factRetrieverId to its conditions, or keep one of factIds
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
           It has no failedMessage, so the remediation is its description.
         is-repo-private, from track basic, level 1, check is_repo_private
           The placeholders in its failedMessage stay as they are.
         has-less-than-ten-open-issues, from track basic, level 2, check has_less_than_ten_open_issues
         has-pager, from track on-call, level 1, check has_pager
           It has no failedMessage, so the remediation is its description.
         is-repo-private-2, from track on-call, level 1, check is_repo_private
           The placeholders in its failedMessage stay as they are.
           Another check has the id is-repo-private, so it is is-repo-private-2.
         is-certified, from check is_certified
           It has no failedMessage, so the remediation is its description.

       Not translated
         track basic, level 2, check is_nowhere
           The files have no check is_nowhere; add the file that has it.
         check searches
           The path $.jobs[*].name searches from [*].name; write the expression by hand.

       Required facts
         facts.githubDefaultRepoDetails, from github:default/repo_details
         facts.soundcheckDefaultTrackBasic, from soundcheck:default/track/basic

       Notes
         Soundcheck certifies each track separately; here an entity has a level if all tracks have it. Pages and figures still show each track.
         Levels: Started of basic is Bronze; level 2 of basic is Silver; level 1 of on-call is Bronze.
         The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       "
      `);
      expect(stdout).toMatchInlineSnapshot(`
       "# Imported by \`paved-road import\`. Read the comments before you use it.
       # Soundcheck certifies each track separately; here an entity has a level if all tracks have it. Pages and figures still show each track.
       # Levels: Started of basic is Bronze; level 2 of basic is Silver; level 1 of on-call is Bronze.
       # The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       # Required facts:
       # - facts.githubDefaultRepoDetails, from github:default/repo_details
       # - facts.soundcheckDefaultTrackBasic, from soundcheck:default/track/basic

       apiVersion: paved-road.io/v1
       kind: RulePack
       metadata:
         name: soundcheck
         title: Soundcheck
         version: 1.0.0
         description: Checks and tracks of Soundcheck.
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
           # It has no failedMessage, so the remediation is its description.
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
           # The placeholders in its failedMessage stay as they are.
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
           # It has no failedMessage, so the remediation is its description.
           - id: has-pager
             title: Pager
             description: Someone is called.
             track: on-call
             level: bronze
             filter:
               spec.lifecycle: production
             expression: (!(has(entity.metadata) && has(entity.metadata.annotations) &&
               'pagerduty.com/service-id' in entity.metadata.annotations) ||
               entity.metadata.annotations['pagerduty.com/service-id'] != '') && (!(has(entity.spec) &&
               has(entity.spec.owner)) || entity.spec.owner != 'group:default/nobody')
             remediation:
               text: Someone is called.
           # From track on-call, level 1, check is_repo_private.
           # The placeholders in its failedMessage stay as they are.
           # Another check has the id is-repo-private, so it is is-repo-private-2.
           - id: is-repo-private-2
             title: is_repo_private
             description: is_repo_private
             track: on-call
             level: bronze
             expression: has(facts.githubDefaultRepoDetails.private) && facts.githubDefaultRepoDetails.private
             remediation:
               text: Make the repository private. It is {{ value }}.
           # From check is_certified.
           # It has no failedMessage, so the remediation is its description.
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
       # - track basic, level 2, check is_nowhere: the files have no check is_nowhere; add the file that has it
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

  describe('cortex', () => {
    it('translates what maps, and names what does not', async () => {
      const { exitCode, stdout } = await importing(
        'cortex',
        'scorecard.yaml',
        '--output',
        'pack.yaml',
      );
      expect(exitCode).toBe(1);
      expect(stdout).toMatchInlineSnapshot(`
       "6 of 8 rules translated into pack.yaml: 4 exactly, 2 approximately, 2 not.

       Exactly: the same facts give the same verdict
         readme, from onboarding, Readme
         docs-or-runbook, from onboarding, Docs or runbook
         coverage, from onboarding, Coverage
         fast-response, from onboarding, Fast response

       Approximately: the verdict may differ, see the notes
         repository, from onboarding, Repository
           Instead of a repository in Cortex, the entity needs the annotation backstage.io/source-location.
         dashboard, from onboarding, Dashboard
           Regular expressions use the syntax of RE2.

       Not translated
         onboarding, SonarQube
           The value sonarqube has no counterpart: sonarqube != null.
         onboarding, Stable version
           CQL from | true on is not read: semver(jq(custom("runtime"), ".version")).isStable() | true.

       Required facts
         facts.cortexSonarqubeMetricCoverage, from the CQL sonarqube.metric("coverage")
         facts.cortexCustom, from custom data of Cortex, by its keys
         facts.cortexOncallAnalysisLookbackDurationP1WMeanSecondsToFirstAck, from the CQL oncall.analysis(lookback=duration("P1W")).meanSecondsToFirstAck

       Notes
         Values that Cortex computes become facts. A collector or a pipeline must supply them under the names below.
         Rules of onboarding without one of its levels are required for bronze.
         The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       "
      `);
      expect(
        parseRulePack(pack(), 'pack.yaml').pack.spec.checks.map(
          ({ id, level, expression }) => [id, level, expression],
        ),
      ).toMatchInlineSnapshot(`
       [
         [
           "readme",
           "bronze",
           "facts.repository.files.exists(f, f == 'README.md' || f.startsWith('README.md/'))",
         ],
         [
           "docs-or-runbook",
           "silver",
           "facts.repository.files.exists(f, f == 'docs' || f.startsWith('docs/')) || size(links(entity, 'runbook')) > 0",
         ],
         [
           "repository",
           "bronze",
           "annotation(entity, 'backstage.io/source-location') != ''",
         ],
         [
           "coverage",
           "gold",
           "facts.cortexSonarqubeMetricCoverage >= 90 && !(facts.cortexCustom.legacy == 'yes')",
         ],
         [
           "fast-response",
           "bronze",
           "facts.cortexOncallAnalysisLookbackDurationP1WMeanSecondsToFirstAck < 300",
         ],
         [
           "dashboard",
           "silver",
           "links(entity, 'dashboard').exists(l, l.matches('https://.*\\\\.example\\\\.com/.*'))",
         ],
       ]
      `);
    });

    it('writes rules that decide as before', async () => {
      await importing(
        'cortex',
        'scorecard.yaml',
        '--filter',
        'kind: Component',
        '--output',
        'pack.yaml',
      );
      const entity = component();
      entity.metadata.links = [
        { url: 'https://a.example.com/b', type: 'dashboard' },
      ];
      const judge = (files: string[], coverage: number, custom: object) =>
        verdicts(
          pack(),
          {
            cortexSonarqubeMetricCoverage: coverage,
            cortexCustom: custom,
            cortexOncallAnalysisLookbackDurationP1WMeanSecondsToFirstAck: 299,
            repository: { files, probes: {} },
          },
          { entity },
        );
      expect(
        judge(['README.md', 'docs/index.md'], 90, { legacy: 'no' }),
      ).toEqual({
        readme: 'pass',
        'docs-or-runbook': 'pass',
        repository: 'fail',
        coverage: 'pass',
        'fast-response': 'pass',
        dashboard: 'pass',
      });
      expect(judge(['docs.md'], 90, { legacy: 'yes' })).toMatchObject({
        readme: 'fail',
        'docs-or-runbook': 'fail',
        coverage: 'fail',
      });
    });
  });

  describe('compass', () => {
    it('translates what maps, and names what does not', async () => {
      const { exitCode, stdout } = await importing(
        'compass',
        'scorecard.json',
        '--output',
        'pack.yaml',
      );
      expect(exitCode).toBe(1);
      expect(stdout).toMatchInlineSnapshot(`
       "5 of 6 rules translated into pack.yaml: 0 exactly, 5 approximately, 1 not.

       Approximately: the verdict may differ, see the notes
         has-description, from Component readiness, Has Description
           The component type SERVICE of Compass becomes the spec.type service.
         owner, from Component readiness, Owner
           The component type SERVICE of Compass becomes the spec.type service.
         on-call-link, from Component readiness, On-call link
           The component type SERVICE of Compass becomes the spec.type service.
           Links of Compass must be in metadata.links, with the type on-call.
         coverage, from Component readiness, Coverage
           The component type SERVICE of Compass becomes the spec.type service.
         public, from Component readiness, Public
           The component type SERVICE of Compass becomes the spec.type service.

       Not translated
         Component readiness, New framework
           Criteria of the type CompassHasPackageDependencyScorecardCriteria have no counterpart.

       Required facts
         facts.compassUnitTestCoverage, from the metric Unit test coverage of Compass
         facts.compassIsPublic, from the custom field Is public of Compass

       Notes
         Compass has a score but no levels, so all checks are required for bronze; weights are kept.
         Metrics and custom fields of Compass become facts. A collector or a pipeline must supply them under the names below.
         The pack has no filter, so it is for the entities that the portal counts as AI services; with --filter 'kind: Component' it is for all components.
       "
      `);
      const judge = (facts: object) => {
        const entity = component();
        entity.metadata.description = 'Finds things.';
        entity.metadata.links = [{ url: 'https://a', type: 'on-call' }];
        return verdicts(
          pack().replace('spec:', 'spec:\n  filter: { kind: Component }'),
          { compassUnitTestCoverage: 80, compassIsPublic: false, ...facts },
          { entity },
        );
      };
      expect(judge({})).toEqual({
        'has-description': 'pass',
        owner: 'fail',
        'on-call-link': 'pass',
        coverage: 'pass',
        public: 'pass',
      });
      expect(
        judge({ compassUnitTestCoverage: 79.9, compassIsPublic: true }),
      ).toMatchObject({ coverage: 'fail', public: 'fail' });
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
      [['cortex', 'app-config.yaml'], 'is not a scorecard of Cortex: tag'],
      [['cortex', 'scorecard.yaml', '--levels', 'one'], 'has 3 levels'],
      [['compass', 'app-config.yaml'], 'is not a scorecard of Compass: name'],
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
          // Zod drops this key of a record.
          fc.dictionary(
            anything.filter(key => key !== '__proto__'),
            check,
            { minKeys: 1, maxKeys: 4 },
          ),
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
