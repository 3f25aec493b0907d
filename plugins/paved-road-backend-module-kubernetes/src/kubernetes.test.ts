import { resolve } from 'node:path';
import { FactCollector } from '@paved-road/plugin-paved-road-node';
import {
  collectFact,
  compileExamples,
  createComponent,
  FakeAnswer,
  FakeRequest,
  FakeServer,
  startFactCollectors,
  startFakeServer,
} from '@paved-road/plugin-paved-road-node/testUtils';
import {
  answerAsKubernetes,
  KubernetesObject,
  refusal,
} from './__testUtils__/FakeKubernetes';
import { FakeRegistry } from './__testUtils__/FakeRegistry';
import { pavedRoadModuleKubernetes } from './module';

const idLabel = 'backstage.io/kubernetes-id';
const digest = `sha256:${'0d17b565'.repeat(8)}`;

/** In the form of the API of Kubernetes 1.34, from the example of its documentation of Deployments. */
const deployment = {
  metadata: {
    name: 'nginx-deployment',
    namespace: 'default',
    labels: { app: 'nginx', [idLabel]: 'nginx' },
  },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'nginx' } },
    template: {
      metadata: { labels: { app: 'nginx' } },
      spec: {
        containers: [
          {
            name: 'nginx',
            image: 'registry.example.com:5000/nginx:1.14.2',
            ports: [{ containerPort: 80, protocol: 'TCP' }],
            resources: {
              requests: { cpu: '100m', memory: '64Mi' },
              limits: { memory: '128Mi' },
            },
            readinessProbe: { httpGet: { path: '/', port: 80 } },
          },
          { name: 'sidecar', image: `proxy@${digest}`, resources: {} },
        ],
      },
    },
  },
  status: { replicas: 3, readyReplicas: 2, updatedReplicas: 3 },
};
const daemonSet = {
  metadata: {
    name: 'agent',
    namespace: 'default',
    labels: { [idLabel]: 'nginx' },
  },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: { spec: { containers: [{ name: 'agent', image: 'agent' }] } },
  },
  status: { desiredNumberScheduled: 4, numberReady: 4 },
};
const pod = {
  metadata: {
    name: 'nginx-deployment-66b6c48dd5-7gl6h',
    namespace: 'default',
    labels: {
      app: 'nginx',
      'pod-template-hash': '66b6c48dd5',
      [idLabel]: 'nginx',
    },
  },
  status: {
    phase: 'Running',
    containerStatuses: [
      {
        name: 'nginx',
        image: 'registry.example.com:5000/nginx:1.14.2',
        imageID: `registry.example.com:5000/nginx@${digest}`,
        ready: true,
        restartCount: 2,
      },
      { name: 'sidecar', image: 'proxy', imageID: '', restartCount: 0 },
    ],
  },
};

type Objects = Record<string, KubernetesObject[]>;

let objects: Objects;
let instead: (request: FakeRequest) => FakeAnswer | undefined;
let registry: FakeRegistry;
let server: FakeServer;
let collector: FactCollector<any>;

const clusterOf = (name: string, { url }: FakeServer) => ({
  name,
  url: `${url}/`,
  serviceAccountToken: 'some',
});

const start = async (clusters: object[], registries: object[] = []) => {
  const [started] = await startFactCollectors(pavedRoadModuleKubernetes, {
    kubernetes: {
      clusterLocatorMethods: [
        { type: 'catalog' },
        { type: 'config', clusters },
      ],
    },
    pavedRoad: { kubernetes: { registries } },
  } as never);
  return started as FactCollector<any>;
};

beforeAll(async () => {
  server = await startFakeServer(
    request => instead(request) ?? answerAsKubernetes(objects, request),
  );
  collector = await start([
    clusterOf('production', server),
    { name: 'other', url: server.url, authProvider: 'google' },
  ]);
});

afterEach(() => jest.restoreAllMocks());

beforeEach(() => {
  server.requests.length = 0;
  instead = () => undefined;
  objects = { deployments: [deployment], daemonsets: [daemonSet], pods: [pod] };
});

