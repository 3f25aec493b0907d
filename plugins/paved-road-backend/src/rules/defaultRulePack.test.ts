import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import {
  AssessmentFacts,
  Evaluation,
  FactOutcome,
} from '@paved-road/plugin-paved-road-common';
import { patterns } from '@paved-road/plugin-paved-road-common/advisor';
import {
  evaluate,
  findingKindNames,
  toRelationFacts,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  createAiService,
  defaultRules,
  evaluateByDefault,
  readRepository,
} from '../__testUtils__/defaultRulePack';

const emptyRepository = {
  status: 'known' as const,
  value: {
    files: [],
    probes: Object.fromEntries(defaultRules.probes.map(({ id }) => [id, []])),
    findings: {
      found: Object.fromEntries(findingKindNames.map(kind => [kind, []])),
      unread: [],
      searched: {},
    },
  },
};
const notRead: FactOutcome = {
  status: 'unknown',
  reason: 'git.example.com did not answer within 60 s',
};

const directory = createMockDirectory();

const idsOf = (
  { results }: Pick<Evaluation, 'results'>,
  is: (result: Evaluation['results'][number]) => boolean,
) => results.filter(is).map(({ checkId }) => checkId);

describe('default rule pack', () => {
  it('covers every track of the paved road', () => {
    expect(defaultRules.checks.length).toBeGreaterThanOrEqual(24);
    const checks = defaultRules.tracks.map(({ id }) => [
      id,
      defaultRules.checks.filter(({ track }) => track === id).length,
    ]);
    expect(Object.fromEntries(checks)).toEqual({
      ownership: 5,
      architecture: 13,
      'ai-core': 5,
      delivery: 4,
      operability: 6,
      security: 11,
      cost: 3,
      documentation: 3,
    });
  });

  it('gives evidence for every check, and something to do about it', () => {
    const silent = defaultRules.checks.filter(
      ({ expression, evidence, remediation }) =>
        // Findings are evidence themselves.
        (evidence.length === 0 &&
          !findingKindNames.some(kind => expression.includes(`${kind}.`))) ||
        remediation.text.length < 20,
    );
    expect(silent).toEqual([]);
  });

  it('is the same tomorrow, where nothing changes', () => {
    expect(defaultRules.timeDependent).toBe(false);
  });

  it('can look at the largest repository that is read', () => {
    const files = Array.from(
      { length: 10_000 },
      (_, index) => `${'services/parcels/src/main/java/'.repeat(3)}${index}.x`,
    );
    const { results } = evaluateByDefault(
      createAiService({ 'paved-road.io/pattern': 'hybrid' }),
      {
        status: 'known',
        value: { ...emptyRepository.value, files },
      },
    );
    expect(
      results.filter(
        result =>
          result.state === 'unknown' && !/^No \w+ found/.test(result.reason),
      ),
    ).toEqual([]);
    expect(
      results.flatMap(({ evidence }) =>
        evidence.filter(({ value }) => value === 'unknown'),
      ),
    ).toEqual([]);
  });

  it('asks nobody but the catalog for the lowest level', () => {
    const { results } = evaluateByDefault(createAiService(), notRead);
    const facts = results
      .filter(({ level }) => level === 'bronze')
      .flatMap(result => result.facts);
    expect(facts).toEqual([]);
  });

  describe.each([...patterns, undefined])(
    'of a service that is %s',
    pattern => {
      const annotations = pattern && { 'paved-road.io/pattern': pattern };

      it.each(['ai-service', 'ai-function', 'ai-pipeline'])(
        'is passed in nothing above bronze by an %s that shows nothing',
        type => {
          const entity = createAiService(annotations, {
            spec: { type, lifecycle: 'production' },
          });
          for (const repository of [emptyRepository, notRead]) {
            expect(
              idsOf(
                evaluateByDefault(entity, repository),
                ({ advisory, level, state }) =>
                  !advisory && level !== 'bronze' && state === 'pass',
              ),
            ).toEqual(pattern ? ['pattern-declared'] : []);
          }
        },
      );
    },
  );

  it.each([
    ['an empty repository', {}],
    ['a stack without a detector', { 'src/main.zig': 'pub fn main() void {}' }],
  ])('leaves %s below silver, whatever the catalog says', async (_, files) => {
    directory.setContent({ repository: files });
    const entity = createAiService(
      { 'paved-road.io/pattern': 'monolith' },
      { spec: { type: 'ai-service', lifecycle: 'experimental' } },
    );
    const { results } = evaluateByDefault(
      entity,
      await readRepository(directory.resolve('repository')),
    );
    const open = idsOf(
      { results },
      ({ level, state }) => level === 'silver' && state === 'fail',
    );
    expect(open).toEqual(
      expect.arrayContaining(['has-pipeline', 'has-tests', 'has-runbook']),
    );
  });

  it('says why it does not know what is in the repository', () => {
    const { results } = evaluateByDefault(createAiService(), notRead);
    const tests = results.find(({ checkId }) => checkId === 'has-tests');
    expect(tests).toMatchObject({
      state: 'unknown',
      facts: ['repository'],
      reason: expect.stringContaining(
        'git.example.com did not answer within 60 s',
      ),
    });
  });

  it('does not take one owner for another', () => {
    const entity = createAiService(undefined, {
      relations: ['group:default/gone', 'user:default/sam.owner'].map(
        targetRef => ({ type: 'ownedBy', targetRef }),
      ),
    });
    const { results } = evaluate(defaultRules, {
      entity,
      relations: toRelationFacts(entity, ref =>
        ref.startsWith('user:') ? {} : undefined,
      ),
      facts: { repository: notRead },
      waivers: [],
      now: new Date(),
    })!;
    expect(
      results.find(({ checkId }) => checkId === 'owner-is-group')?.state,
    ).toBe('fail');
  });

  it('fills in the form of the template as its pickers do', () => {
    const valuesOf = (relations: Entity['relations']) =>
      evaluateByDefault(
        createAiService(
          { 'paved-road.io/pattern': 'monolith' },
          { spec: { type: 'ai-service', owner: 'Parcels' }, relations },
        ),
        emptyRepository,
      ).results.flatMap(result =>
        result.checkId === 'module-boundaries' && result.state === 'fail'
          ? [result.remediation.template?.values]
          : [],
      );
    expect(
      valuesOf([
        { type: 'ownedBy', targetRef: 'group:default/parcels' },
        { type: 'partOf', targetRef: 'system:default/post' },
      ]),
    ).toEqual([
      {
        name: 'parcel-questions-next',
        owner: 'group:default/parcels',
        system: 'system:default/post',
      },
    ]);
    expect(valuesOf([])).toEqual([{ name: 'parcel-questions-next' }]);
  });

  describe('of a decision under measurement', () => {
    const resultWith = (measured?: AssessmentFacts['measured']) =>
      evaluateByDefault(createAiService(), notRead, {
        id: '1',
        status: 'approved',
        pattern: 'serverless',
        recommendedPattern: 'serverless',
        stage: 'mvp',
        modelVersion: '2.1.0',
        author: 'user:default/ada',
        createdAt: '2026-01-01T00:00:00.000Z',
        updatedAt: '2026-01-02T12:00:00.000Z',
        stale: [],
        highRisks: [],
        standing: measured?.holds === false ? 'no-longer-holds' : 'clear',
        measured,
      }).results.find(({ checkId }) => checkId === 'decision-holds')!;
    const valuesOf = ({ evidence }: ReturnType<typeof resultWith>) =>
      evidence.map(({ value }) => value);

    it('passes while nothing is measured, and says so', () => {
      const result = resultWith();
      expect(result.state).toBe('pass');
      expect(valuesOf(result)).toEqual(['serverless', 'not measured', 'never']);
    });

    it('passes while the answer is the same', () => {
      const result = resultWith({ holds: true, pattern: 'serverless' });
      expect(result.state).toBe('pass');
      expect(valuesOf(result)).toEqual(['serverless', 'serverless', 'never']);
    });

    it('passes while it has not been another one for long enough', () => {
      const result = resultWith({
        holds: true,
        pattern: 'microservices',
        since: '2026-11-20T00:00:00.000Z',
      });
      expect(result.state).toBe('pass');
    });

    it('fails when it no longer holds', () => {
      const result = resultWith({
        holds: false,
        pattern: 'microservices',
        since: '2026-11-20T00:00:00.000Z',
      });
      expect(result.state).toBe('fail');
      expect(valuesOf(result)).toEqual([
        'serverless',
        'microservices',
        '2026-11-20T00:00:00.000Z',
      ]);
    });

    it('fails where nothing is assessed', () => {
      const { results } = evaluateByDefault(createAiService(), notRead);
      expect(
        results.find(({ checkId }) => checkId === 'decision-holds')?.state,
      ).toBe('fail');
    });
  });

  it('does not need the repository for what the catalog links', () => {
    const entity = createAiService();
    entity.metadata.links = [
      'runbook',
      'dashboard',
      'slo',
      'model-card',
      // Stand at the top of a repository, where a component of a monorepo does not see them.
      'pipeline',
      'code-owners',
      'dependency-updates',
      'security-policy',
      'license',
    ].map(type => ({ type, url: `https://example.com/${type}` }));
    expect(
      idsOf(
        evaluateByDefault(entity, notRead),
        ({ state, facts }) => state === 'pass' && facts.includes('repository'),
      ),
    ).toEqual([
      'has-pipeline',
      'has-runbook',
      'has-dashboard',
      'code-owners',
      'has-model-card',
      'dependency-updates',
      'has-security-policy',
      'has-license',
    ]);
  });
});
