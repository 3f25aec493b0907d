import fc from 'fast-check';
import { SystemEdge, systemCompositionSchema } from '../systemComposition';
import { systemPart } from './SystemPart';
import { composeSystem } from './composeSystem';
import { anyProfile } from '../../advisor/__testUtils__/profiles';
import { advise } from '../../advisor/advise';
import { createModel } from '../../advisor/extension/createModel';
import { Pattern } from '../../advisor/profile/patterns';
import { Placement } from '../../advisor/profile/placements';
import { ProfileInput, profileSchema } from '../../advisor/profile/profile';

const system = 'system:default/shop';
const ref = (name: string) => `component:default/${name}`;

const service = {
  team: { devopsMaturity: 5, parallelTeams: 5, teamSize: 60 },
  product: { driver: 'scale', roadmap: 'stable' },
  workload: {
    traffic: 'steady',
    invocation: 'api',
    latency: 'interactive',
    requestsPerMonth: 100_000_000,
    inferenceMs: 50,
    modelSizeGb: 0.5,
    memoryGb: 2,
    accelerator: 'none',
    dataPerRequestMb: 0.001,
  },
} satisfies ProfileInput;

/** A component with an assessment that decides for a pattern. */
function assessed(
  name: string,
  pattern: Pattern,
  options: {
    workload?: ProfileInput['workload'];
    team?: ProfileInput['team'];
    owner?: string;
  } = {},
) {
  const profile = profileSchema.parse({
    ...service,
    team: { ...service.team, ...options.team },
    workload: { ...service.workload, ...options.workload },
  });
  const decision = { pattern };
  return systemPart({
    entityRef: ref(name),
    title: `The ${name}`,
    owner: options.owner,
    assessment: {
      id: name,
      status: 'approved',
      profile,
      decision,
      advice: advise({ profile, decision }),
    },
  });
}

const notAssessed = (name: string) =>
  systemPart({ entityRef: ref(name), title: `The ${name}` });

const call = (source: string, target: string): SystemEdge => ({
  source: ref(source),
  target: ref(target),
});

const compose = (
  parts: ReturnType<typeof assessed>[],
  edges: SystemEdge[] = [],
) => composeSystem({ entityRef: system, parts, edges });

const riskOf = (composition: ReturnType<typeof compose>, id: string) =>
  composition.risks.find(risk => risk.id === id);