const collect = async (
  annotations: Record<string, string> = {},
  by = collector,
) => {
  const result = await collectFact(
    by,
    createComponent({ [idLabel]: 'nginx', ...annotations }),
  );
  if (result.status !== 'known') {
    throw new Error('not known');
  }
  return result.value;
};

const collectBatch = (
  annotations: Record<string, string>[],
  by = collector,
) => {
  const { signal } = new AbortController();
  return by.batch!.collect(
    annotations.map(some => ({ entity: createComponent(some), signal })),
  );
};

/** Of a deployment with as many pods. */
const runningAs = (id: string, podCount: number, namespace = 'default') => ({
  deployments: [
    {
      ...deployment,
      metadata: { name: id, namespace, labels: { [idLabel]: id } },
    },
  ],
  pods: Array.from({ length: podCount }, (_, index) => ({
    ...pod,
    metadata: {
      ...pod.metadata,
      name: `${id}-${index}`,
      namespace,
      labels: { app: 'nginx', [idLabel]: id },
    },
  })),
});

const all = (...some: Objects[]): Objects => ({
  deployments: some.flatMap(({ deployments }) => deployments),
  pods: some.flatMap(({ pods }) => pods),
});

describe('the fact kubernetes', () => {
  it('has what runs', async () => {
    const none = {
      cpuRequest: false,
      memoryRequest: false,
      memoryLimit: false,
      readinessProbe: false,
      livenessProbe: false,
      digests: [],
    };
    expect(await collect()).toEqual({
      workloads: [
        {
          cluster: 'production',
          namespace: 'default',
          kind: 'Deployment',
          name: 'nginx-deployment',
          replicas: 3,
          ready: 2,
          containers: [
            {
              ...none,
              name: 'nginx',
              image: 'registry.example.com:5000/nginx:1.14.2',
              digests: [digest],
              cpuRequest: true,
              memoryRequest: true,
              memoryLimit: true,
              readinessProbe: true,
            },
            { ...none, name: 'sidecar', image: `proxy@${digest}` },
          ],
        },
        {
          cluster: 'production',
          namespace: 'default',
          kind: 'DaemonSet',
          name: 'agent',
          replicas: 4,
          ready: 4,
          containers: [{ ...none, name: 'agent', image: 'agent' }],
        },
      ],
      images: ['agent', 'proxy', 'registry.example.com:5000/nginx'],
      replicas: 7,
      ready: 6,
      restarts: 2,
    });
    expect(server.requests).toHaveLength(4);
  });

  it('asks by selector and namespace of the annotations', async () => {
    objects.deployments = ['shop', 'default'].map(namespace => ({
      ...deployment,
      metadata: { name: 'nginx', namespace, labels: { app: 'nginx' } },
    }));
    await expect(
      collect({
        'backstage.io/kubernetes-label-selector': 'app=nginx',
        'backstage.io/kubernetes-namespace': 'shop',
        'backstage.io/kubernetes-cluster': 'production',
      }),
    ).resolves.toMatchObject({
      replicas: 3,
      workloads: [{ namespace: 'shop' }],
    });
  });

  it.each(['Failed', 'Succeeded'])(
    'leaves pods out whose phase is %s',
    async phase => {
      const [status] = pod.status.containerStatuses;
      const imageID = status.imageID.replaceAll('0d17b565', 'aaaaaaaa');
      objects.pods.push({
        ...pod,
        status: {
          phase,
          containerStatuses: [{ ...status, imageID, restartCount: 5 }],
        },
      } as KubernetesObject);
      const { restarts, workloads } = await collect();
      expect(restarts).toBe(2);
      expect(workloads[0].containers[0].digests).toEqual([digest]);
    },
  );

  it.each<[string, object, number]>([
    ['In', { values: ['nginx', 'other'] }, 1],
    ['In', { values: ['other'] }, 0],
    ['NotIn', { values: ['other'] }, 1],
    ['NotIn', { values: ['nginx'] }, 0],
    ['Exists', {}, 1],
    ['DoesNotExist', {}, 0],
  ])(
    'finds the pods of a workload by expressions: %s %j',
    async (operator, values, found) => {
      objects.deployments = [
        {
          ...deployment,
          spec: {
            ...deployment.spec,
            selector: {
              matchExpressions: [{ key: 'app', operator, ...values }],
            },
          },
        } as KubernetesObject,
      ];
      const { workloads } = await collect();
      expect(workloads[0].containers[0].digests).toHaveLength(found);
    },
  );

  it.each<[string, Record<string, string>, object, string]>([
    [
      'a cluster that is not there',
      { 'backstage.io/kubernetes-cluster': 'other' },
      {},
      'There is no cluster other: correct the annotation',
    ],
    [
      'no labels, which would be those of everything',
      {
        'backstage.io/kubernetes-id': '',
        'backstage.io/kubernetes-label-selector': ' ',
      },
      {},
      'The annotation backstage.io/kubernetes-label-selector is empty',
    ],
    [
      'an id that would be a selector',
      { 'backstage.io/kubernetes-id': 'a),b in (c' },
      {},
      'The annotation backstage.io/kubernetes-id is not the value of a label: a),b in (c',
    ],
    [
      'no workload',
      { 'backstage.io/kubernetes-id': 'none' },
      {},
      'No workload has the labels backstage.io/kubernetes-id=none in production',
    ],
    [
      'a token without permission',
      {},
      { status: 403, body: { kind: 'Status', message: 'pods is forbidden' } },
      'refused the credentials (403): "pods is forbidden"',
    ],
    [
      'another schema',
      {},
      { body: { items: [] } },
      'Invalid answer of 127.0.0.1',
    ],
    [
      'a path that is not there',
      {},
      { status: 404, body: { kind: 'Status', message: 'not found' } },
      'correct the URL of the cluster production',
    ],
    [
      'a page that has expired',
      {},
      { status: 410, body: { kind: 'Status', message: 'too old' } },
      '"too old"; if that lasts',
    ],
    [
      'pages without end',
      {},
      { body: { metadata: { continue: 'more' }, items: [] } },
      'The cluster production has more pages of pods than it should',
    ],
  ])('says what is wrong with %s', async (_, annotations, answer, message) => {
    instead = ({ path }) =>
      path === '/api/v1/pods' && Object.keys(answer).length > 0
        ? answer
        : undefined;
    await expect(collect(annotations)).rejects.toThrow(message);
  });

  it('says nothing of the entity where the path is wrong, whose value then holds for a while', async () => {
    instead = () => refusal(404, 'not found');
    await expect(collect()).rejects.not.toHaveProperty('name', 'NotFoundError');
  });

  it('is as the README shows it, and its rules can read it', () => {
    const rules = compileExamples(resolve(__dirname, '../README.md'), [
      collector,
    ]);
    expect(rules.checks).toHaveLength(3);
  });
});

