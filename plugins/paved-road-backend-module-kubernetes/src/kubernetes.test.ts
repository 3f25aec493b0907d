import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  compileRules,
  parseRulePack,
} from '@paved-road/plugin-paved-road-common/rules';
import {
  FactCollector,
  factCollectorsExtensionPoint,
} from '@paved-road/plugin-paved-road-node';
import { z } from 'zod';
import { pavedRoadModuleKubernetes } from './module';

const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
const selector = 'labelSelector=backstage.io%2Fkubernetes-id%3Dnginx&limit=500';
const digest = `sha256:${'0d17b565'.repeat(8)}`;

/** In the form of the API of Kubernetes 1.34, from the example of its documentation of Deployments. */
const deployment = {
  metadata: {
    name: 'nginx-deployment',
    namespace: 'default',
    labels: { app: 'nginx' },
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
  metadata: { name: 'agent', namespace: 'default' },
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
    labels: { app: 'nginx', 'pod-template-hash': '66b6c48dd5' },
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

let answers: Record<string, { status?: number; body: unknown }>;
let requests: string[];
let collector: FactCollector;

const server = createServer((request, response) => {
  requests.push(request.url!);
  const { status = 200, body } = answers[request.url!] ?? {
    body: { metadata: { resourceVersion: '10245' }, items: [] },
  };
  response
    .writeHead(request.headers.authorization === 'Bearer some' ? status : 500, {
      'content-type': 'application/json',
    })
    .end(JSON.stringify(body));
});

const listOf = (...items: unknown[]) => ({
  body: { metadata: { resourceVersion: '10245' }, items },
});

beforeAll(async () => {
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await startTestBackend({
    features: [
      pavedRoadModuleKubernetes,
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            clusterLocatorMethods: [
              { type: 'catalog' },
              {
                type: 'config',
                clusters: [
                  { name: 'production', url, serviceAccountToken: 'some' },
                  { name: 'other', url, authProvider: 'google' },
                ],
              },
            ],
          },
        },
      }),
    ],
    extensionPoints: [
      [
        factCollectorsExtensionPoint,
        {
          addFactCollector: (added: FactCollector) => {
            collector = added;
          },
          addPushedFact() {},
        },
      ],
    ],
  });
});

afterAll(() => server.close());

beforeEach(() => {
  requests = [];
  answers = {
    [`/apis/apps/v1/deployments?${selector}`]: listOf(deployment),
    [`/apis/apps/v1/daemonsets?${selector}`]: listOf(daemonSet),
    [`/api/v1/pods?${selector}`]: listOf(pod),
  };
});

const collect = async (annotations: Record<string, string> = {}) => {
  const result = await collector.collect({
    signal: new AbortController().signal,
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'nginx',
        annotations: { 'backstage.io/kubernetes-id': 'nginx', ...annotations },
      },
    },
  });
  if (result.status !== 'known') {
    throw new Error('not known');
  }
  return collector.schema(z).parse(JSON.parse(JSON.stringify(result.value)));
};

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
    expect(requests).toHaveLength(4);
  });

  it('asks by selector and namespace of the annotations', async () => {
    answers[
      '/apis/apps/v1/namespaces/shop/deployments?labelSelector=app%3Dnginx&limit=500'
    ] = listOf(deployment);
    await expect(
      collect({
        'backstage.io/kubernetes-label-selector': 'app=nginx',
        'backstage.io/kubernetes-namespace': 'shop',
        'backstage.io/kubernetes-cluster': 'production',
      }),
    ).resolves.toMatchObject({ replicas: 3 });
  });

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
      'The cluster production answered something else than expected',
    ],
    [
      'too many pods',
      {},
      { body: { metadata: { continue: 'more' }, items: [] } },
      'The cluster production has more than 500 pods',
    ],
  ])('says what is wrong with %s', async (_, annotations, answer, message) => {
    if (Object.keys(answer).length > 0) {
      answers[`/api/v1/pods?${selector}`] = answer as { body: unknown };
    }
    await expect(collect(annotations)).rejects.toThrow(message);
  });

  it('is as the README shows it, and its rules can read it', () => {
    const [example] = [...readme.matchAll(/```json\n([^]*?)```/g)].map(
      ([, text]) => JSON.parse(text),
    );
    expect(collector.schema(z).parse(example)).toEqual(example);
    const checks = /```yaml\n(- id[^]*?)```/.exec(readme)![1];
    const pack = `apiVersion: paved-road.io/v1
kind: RulePack
metadata: { name: example, title: Example, version: 1.0.0 }
spec:
  filter: { kind: Component }
  levels: [{ id: silver, title: Silver }, { id: gold, title: Gold }]
  tracks: [{ id: operability, title: Operability }]
  checks:
${checks.replace(/^(?=.)/gm, '    ')}`;
    const rules = compileRules([parseRulePack(pack, 'README.md')], {
      kubernetes: collector.schema(z),
    });
    expect(rules.checks).toHaveLength(2);
  });
});
