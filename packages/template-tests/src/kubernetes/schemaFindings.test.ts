import { KubernetesResource } from './kustomize';
import { schemaFindings } from './schemaFindings';

const deployment: KubernetesResource = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'x' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'x' } },
    template: {
      metadata: { labels: { app: 'x' } },
      spec: {
        containers: [
          {
            name: 'x',
            image: 'registry/x@sha256:1',
            ports: [{ containerPort: 8080, name: 'http' }],
            livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
          },
        ],
      },
    },
  },
};

const scaledObject: KubernetesResource = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'x' },
  spec: {
    scaleTargetRef: { name: 'x' },
    triggers: [{ type: 'prometheus', metadata: { threshold: '5' } }],
  },
};

/** The deployment with another container. */
const withContainer = (change: object): KubernetesResource => {
  const copy = structuredClone(deployment);
  Object.assign(copy.spec.template.spec.containers[0], change);
  return copy;
};

describe('schemaFindings', () => {
  it('has nothing to say of what the API takes', async () => {
    expect(await schemaFindings([deployment, scaledObject])).toEqual([]);
  });

  it('finds what the API does not have, at any depth', async () => {
    const findings = await schemaFindings([
      { ...deployment, apiVersion: 'apps/v1beta7' },
      { ...deployment, replicas: 3 },
      withContainer({ livenessProbe: { httpGet: { path: '/', prot: 1 } } }),
      withContainer({ imagePullPolicy: 'Sometimes' }),
      withContainer({ ports: [{ containerPort: 8080.5 }] }),
      { ...scaledObject, spec: { ...scaledObject.spec, maxReplicas: 3 } },
    ]);
    expect(findings).toEqual([
      'Deployment x: there is no schema of apps/v1beta7 Deployment',
      expect.stringMatching(/'"replicas"' does not exist .*'IDeployment'/),
      expect.stringMatching(/'"prot"' does not exist .*'IHTTPGetAction'/),
      expect.stringContaining(`'"Sometimes"' is not assignable`),
      expect.stringMatching(/'"maxReplicas"' does not exist/),
      expect.stringContaining('httpGet must have required property port'),
      expect.stringContaining('imagePullPolicy must be equal to one of'),
      expect.stringContaining('containerPort must be integer'),
    ]);
  });
});
