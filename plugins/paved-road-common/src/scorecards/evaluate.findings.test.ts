import {
  createCheck,
  createRules,
  createSubject,
  entity,
  known,
} from './__testUtils__/rulePacks';
import { evaluate } from './evaluate';
import { findingKindNames, RepositoryFindings } from './findings/kinds';

const workload = {
  subject: 'chat',
  file: 'deploy/chat.yaml',
  line: 12,
  source: 'read' as const,
  technology: 'Kubernetes',
  readinessProbe: { exists: true },
  livenessProbe: { exists: true },
  resourceRequests: { exists: true },
  memoryLimit: { exists: true, value: '1Gi' },
  scalingLimit: { exists: false },
};

const runbook = {
  subject: 'docs/runbook.md',
  file: 'docs/runbook.md',
  line: 1,
  source: 'read' as const,
  topic: 'runbook',
  hasContent: true,
};

function createFindings(
  found: Partial<RepositoryFindings['found']>,
  rest: Partial<RepositoryFindings> = {},
): RepositoryFindings {
  const none = Object.fromEntries(findingKindNames.map(kind => [kind, []]));
  return {
    found: { ...none, ...found } as RepositoryFindings['found'],
    unread: [],
    searched: {
      workloads: ['Kubernetes manifests in any folder'],
      documents: ['docs/**/*.md'],
    },
    ...rest,
  };
}

const unreadManifest = {
  subject: 'deploy/big.yaml',
  problem: 'has 3 MB',
  kinds: ['workloads' as const],
};

function judge(
  expression: string,
  findings: RepositoryFindings,
  pattern = 'monolith',
) {
  const evaluation = evaluate(
    createRules([createCheck({ expression })]),
    createSubject({
      entity: {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: { 'paved-road.io/pattern': pattern },
        },
      },
      facts: { repository: known({ files: [], probes: {}, findings }) },
    }),
  );
  return evaluation!.results[0];
}

const probes =
  'workloads.all(w, w.readinessProbe.exists && w.livenessProbe.exists)';
const hasRunbook = "documents.exists(d, d.topic == 'runbook' && d.hasContent)";
const none = createFindings({});

describe('a check of a property', () => {
  it('passes if every subject has it', () => {
    expect(
      judge(probes, createFindings({ workloads: [workload] })),
    ).toMatchObject({
      state: 'pass',
      evidence: [
        { name: 'chat', value: 'found', file: 'deploy/chat.yaml', line: 12 },
      ],
    });
  });

  it('fails for a subject without it, even beside an undetermined or unread one', () => {
    const bad = {
      ...workload,
      subject: 'search',
      livenessProbe: { exists: false },
    };
    const template = {
      ...workload,
      subject: 'gateway',
      readinessProbe: { unknown: 'cannot be evaluated' },
    };
    for (const workloads of [
      [bad, template],
      [template, bad],
    ]) {
      expect(
        judge(
          probes,
          createFindings({ workloads }, { unread: [unreadManifest] }),
        ),
      ).toMatchObject({
        state: 'fail',
        evidence: expect.arrayContaining([
          {
            name: 'search',
            value: 'no liveness probe',
            file: 'deploy/chat.yaml',
            line: 12,
          },
        ]),
      });
    }
  });

  it('is unknown if a subject cannot be determined, or a file with subjects is unread', () => {
    const template = {
      ...workload,
      readinessProbe: { unknown: 'the template cannot be evaluated' },
    };
    expect(
      judge(probes, createFindings({ workloads: [workload, template] })),
    ).toMatchObject({
      state: 'unknown',
      reason: 'deploy/chat.yaml, line 12: the template cannot be evaluated.',
      file: 'deploy/chat.yaml',
      line: 12,
    });
    expect(
      judge(
        probes,
        createFindings({ workloads: [workload] }, { unread: [unreadManifest] }),
      ),
    ).toMatchObject({
      state: 'unknown',
      reason: 'deploy/big.yaml has 3 MB.',
    });
  });

  it('does not apply without a subject, unless the pattern needs one or a file is unread', () => {
    expect(judge(probes, none)).toMatchObject({
      state: 'not-applicable',
      evidence: [
        {
          name: 'Searched for workloads',
          value: 'Kubernetes manifests in any folder',
        },
      ],
    });
    expect(judge(probes, none, 'microservices')).toMatchObject({
      state: 'unknown',
      reason: 'No workloads found, but the pattern microservices needs some',
    });
    expect(
      judge(probes, createFindings({}, { unread: [unreadManifest] })),
    ).toMatchObject({ state: 'unknown' });
  });
});