describe('a batch', () => {
  it('asks for 1,000 entities in 40 lists and the further pages of their pods', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `service-${index}`);
    objects = all(...ids.map(id => runningAs(id, 3)));
    const found = [];
    for (let first = 0; first < ids.length; first += collector.batch!.size) {
      found.push(
        ...(await collectBatch(
          ids
            .slice(first, first + collector.batch!.size)
            .map(id => ({ [idLabel]: id })),
        )),
      );
    }
    expect(
      found.map((one: any) =>
        one.value?.workloads.map(({ name }: any) => name),
      ),
    ).toEqual(ids.map(id => [id]));
    expect(found[999]).toMatchObject({ value: { restarts: 6 } });
    // 10 batches of 4 kinds; 300 pods need a second page.
    expect(server.requests).toHaveLength(10 * (4 + 1));
    expect(
      Math.max(...server.requests.map(({ url }) => url.length)),
    ).toBeLessThan(2_500);
  });

  it('asks in several requests where ids are long', async () => {
    const ids = Array.from({ length: 100 }, (_, index) =>
      `${index}`.padStart(63, 'x'),
    );
    objects = all(...ids.map(id => runningAs(id, 1)));
    const found = await collectBatch(ids.map(id => ({ [idLabel]: id })));
    expect(found.filter(one => one instanceof Error)).toEqual([]);
    expect(server.requests).toHaveLength(3 * 4);
    for (const { url } of server.requests) {
      expect(url.length).toBeLessThan(4_000);
    }
  });

  it('asks once for each namespace, and for each selector', async () => {
    objects = all(
      runningAs('a', 1, 'shop'),
      runningAs('b', 1, 'shop'),
      runningAs('b', 2, 'stock'),
    );
    const namespace = 'backstage.io/kubernetes-namespace';
    const selector = 'backstage.io/kubernetes-label-selector';
    const found = await collectBatch([
      { [idLabel]: 'a', [namespace]: 'shop' },
      { [idLabel]: 'b', [namespace]: 'shop' },
      { [idLabel]: 'b', [namespace]: 'stock' },
      { [idLabel]: 'b' },
      { [selector]: 'app=nginx' },
      { [idLabel]: 'a', [selector]: 'app=nginx' },
      { [selector]: `${idLabel} in (a,b)` },
    ]);
    expect(found.map((one: any) => one.value?.restarts)).toEqual([
      2,
      2,
      4,
      6,
      ...[undefined, undefined],
      8,
    ]);
    expect(
      new Set(
        server.requests
          .filter(({ path }) => path.endsWith('pods'))
          .map(({ path, query }) => `${path} ${query.get('labelSelector')}`),
      ),
    ).toEqual(
      new Set([
        `/api/v1/namespaces/shop/pods ${idLabel} in (a,b)`,
        `/api/v1/namespaces/stock/pods ${idLabel}=b`,
        `/api/v1/pods ${idLabel}=b`,
        '/api/v1/pods app=nginx',
        `/api/v1/pods ${idLabel} in (a,b)`,
      ]),
    );
    expect(server.requests).toHaveLength(5 * 4);
  });

  it('has what is known of the others where one is wrong', async () => {
    objects = all(
      runningAs('a', 1),
      runningAs('large', 5_000),
      runningAs('z', 500),
    );
    const found = await collectBatch([
      { [idLabel]: 'a' },
      { [idLabel]: 'large' },
      { [idLabel]: 'a', 'backstage.io/kubernetes-cluster': 'none' },
      { [idLabel]: '' },
      { [idLabel]: 'a b' },
      { [idLabel]: 'nothing' },
      { 'backstage.io/kubernetes-label-selector': 'a ! b' },
      { [idLabel]: 'z' },
    ]);
    expect(
      found.map((one: any) =>
        one instanceof Error
          ? one.message.replace(/\d+\.\d+\.\d+\.\d+:\d+/, 'HOST')
          : one.value.restarts,
      ),
    ).toEqual([
      2,
      `The cluster production has more than 500 pods with the labels ${idLabel}=large`,
      expect.stringContaining('There is no cluster none'),
      expect.stringContaining('is empty'),
      expect.stringContaining('is not the value of a label: a b'),
      expect.stringContaining(`No workload has the labels ${idLabel}=nothing`),
      'HOST answered with 400: "unable to parse requirement"',
      1_000,
    ]);
    // The rest of what is too many is not read: three pages until then, and three of the others.
    expect(
      server.requests.filter(
        ({ path, query }) =>
          path.endsWith('pods') && query.get('labelSelector')!.includes(' in '),
      ),
    ).toHaveLength(6);
  });

  it('has what is known of entities on other clusters where one fails', async () => {
    let stagingAnswers = (): FakeAnswer | Promise<FakeAnswer> =>
      refusal(500, 'etcd is down');
    const staging = await startFakeServer(() => stagingAnswers());
    const both = await start([
      clusterOf('production', server),
      clusterOf('staging', staging),
    ]);
    objects = all(runningAs('a', 1));
    const cluster = 'backstage.io/kubernetes-cluster';
    const entities: Record<string, string>[] = [
      { [idLabel]: 'a', [cluster]: 'production' },
      { [idLabel]: 'a', [cluster]: 'staging' },
      { [idLabel]: 'a' },
    ];
    const outcomes = async () =>
      (await collectBatch(entities, both)).map((one: any) =>
        one instanceof Error ? `${one.name}: ${one.message}` : one.status,
      );
    const failed = (message: string) => {
      const failure = expect.stringMatching(
        `^ServiceUnavailableError: .*${message}`,
      );
      return ['known', failure, failure];
    };
    await expect(outcomes()).resolves.toEqual(failed('etcd is down'));

    const never = new AbortController();
    const ended = new AbortController();
    jest
      .spyOn(AbortSignal, 'timeout')
      .mockReturnValueOnce(never.signal)
      .mockReturnValueOnce(ended.signal);
    stagingAnswers = () => {
      ended.abort(new DOMException('too late', 'TimeoutError'));
      return new Promise(() => {});
    };
    await expect(outcomes()).resolves.toEqual(
      failed('The cluster staging did not answer within 60 seconds'),
    );

    // One that takes no more requests rests alone.
    stagingAnswers = () => ({
      ...refusal(429, 'too many requests'),
      headers: { 'retry-after': '60' },
    });
    const limited = expect.stringMatching('^SourceLimitedError: ');
    await expect(outcomes()).resolves.toEqual(['known', limited, limited]);
    expect(entities.map(some => both.sourceOf!(createComponent(some)))).toEqual(
      ['production', 'staging', 'all clusters'],
    );
  });
});