describe('the pattern of a system', () => {
  it('leaves out what was rejected, since nobody stands by it', () => {
    const { component, core } = systemPart({
      entityRef: ref('mail'),
      title: 'Mail',
      assessment: {
        id: 'mail',
        status: 'rejected',
        profile: {},
        advice: advise({ profile: {} }),
      },
    });
    expect(component.assessment).toBeUndefined();
    expect(core).toBeUndefined();
  });

  it('is that of its components where they have the same', () => {
    expect(
      compose([
        assessed('rank', 'microservices'),
        assessed('search', 'microservices'),
      ]),
    ).toMatchObject({
      assessed: 2,
      pattern: 'microservices',
      patternMix: [{ pattern: 'microservices', components: 2 }],
      text: 'Microservices: 2 components as microservices.',
    });
  });

  it('is hybrid where they differ or one of them is, and says what is open', () => {
    expect(
      compose([
        assessed('mail', 'serverless'),
        assessed('rank', 'microservices'),
        assessed('search', 'microservices'),
        notAssessed('chat'),
      ]),
    ).toMatchObject({
      assessed: 3,
      pattern: 'hybrid',
      patternMix: [
        { pattern: 'microservices', components: 2 },
        { pattern: 'serverless', components: 1 },
      ],
      text: 'Hybrid: 2 components as microservices, 1 as serverless functions. 1 component is not assessed yet.',
    });
    expect(compose([assessed('rank', 'hybrid')]).pattern).toBe('hybrid');
  });

  it('is not known while nothing is assessed', () => {
    const none = compose([notAssessed('rank'), notAssessed('chat')]);
    expect(none).toMatchObject({
      assessed: 0,
      patternMix: [],
      text: 'None of the 2 components is assessed yet.',
    });
    expect(none.pattern).toBeUndefined();
    expect(none.cost).toBeUndefined();
    expect(compose([]).text).toBe('The system has no components.');
  });

  it('leaves out what has not enough answers for a pattern, until somebody decides', () => {
    const open = { parallelTeams: 1 };
    const standing = {
      id: 'not-enough-answers' as const,
      text: 'Answer 2 more questions',
    };
    const undecided = systemPart({
      entityRef: ref('chat'),
      title: 'Chat',
      assessment: {
        id: 'chat',
        status: 'draft',
        profile: { team: open },
        advice: advise({ profile: { team: open } }),
        standing,
      },
    });
    expect(undecided.component.assessment).toMatchObject({
      verdict: 'not-enough-answers',
      standing,
    });
    expect(compose([undecided])).toMatchObject({
      assessed: 1,
      patternMix: [],
      text: '1 component has not enough answers for a pattern.',
    });
    expect(compose([undecided, assessed('rank', 'monolith')])).toMatchObject({
      assessed: 2,
      pattern: 'monolith',
      text: 'Modular monolith: 1 component as modular monolith. 1 component has not enough answers for a pattern.',
    });
  });

  it('tells the chance and the cost of what is decided, not of what is recommended', () => {
    const [monolith, functions, hybrid] = (
      ['monolith', 'serverless', 'hybrid'] as const
    ).map(pattern => assessed('rank', pattern).component.assessment!);
    const profile = profileSchema.parse(service);
    const { confidence, cost } = advise({
      profile,
      decision: { pattern: 'hybrid' },
    });
    expect(monolith.confidence).toBe(confidence.expected.monolith);
    expect(functions.confidence).toBe(confidence.expected.serverless);
    expect(monolith.verdict).toBeUndefined();
    expect(hybrid.monthly).toEqual(
      cost.perPattern.hybrid?.status === 'estimated' &&
        cost.perPattern.hybrid.monthly,
    );
  });

  it('says when there are more components than it looked at', () => {
    expect(
      composeSystem({
        entityRef: system,
        parts: [assessed('rank', 'monolith')],
        edges: [],
        totalComponents: 700,
      }).text,
    ).toBe(
      'Modular monolith: 1 component as modular monolith. Only the first 1 of 700 components are included.',
    );
  });
});

describe('the cost of a system', () => {
  it('is the sum of what its components cost as they are decided', () => {
    const monolith = assessed('a', 'monolith');
    const functions = assessed('b', 'serverless');
    const hybrid = assessed('c', 'hybrid');
    const open = assessed('d', 'serverless', {
      workload: { requestsPerMonth: undefined },
    });
    const costs = [monolith, functions, hybrid].map(
      ({ component }) => component.assessment!.monthly!,
    );
    expect(new Set(costs.map(({ mid }) => mid)).size).toBe(3);
    expect(hybrid.core).not.toBe('serverless');
    expect(open.component.assessment?.monthly).toBeUndefined();

    const { cost } = compose([monolith, functions, hybrid, open]);
    expect(cost?.components).toBe(3);
    for (const bound of ['low', 'mid', 'high'] as const) {
      expect(cost?.monthly[bound]).toBeCloseTo(
        costs.reduce((sum, monthly) => sum + monthly[bound], 0),
        6,
      );
    }
  });
});

