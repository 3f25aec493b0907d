import { KubernetesResource } from './kustomize';
import { policyFindings } from './policyFindings';

const labels = { app: 'x' };
const probe = { httpGet: { path: '/livez', port: 'http' } };

const resource = (kind: string, spec: object): KubernetesResource => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'x' },
  spec,
});

/** Resources that keep the rules, by their kinds; a new copy each time. */
const good = () => ({
  Deployment: resource('Deployment', {
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: 'x',
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 1000,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        topologySpreadConstraints: [{ labelSelector: { matchLabels: labels } }],
        containers: [
          {
            name: 'main',
            image: 'registry.example.com:5000/x:1.0.0',
            ports: [{ name: 'http', containerPort: 8080 }],
            envFrom: [{ configMapRef: { name: 'x' } }],
            resources: {
              requests: { cpu: '1', memory: '1Gi' },
              limits: { cpu: '1', memory: '1Gi' },
            },
            startupProbe: probe,
            readinessProbe: probe,
            livenessProbe: probe,
            securityContext: {
              readOnlyRootFilesystem: true,
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
            },
          },
        ],
      },
    },
  }),
  HorizontalPodAutoscaler: resource('HorizontalPodAutoscaler', {
    scaleTargetRef: { name: 'x' },
    minReplicas: 2,
    maxReplicas: 4,
  }),
  PodDisruptionBudget: resource('PodDisruptionBudget', {
    selector: { matchLabels: labels },
  }),
  Service: resource('Service', { selector: labels }),
  ServiceAccount: resource('ServiceAccount', {}),
  ConfigMap: resource('ConfigMap', {}),
  NetworkPolicy: resource('NetworkPolicy', {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  }),
});

type Resources = ReturnType<typeof good> & Record<string, KubernetesResource>;

const changed = (change: (resources: Resources) => void) => {
  const resources = structuredClone(good()) as Resources;
  change(resources);
  return policyFindings(Object.values(resources));
};

it('has nothing to say against a service that can be run', () => {
  expect(changed(() => {})).toEqual([]);
});

it.each<[string, string[], (resources: Resources) => void]>([
  [
    'containers without limits, probes or restrictions',
    [
      'the image has a tag or a digest that is not "latest"',
      'cpu and memory are requested',
      'cpu and memory are limited',
      'startup, readiness and liveness are probed',
      'probes ask a port of the container',
      'its file system is read-only',
      'it cannot gain privileges',
      'it has no capabilities',
    ].map(rule => `Deployment x, main: ${rule}`),
    ({ Deployment }) => {
      Deployment.spec.template.spec.containers = [
        {
          name: 'main',
          image: 'registry.example.com:5000/x',
          livenessProbe: { httpGet: { path: '/', port: 'metrics' } },
          resources: { limits: { cpu: '1' } },
        },
      ];
    },
  ],
  [
    'pods with rights of the node or the cluster',
    [
      'it runs as a user that is not root',
      'system calls are filtered',
      'it gets no token of the cluster',
      'it shares nothing with the node',
      'its pods are spread',
    ].map(rule => `Deployment x: ${rule}`),
    ({ Deployment }) => {
      const { containers } = Deployment.spec.template.spec;
      Deployment.spec.template.spec = {
        containers,
        volumes: [{ hostPath: { path: '/' } }],
        securityContext: { runAsNonRoot: true },
        topologySpreadConstraints: [
          { labelSelector: { matchLabels: { app: 'y' } } },
        ],
      };
    },
  ],
  [
    'two autoscalers and no budget',
    [
      'Deployment x: a budget limits its disruptions',
      'Deployment x: at most one autoscaler changes its replicas',
      'Deployment x: either it or its autoscaler says how many replicas there are',
      'Deployment x: its autoscaler has a lower and an upper bound',
    ],
    resources => {
      resources.Deployment.spec.replicas = 2;
      resources.PodDisruptionBudget.spec.selector.matchLabels = { app: 'y' };
      resources.ScaledObject = resource('ScaledObject', {
        scaleTargetRef: { name: 'x' },
        maxReplicaCount: 4,
      });
    },
  ],
  [
    'neither replicas nor an autoscaler',
    [
      'Deployment x: either it or its autoscaler says how many replicas there are',
    ],
    ({ HorizontalPodAutoscaler }) => {
      HorizontalPodAutoscaler.spec.scaleTargetRef.name = 'y';
    },
  ],
  [
    'references to nothing',
    [
      'Deployment x: there is no ServiceAccount x',
      'Deployment x: there is no ConfigMap x',
      'Service x: it selects no pod',
    ],
    ({ ServiceAccount, ConfigMap, Service }) => {
      ServiceAccount.metadata.name = 'y';
      ConfigMap.metadata.name = 'y';
      Service.spec.selector = { app: 'y' };
    },
  ],
  [
    'traffic that nobody has allowed',
    [
      'no NetworkPolicy denies what others do not allow',
      'NetworkPolicy x: it allows everything',
    ],
    ({ NetworkPolicy }) => {
      NetworkPolicy.spec.egress = [{}];
    },
  ],
  [
    'nothing to run',
    ['there is no Deployment', 'Service x: it selects no pod'],
    ({ Deployment }) => {
      Deployment.kind = 'StatefulSet';
    },
  ],
])('finds %s', (_, expected, change) => {
  expect(changed(change)).toEqual(expected);
});