describe('a check of existence', () => {
  it('passes if there is one, whatever is unread', () => {
    const unread = [{ ...unreadManifest, kinds: ['documents' as const] }];
    expect(
      judge(hasRunbook, createFindings({ documents: [runbook] }, { unread })),
    ).toMatchObject({ state: 'pass' });
  });

  it('fails if there is none and everything has been read', () => {
    expect(judge(hasRunbook, none)).toMatchObject({
      state: 'fail',
      evidence: [{ name: 'Searched for documents', value: 'docs/**/*.md' }],
    });
    const unread = [{ ...unreadManifest, kinds: ['documents' as const] }];
    expect(judge(hasRunbook, createFindings({}, { unread }))).toMatchObject({
      state: 'unknown',
    });
  });

  it('names the one that is not enough', () => {
    const stub = { ...runbook, hasContent: false };
    const licence = { ...runbook, topic: 'licence', hasContent: false };
    expect(
      judge(hasRunbook, createFindings({ documents: [licence, stub] })),
    ).toMatchObject({
      state: 'fail',
      evidence: [
        {
          name: 'docs/runbook.md',
          value: 'has too little content',
          file: 'docs/runbook.md',
          line: 1,
        },
      ],
    });
  });

  it('reads no findings after a link that is enough', () => {
    expect(
      judge(
        `size(links(entity, 'runbook')) > 0 || ${hasRunbook}`,
        createFindings(
          {},
          { unread: [{ ...unreadManifest, kinds: ['documents'] }] },
        ),
      ),
    ).toMatchObject({ state: 'pass' });
  });
});

describe('a check of absence', () => {
  const noSecrets = 'secrets.all(s, false)';

  it('passes only if everything has been read', () => {
    expect(judge(noSecrets, none)).toMatchObject({ state: 'pass' });
    expect(
      judge(
        noSecrets,
        createFindings(
          {},
          { unread: [{ ...unreadManifest, kinds: ['secrets'] }] },
        ),
      ),
    ).toMatchObject({ state: 'unknown' });
    const secrets = [
      { subject: 'key', file: '.env', line: 3, source: 'read' as const },
    ];
    expect(judge(noSecrets, createFindings({ secrets }))).toMatchObject({
      state: 'fail',
    });
  });
});

describe('findings', () => {
  it('may be hidden by a variable of an older rule pack', () => {
    const expression =
      'cel.bind(workloads, facts.repository.files, size(workloads) == 0)';
    expect(judge(expression, none)).toMatchObject({
      state: 'pass',
      facts: ['repository'],
    });
  });

  it('are unknown if the repository has not been read', () => {
    const rules = createRules([createCheck({ expression: probes })]);
    expect(evaluate(rules, createSubject())!.results[0]).toMatchObject({
      state: 'unknown',
      fact: 'repository',
    });
  });

  it('are checked for misspelt fields', () => {
    expect(() =>
      createRules([
        createCheck({ expression: 'workloads.all(w, w.readyness.exists)' }),
      ]),
    ).toThrow(/readyness/);
  });
});

describe('findings of an earlier version', () => {
  it('leave checks of newer kinds unknown', () => {
    const { workloads: _, ...found } = none.found;
    expect(
      judge(probes, {
        ...none,
        found: found as RepositoryFindings['found'],
      }),
    ).toMatchObject({
      state: 'unknown',
      reason: 'The repository has not been read since the last upgrade',
    });
  });
});

describe('a property that needs a subject', () => {
  it('is unknown if an unread file may contain one', () => {
    const expression = `size(workloads) > 0 && ${probes}`;
    expect(judge(expression, none)).toMatchObject({ state: 'fail' });
    expect(
      judge(expression, createFindings({}, { unread: [unreadManifest] })),
    ).toMatchObject({ state: 'unknown' });
  });
});

describe('an advisory check', () => {
  it('neither scores nor blocks a level', () => {
    const rules = createRules([
      createCheck({ id: 'one', expression: 'true' }),
      createCheck({ id: 'two', expression: 'false', advisory: true }),
    ]);
    expect(evaluate(rules, createSubject())).toMatchObject({
      level: 'gold',
      score: 100,
      results: [{}, { state: 'fail', advisory: true }],
    });
  });
});