describe('the language models of a system', () => {
  /** One that calls a language model. */
  function calling(
    name: string,
    options: {
      placement?: Placement;
      llm?: ProfileInput['llm'];
      owner?: string;
    } = {},
  ) {
    const profile = profileSchema.parse({
      ...service,
      workload: {
        traffic: 'spiky',
        invocation: 'api',
        latency: 'first-token',
        requestsPerMonth: 20_000,
        dataPerRequestMb: 0.001,
      },
      llm: options.llm ?? {
        use: 'chat',
        inputTokens: 2_000,
        outputTokens: 300,
        quality: 'mid',
        residency: 'none',
        callsPerTask: 1,
        reusedPrefix: 0.5,
      },
    });
    const { placement } = options;
    const decision = placement && { pattern: 'monolith' as const, placement };
    return systemPart({
      entityRef: ref(name),
      title: `The ${name}`,
      owner: options.owner,
      assessment: {
        id: name,
        status: 'approved',
        profile,
        decision,
        advice: advise({ profile, decision }),
      },
    });
  }

  it('are told by where they run, with their tokens, what they cost and a gateway for all', () => {
    const hosted = calling('chat', {
      placement: 'hosted-api',
      owner: 'group:default/a',
    });
    const own = calling('search', {
      placement: 'own-gpu',
      owner: 'group:default/b',
    });
    const without = assessed('mail', 'serverless');
    const composition = compose([hosted, own, without]);
    const { languageModels, cost, text } = composition;
    expect(languageModels).toMatchObject({
      components: 2,
      placementMix: [
        { placement: 'hosted-api', components: 1 },
        { placement: 'own-gpu', components: 1 },
      ],
      // 20,000 requests of 2,300 tokens, twice.
      tokensPerMonth: 92_000_000,
      gateway: {
        due: true,
        reasons: [
          '2 components call language models.',
          'They belong to 2 teams.',
          expect.stringContaining('alone.'),
        ],
      },
    });
    expect(text).toContain(
      '2 components use language models: Hosted API for 1, Own GPUs for 1.',
    );
    const [ofHosted, ofOwn] = [hosted, own].map(
      ({ languageModel }) => languageModel!.monthly!.mid,
    );
    expect(languageModels?.cost).toMatchObject({
      components: 2,
      monthly: { mid: ofHosted + ofOwn },
    });
    // What a component costs is with its language model.
    const costs = [hosted, own, without].map(
      ({ component }) => component.assessment!.monthly!.mid,
    );
    expect(costs[1]).toBeGreaterThan(ofOwn);
    expect(cost?.monthly.mid).toBeCloseTo(
      costs.reduce((sum, each) => sum + each, 0),
      6,
    );
    expect(
      composition.components.map(each => each.assessment?.placement),
    ).toEqual(['hosted-api', 'own-gpu', undefined]);
    expect(systemCompositionSchema.parse(composition)).toEqual(composition);
  });

  it.each<[Placement, boolean]>([
    ['own-gpu', true],
    ['hosted-api', false],
  ])('decided for %s, idle GPUs are a shared risk: %s', (placement, isRisk) => {
    const shared = compose([
      calling('chat', { placement }),
      calling('search', { placement }),
    ]);
    expect(riskOf(shared, 'idle-gpu') !== undefined).toBe(isRisk);
  });

  it('cost nothing beside a component for which they were priced on its own processors', () => {
    const profile = profileSchema.parse({
      team: { devopsMaturity: 1, teamSize: 3, parallelTeams: 1 },
      workload: {
        traffic: 'sporadic',
        latency: 'batch',
        invocation: 'in-app',
        requestsPerMonth: 1_000,
        memoryGb: 8,
        dataPerRequestMb: 0.001,
      },
      llm: {
        use: 'extraction',
        inputTokens: 200,
        outputTokens: 20,
        quality: 'small',
        residency: 'own-perimeter',
        callsPerTask: 1,
        reusedPrefix: 0,
        // So that no other placement can be recommended.
        offline: true,
      },
    });
    const monthlyWith = (placement: Placement) => {
      const decision = { pattern: 'monolith', placement } as const;
      const advice = advise({ profile, decision });
      expect(advice.recommendation.placement).toBe('cpu');
      const { component } = systemPart({
        entityRef: ref('inside'),
        title: 'Inside',
        assessment: { id: 'a', status: 'approved', profile, decision, advice },
      });
      const { monolith } = advice.cost.perPattern;
      return [
        component.assessment?.monthly,
        monolith.status === 'estimated' && monolith.monthly,
      ];
    };
    const [inside, application] = monthlyWith('cpu');
    expect(application).toMatchObject({ mid: expect.any(Number) });
    expect(inside).toEqual(application);
    // What the model is of that cost is not known.
    expect(monthlyWith('own-gpu')[0]).toBeUndefined();
  });

  it('need no gateway where the models run inside, and have no place without answers', () => {
    const inside = { placement: 'cpu' as const };
    expect(
      compose([calling('a', inside), calling('b', inside)]).languageModels
        ?.gateway,
    ).toEqual({ due: false, reasons: [] });
    const open = systemPart({
      entityRef: ref('open'),
      title: 'Open',
      assessment: {
        id: 'open',
        status: 'draft',
        profile: { llm: {} },
        advice: advise({ profile: { llm: {} } }),
      },
    });
    const { languageModels, text, components } = compose([open]);
    expect(components[0].assessment?.placement).toBeUndefined();
    expect(languageModels).toEqual({
      components: 1,
      placementMix: [],
      gateway: { due: false, reasons: [] },
    });
    expect(text).toContain(
      '1 component uses a language model: no placement yet for 1.',
    );
  });

  it('are counted nowhere, and cost nothing, where every placement is ruled out', () => {
    const profile = profileSchema.parse({
      workload: { requestsPerMonth: 20_000 },
      llm: {
        use: 'chat',
        // More than the context windows of open models.
        inputTokens: 300_000,
        outputTokens: 300,
        quality: 'frontier',
        residency: 'own-perimeter',
      },
    });
    const composition = compose([
      systemPart({
        entityRef: ref('shut'),
        title: 'Shut',
        assessment: {
          id: 'shut',
          status: 'draft',
          profile,
          advice: advise({ profile }),
        },
      }),
    ]);
    expect(composition.components[0].assessment?.placement).toBeUndefined();
    expect(composition.languageModels).toMatchObject({ placementMix: [] });
    expect(composition.languageModels?.cost).toBeUndefined();
  });

  it('are not told of where none is used', () => {
    expect(compose([assessed('rank', 'monolith')])).not.toHaveProperty(
      'languageModels',
    );
  });
});