describe('a cluster that takes no more requests', () => {
  it('is asked nothing until it says', async () => {
    instead = () => ({
      ...refusal(429, 'too many requests'),
      headers: { 'retry-after': '60' },
    });
    const own = await start([clusterOf('production', server)]);
    const namespace = 'backstage.io/kubernetes-namespace';
    const found = await collectBatch(
      Array.from({ length: 20 }, (_, index) => ({
        [idLabel]: 'nginx',
        [namespace]: `team-${index}`,
      })),
      own,
    );
    for (const one of found) {
      expect(one).toHaveProperty('name', 'SourceLimitedError');
    }
    // As many as run at a time.
    expect(server.requests).toHaveLength(8);

    instead = () => undefined;
    await expect(collect({}, own)).rejects.toThrow(
      'limits the rate of requests',
    );
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    await expect(collect({}, own)).resolves.toMatchObject({ ready: 6 });
  });
});

describe('images', () => {
  const running = (image: string, ...digests: string[]): Objects => {
    const { deployments, pods } = runningAs('nginx', digests.length);
    const [first] = deployments;
    return {
      deployments: [
        {
          ...first,
          spec: {
            ...first.spec,
            template: { spec: { containers: [{ name: 'nginx', image }] } },
          },
        } as KubernetesObject,
      ],
      pods: pods.map((one, index) => ({
        ...one,
        status: {
          containerStatuses: [
            {
              name: 'nginx',
              imageID: `${image.replace(/:[^:]*$/, '')}@${digests[index]}`,
              restartCount: 0,
            },
          ],
        },
      })),
    };
  };

  let host: string;
  let withRegistry: FactCollector<any>;
  let registryServer: FakeServer;

  beforeEach(async () => {
    registry = new FakeRegistry();
    registryServer = await startFakeServer(request => registry.answer(request));
    host = new URL(registryServer.url).host;
    withRegistry = await start(
      [clusterOf('production', server)],
      [{ host, url: registryServer.url }],
    );
  });

  it('are compared with those of their registry, each once for all entities', async () => {
    const old = registry.push('shop/search', '1.4', 'old');
    const now = registry.push('shop/search', '1.4', 'new');
    const image = `${host}/shop/search:1.4`;
    objects = running(image, now, now);
    await expect(collect({}, withRegistry)).resolves.toMatchObject({
      outdatedImages: [],
      workloads: [{ containers: [{ image, isCurrent: true }] }],
    });
    objects = running(image, now, old);
    const found = await collectBatch(
      Array.from({ length: 100 }, () => ({ [idLabel]: 'nginx' })),
      withRegistry,
    );
    for (const one of found) {
      expect(one).toMatchObject({
        value: {
          outdatedImages: [image],
          workloads: [{ containers: [{ image, isCurrent: false }] }],
        },
      });
    }
    expect(
      registryServer.requests.map(({ method, path }) => `${method} ${path}`),
    ).toEqual(['HEAD /v2/shop/search/manifests/1.4']);
  });

  it.each<[string, () => void]>([
    [
      'their registry is not in the config',
      () => {
        objects = running('other.example.com/shop/search:1.4', digest);
      },
    ],
    [
      'they have no tag',
      () => {
        objects = running(`${host}/shop/search@${digest}`, digest);
      },
    ],
    [
      'nothing runs',
      () => {
        objects = running(`${host}/shop/search:1.4`);
      },
    ],
    [
      'the registry does not have them',
      () => {
        objects = running(`${host}/shop/search:1.4`, digest);
      },
    ],
  ])('are not compared where %s', async (_, prepare) => {
    prepare();
    const value = await collect({}, withRegistry);
    expect(value).not.toHaveProperty('outdatedImages');
    expect(value.workloads[0].containers[0]).not.toHaveProperty('isCurrent');
  });

  it('are asked for on where the time of one call is over', async () => {
    const now = registry.push('shop/search', '1.4', 'new');
    objects = running(`${host}/shop/search:1.4`, now);
    const ended = new AbortController();
    const answers: Array<() => void> = [];
    const slow = await startFakeServer(async request => {
      ended.abort();
      await new Promise<void>(release => answers.push(release));
      return registry.answer(request);
    });
    const by = await start(
      [clusterOf('production', server)],
      [{ host, url: slow.url }],
    );
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const spy = jest
      .spyOn(AbortSignal, 'timeout')
      .mockImplementation(ms => (ms === 45_000 ? ended.signal : timeout(ms)));
    await expect(collect({}, by)).resolves.not.toHaveProperty('outdatedImages');
    spy.mockRestore();
    const next = collect({}, by);
    answers.forEach(answer => answer());
    await expect(next).resolves.toHaveProperty('outdatedImages', []);
    expect(slow.requests).toHaveLength(1);
  });

  describe('of a registry that does not answer', () => {
    let image: string;
    let outdated: string;
    let registryAnswers: boolean;

    beforeEach(async () => {
      registryAnswers = true;
      registryServer = await startFakeServer(request =>
        registryAnswers ? registry.answer(request) : { status: 503 },
      );
      host = new URL(registryServer.url).host;
      withRegistry = await start(
        [clusterOf('production', server)],
        [{ host, url: registryServer.url }],
      );
      image = `${host}/shop/search:1.4`;
      outdated = registry.push('shop/search', '1.4', 'old');
      registry.push('shop/search', '1.4', 'new');
      objects = running(image, outdated);
    });

    const time = (hours: number) =>
      new Date(Date.parse('2026-12-01T00:00:00Z') + hours * 3_600_000);

    const collectAt = async (hours: number, previous?: any) => {
      jest.useFakeTimers({
        now: time(hours),
        doNotFake: [
          'nextTick',
          'queueMicrotask',
          'setImmediate',
          'clearImmediate',
          'setInterval',
          'clearInterval',
          'setTimeout',
          'clearTimeout',
        ],
      });
      const fact = await collectFact(
        withRegistry,
        createComponent({ [idLabel]: 'nginx' }),
        previous && { value: previous },
      );
      return fact.status === 'known' && fact.value;
    };

    afterEach(() => jest.useRealTimers());

    it('are as it said last for 24 hours', async () => {
      const known = await collectAt(0);
      expect(known.outdatedImages).toEqual([image]);
      registryAnswers = false;
      const held = await collectAt(1, known);
      expect(held).toMatchObject({
        outdatedImages: [image],
        workloads: [
          {
            containers: [
              { isCurrent: false, heldSince: time(1).toISOString() },
            ],
          },
        ],
      });
      // The value stays the same, for nothing has changed.
      await expect(collectAt(24.9, held)).resolves.toEqual(held);
      const over = await collectAt(25, held);
      expect(over).not.toHaveProperty('outdatedImages');
      await expect(collectAt(26, over)).resolves.toEqual(over);
      registryAnswers = true;
      await expect(collectAt(27, held)).resolves.toEqual(known);
    });

    it('are not known where something else runs', async () => {
      const known = await collectAt(0);
      registryAnswers = false;
      objects = running(image, digest);
      await expect(collectAt(1, known)).resolves.not.toHaveProperty(
        'outdatedImages',
      );
    });

    it('are not known where it has the tag no more', async () => {
      const known = await collectAt(0);
      registry = new FakeRegistry();
      await expect(collectAt(1, known)).resolves.not.toHaveProperty(
        'outdatedImages',
      );
    });
  });
});
