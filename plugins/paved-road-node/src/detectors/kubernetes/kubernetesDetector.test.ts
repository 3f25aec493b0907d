import { detect, pick } from '../__testUtils__/detect';
import { kubernetesDetector } from './kubernetesDetector';

const deployment = (name: string, container: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  ${more}
  selector: { matchLabels: { app: ${name} } }
  template:
    spec:
      containers:
        - name: app
${container}`;

const probes = `          readinessProbe: { httpGet: { path: /ready, port: 80 } }
          livenessProbe: { httpGet: { path: /live, port: 80 } }
`;
const resources = `          resources: { requests: { cpu: 1 }, limits: { memory: 1Gi } }
`;

describe('kubernetesDetector', () => {
  it('reads workloads in any folder, also several in a file', async () => {
    const { found } = await detect(kubernetesDetector, {
      'ops/all.yml': `${deployment('api', probes + resources)}---${deployment('bare', '')}`,
    });
    expect(found.workloads).toMatchObject([
      {
        subject: 'api',
        file: 'ops/all.yml',
        line: 3,
        readinessProbe: { exists: true },
        livenessProbe: { exists: true },
        resourceRequests: { exists: true },
        memoryLimit: { exists: true, value: '1Gi' },
        scalingLimit: { exists: false },
      },
      {
        subject: 'bare',
        line: 18,
        readinessProbe: { exists: false },
        memoryLimit: { exists: false },
      },
    ]);
  });

  it('requires resources of each container, and probes of one', async () => {
    const { found } = await detect(kubernetesDetector, {
      'api.yaml': deployment(
        'api',
        `${probes}${resources}        - name: sidecar\n`,
      ),
    });
    expect(pick(found, 'workloads', 'livenessProbe', 'memoryLimit')).toEqual([
      [{ exists: true }, { exists: false }],
    ]);
  });

  it('joins patches and autoscalers by name; other workloads keep their replicas', async () => {
    const { found } = await detect(kubernetesDetector, {
      'base/api.yaml': deployment('api', ''),
      'base/worker.yaml': deployment('worker', '', 'replicas: 3'),
      'overlays/live/patch.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec: { template: { spec: { containers: [{ name: app, livenessProbe: { exec: { command: [x] } } }] } } }`,
      'base/scaler.yaml': `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
spec: { scaleTargetRef: { name: api }, maxReplicaCount: 7 }`,
    });
    expect(
      pick(found, 'workloads', 'subject', 'livenessProbe', 'scalingLimit'),
    ).toEqual([
      ['api', { exists: true }, { exists: true, value: 7 }],
      ['worker', { exists: false }, { exists: true, value: 3 }],
    ]);
  });

  it('reads a service of Knative as workload and function', async () => {
    const { found } = await detect(kubernetesDetector, {
      'service.yaml': `
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: summary }
spec:
  template:
    metadata: { annotations: { autoscaling.knative.dev/maxScale: '5' } }
    spec: { timeoutSeconds: 60, containers: [{ image: x }] }`,
    });
    expect(found.workloads).toMatchObject([
      { subject: 'summary', scalingLimit: { exists: true, value: '5' } },
    ]);
    expect(found.functions).toMatchObject([
      {
        timeout: { exists: true, value: 60 },
        concurrencyLimit: { exists: true },
      },
    ]);
  });

  it.each([
    ['a test', { 'tests/api.yaml': deployment('api', '') }],
    [
      'a template of Helm',
      { 'c/Chart.yaml': 'name: c', 'c/templates/a.yaml': deployment('a', '') },
    ],
    ['other YAML', { 'config.yaml': 'kind: Deployment' }],
    [
      'a part of the cluster',
      {
        'ds.yaml': deployment('plugin', '').replace(
          'name: plugin',
          'name: plugin\n  namespace: kube-system',
        ),
      },
    ],
  ])('ignores %s', async (_, texts) => {
    const { found, unread } = await detect(kubernetesDetector, texts);
    expect(found.workloads).toEqual([]);
    expect(unread).toEqual([]);
  });

  it('lists an invalid manifest as unread', async () => {
    const { unread } = await detect(kubernetesDetector, {
      'deploy/api.yaml': 'apiVersion: apps/v1\nkind: Deployment\n\tspec: 1',
      'deploy/list.yaml': 'apiVersion: v1\nkind: Deployment\nspec: [1, 2]',
    });
    expect(unread).toEqual([
      {
        subject: 'deploy/api.yaml',
        problem: 'a tab is used for indentation. Replace it with spaces',
        line: 3,
        kinds: ['workloads'],
      },
    ]);
  });
});