describe('the risks of a system', () => {
  it('are those that components share, with what each of them says', () => {
    const novice = { devopsMaturity: 1, teamSize: 2 };
    const shared = compose([
      assessed('rank', 'microservices', { team: novice }),
      assessed('search', 'microservices', { team: novice }),
      assessed('mail', 'serverless', { team: novice }),
    ]);
    expect(riskOf(shared, 'premature-microservices')).toMatchObject({
      severity: 'high',
      title: 'Premature microservices',
      components: [ref('rank'), ref('search')],
      evidence: [
        expect.stringMatching(
          /^The rank: Team capability is 1; microservices require \d/,
        ),
        expect.stringMatching(/^The search: /),
      ],
      mitigations: expect.arrayContaining([expect.any(String)]),
    });

    const alone = compose([
      assessed('rank', 'microservices', { team: novice }),
      assessed('search', 'monolith', { team: novice }),
    ]);
    expect(riskOf(alone, 'premature-microservices')).toBeUndefined();
  });

  it('are chatty calls where data between zones is a large part of the cost', () => {
    // 0.01 USD each way, half of the calls: 1 GB costs 0.01 USD; 1e8 requests of 2 MB are 200,000 GB.
    const large = { dataPerRequestMb: 2 };
    const parts = [
      assessed('shop', 'monolith'),
      assessed('rank', 'monolith', { workload: large }),
      assessed('search', 'monolith'),
      assessed('mail', 'serverless', { workload: large }),
    ];
    const risk = riskOf(
      compose(parts, [
        call('shop', 'rank'),
        call('search', 'rank'),
        call('shop', 'mail'),
      ]),
      'chatty-services',
    );
    expect(risk).toMatchObject({
      severity: 'high',
      components: [ref('rank'), ref('shop'), ref('search')],
      evidence: [
        expect.stringMatching(
          /^Data between zones costs \$2,000\/month for calls between components/,
        ),
        'The rank: 100M requests/month of 2 MB from 2 components cost $2,000.',
      ],
    });
    expect(
      riskOf(compose(parts, [call('shop', 'search')]), 'chatty-services'),
    ).toBeUndefined();
    expect(
      riskOf(
        composeSystem(
          { entityRef: system, parts, edges: [call('shop', 'rank')] },
          createModel({ assumptions: { crossZoneGb: 0 } }),
        ),
        'chatty-services',
      ),
    ).toBeUndefined();
  });

  it('are many calls where nobody knows what they move', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const parts = names.map(name =>
      assessed(name, 'microservices', {
        workload: { dataPerRequestMb: undefined, requestsPerMonth: 1e6 },
      }),
    );
    const all = names.flatMap(source =>
      names
        .filter(target => target !== source)
        .map(target => call(source, target)),
    );
    expect(riskOf(compose(parts, all), 'chatty-services')).toMatchObject({
      severity: 'low',
      components: names.map(ref),
      evidence: [
        '30 calls between 6 components whose data or volume is not known, 5 for each; the estimates assume 2 hops of a request.',
      ],
    });
    expect(
      riskOf(compose(parts, all.slice(0, 6)), 'chatty-services'),
    ).toBeUndefined();
  });

  it('are functions whose cold starts add up', () => {
    // Rare enough each, with 17M requests a month and nothing kept warm, but not when one waits for the others.
    const names = ['shop', 'rank', 'price', 'stock'];
    const parts = names.map(name =>
      assessed(name, 'serverless', {
        workload: {
          traffic: 'steady',
          requestsPerMonth: 17_000_000,
          latency: 'near-real-time',
        },
      }),
    );
    const [{ coldStartProbability = 1 }] = parts;
    const perCall = 1 - (1 - coldStartProbability) ** names.length;
    const model = createModel({
      assumptions: { coldShareOfP99: (coldStartProbability + perCall) / 2 },
    });
    const composed = (edges: SystemEdge[]) =>
      riskOf(
        composeSystem({ entityRef: system, parts, edges }, model),
        'cold-start-exposure',
      );
    expect(
      composed(names.slice(1).map(name => call('shop', name))),
    ).toMatchObject({
      severity: 'medium',
      components: names.map(ref),
      evidence: [
        expect.stringMatching(
          /^The shop: .*% of the requests meet its own cold start, .*% its own or one of the 3 functions that it calls/,
        ),
      ],
    });
    expect(composed([])).toBeUndefined();
  });

  it('are owners with more components than people who can run them', () => {
    const owner = 'group:default/crew';
    const of = (people: number, pattern: Pattern = 'microservices') =>
      compose([
        assessed('rank', pattern, { owner, team: { teamSize: people } }),
        assessed('mail', 'serverless', { owner, team: { teamSize: people } }),
        systemPart({ entityRef: ref('chat'), title: 'Chat', owner }),
      ]);
    expect(riskOf(of(4), 'premature-microservices')).toMatchObject({
      severity: 'medium',
      components: [ref('rank'), ref('mail'), ref('chat')],
      evidence: [
        'crew: 4 people for 3 components of the system; 4.5 can run them, on-call included.',
      ],
    });
    expect(riskOf(of(2), 'premature-microservices')?.severity).toBe('high');
    expect(riskOf(of(5), 'premature-microservices')).toBeUndefined();
    expect(
      riskOf(of(2, 'serverless'), 'premature-microservices'),
    ).toBeUndefined();
  });
});

it('gives a composition that its schema accepts, with finite numbers, for all assessments', () => {
  const names = ['a', 'b', 'c'];
  fc.assert(
    fc.property(
      fc.tuple(anyProfile, anyProfile, anyProfile),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), {
        maxLength: 9,
      }),
      (profiles, calls) => {
        const composition = composeSystem({
          entityRef: system,
          parts: profiles.map((profile, index) =>
            systemPart({
              entityRef: ref(names[index]),
              title: names[index],
              owner: 'group:default/crew',
              assessment: {
                id: names[index],
                status: 'draft',
                profile,
                advice: advise({ profile }),
              },
            }),
          ),
          edges: calls.map(([source, target]) => call(source, target)),
        });
        expect(
          systemCompositionSchema.safeParse(composition).error?.issues,
        ).toBeUndefined();
        JSON.stringify(composition, (key, value) => {
          if (typeof value === 'number' && !Number.isFinite(value)) {
            throw new Error(`${key} is ${value}`);
          }
          return value;
        });
      },
    ),
    { numRuns: 50 },
  );
});
