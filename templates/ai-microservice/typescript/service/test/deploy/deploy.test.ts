import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { readSettings, service } from '../../src/settings.js';
import { root } from '../support/paths.js';
import {
  environments,
  listFiles,
  ofKind,
  readKustomization,
  readManifests,
  readText,
  readResources,
  readVariables,
} from './manifests.js';
import type { Kind, Manifest } from './manifests.js';

const base = readResources('base');
const scaling = readResources('scaling');

/** The only resource of a kind in the base. */
function only<K extends Kind>(kind: K): Manifest<K> {
  const [first, ...more] = ofKind(kind, base);
  assert.ok(first && more.length === 0, `not one ${kind}, but ${more.length + 1}`);
  return first;
}

const deployment = only('Deployment');
const pod = deployment.spec.template;
const [container, ...sidecars] = pod.spec.containers;
const [deny, ...allow] = ofKind('NetworkPolicy', base);
const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];

describe('deploy', () => {
  it('forgets no file', () => {
    for (const folder of ['base', 'scaling', ...environments.map(name => `overlays/${name}`)]) {
      const kustomization = readText(`${folder}/kustomization.yaml`);
      for (const file of listFiles(folder).filter(name => name !== 'kustomization.yaml')) {
        assert.ok(kustomization.includes(file), `${folder}/kustomization.yaml omits ${file}`);
      }
    }
  });

  it('calls everything by the name of the service', () => {
    for (const { kind, metadata } of [...base, ...scaling]) {
      assert.ok([service.name, 'default-deny'].includes(metadata.name), kind);
    }
  });

  it('selects the pods by labels that they have', () => {
    const selectors = {
      Deployment: deployment.spec.selector.matchLabels,
      Service: only('Service').spec.selector,
      PodDisruptionBudget: only('PodDisruptionBudget').spec.selector.matchLabels,
      ...Object.fromEntries(
        allow.map(({ spec }) => ['NetworkPolicy', spec.podSelector.matchLabels]),
      ),
      ...Object.fromEntries(
        pod.spec.topologySpreadConstraints.map(({ topologyKey, labelSelector }) => [
          topologyKey,
          labelSelector.matchLabels,
        ]),
      ),
    };
    for (const [what, selector] of Object.entries(selectors)) {
      assert.ok(Object.keys(selector).length > 0, `${what} selects everything`);
      for (const [label, value] of Object.entries(selector)) {
        assert.equal(pod.metadata.labels[label], value, `${what}: ${label}`);
      }
    }
  });

  it('patches only what is there', () => {
    for (const environment of environments) {
      const folder = `overlays/${environment}`;
      for (const patch of readKustomization(folder).patches) {
        const targets =
          'path' in patch
            ? readManifests(`${folder}/${patch.path}`).map(({ kind, metadata }) => ({
                kind,
                name: metadata.name,
              }))
            : [patch.target];
        for (const { kind, name } of targets) {
          const found = ofKind(kind, [...base, ...scaling]);
          assert.deepEqual(
            found.map(({ metadata }) => metadata.name),
            [name],
            environment,
          );
        }
      }
    }
  });

  it('asks paths that the service has whether it is well', () => {
    const { paths } = JSON.parse(readFileSync(path.join(root, 'openapi.json'), 'utf8')) as {
      paths: Record<string, { get?: object } | undefined>;
    };
    const asked = probes.map(({ httpGet }) => httpGet.path);
    assert.deepEqual(asked, ['/readyz', '/readyz', '/livez']);
    for (const url of [...asked, pod.metadata.annotations['prometheus.io/path'] ?? '']) {
      assert.ok(paths[url]?.get, `the service does not have "${url}"`);
    }
  });

  it('gives the process no rights that it does not need', () => {
    assert.deepEqual(sidecars, []);
    assert.equal(pod.spec.automountServiceAccountToken, false);
    assert.equal(only('ServiceAccount').automountServiceAccountToken, false);
    assert.equal(pod.spec.serviceAccountName, only('ServiceAccount').metadata.name);
    assert.deepEqual(pod.spec.securityContext, {
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('gives it the memory that it asks for, and bounds the rest', () => {
    const patches = ofKind('Deployment', readManifests('overlays/production/resources.yaml'));
    const inProduction = patches.map(({ spec }) => spec.template.spec.containers[0].resources);
    for (const { requests, limits } of [container.resources, ...inProduction]) {
      assert.ok(requests.cpu && requests.memory);
      assert.equal(limits.memory, requests.memory);
    }
    assert.ok(container.resources.limits.cpu && container.resources.limits['ephemeral-storage']);
  });

  it('denies what no network policy allows', () => {
    assert.deepEqual(deny?.spec, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    for (const rule of allow.flatMap(({ spec }) => [
      ...(spec.ingress ?? []),
      ...(spec.egress ?? []),
    ])) {
      // A rule without peers or without ports would allow all of them.
      const peers = rule.from ?? rule.to ?? [];
      assert.ok(peers.length > 0 && rule.ports.length > 0);
      for (const { podSelector } of peers{% if values.ai == 'language-model' %}.filter(({ ipBlock }) => !ipBlock?.except.includes('10.0.0.0/8')){% endif %}) {
        assert.ok(Object.keys(podSelector.matchLabels).length > 0);
      }
    }
  });

  it('leaves the number of replicas to one place', () => {
    assert.equal(deployment.spec.replicas, undefined);
    const bounds = [
      ...ofKind('HorizontalPodAutoscaler', scaling).map(({ spec }) => ({
        ...spec,
        min: spec.minReplicas,
        max: spec.maxReplicas,
      })),
      ...ofKind('ScaledObject', scaling).map(({ spec }) => ({
        ...spec,
        min: spec.minReplicaCount,
        max: spec.maxReplicaCount,
      })),
    ];
    for (const { scaleTargetRef, min, max } of bounds) {
      assert.ok(min >= 2 && max >= min, `from ${min} to ${max}`);
      assert.deepEqual(scaleTargetRef, {
        apiVersion: deployment.apiVersion,
        kind: deployment.kind,
        name: deployment.metadata.name,
      });
    }
    const fixed = listFiles('scaling')
      .filter(file => file === 'replicas.yaml')
      .flatMap(file => ofKind('Deployment', readManifests(`scaling/${file}`)));
    for (const { spec } of fixed) {
      assert.ok(Number(spec.replicas) >= 2, 'one replica is none while its node is replaced');
    }
    assert.equal(bounds.length + fixed.length, 1);
  });
});

for (const environment of environments) {
  describe(`deploy in ${environment}`, () => {
    const variables = readVariables(environment);
    const settings = readSettings(variables);

    it('sets only what the service reads', () => {
      const source = readFileSync(path.join(root, 'src/settings.ts'), 'utf8');
      for (const name of Object.keys(variables)) {
        assert.ok(name.startsWith('OTEL_') || source.includes(`'${name}'`), `nobody reads ${name}`);
      }
    });

    it('sends requests to the port that the service listens on', () => {
      const [{ targetPort }] = only('Service').spec.ports;
      const port = container.ports.find(({ name }) => name === targetPort);
      assert.equal(port?.containerPort, settings.port);
      assert.equal(pod.metadata.annotations['prometheus.io/port'], String(settings.port));
      for (const { httpGet } of probes) {
        assert.equal(httpGet.port, port.name);
      }
      for (const { ports } of allow.flatMap(({ spec }) => spec.ingress ?? [])) {
        assert.deepEqual(ports, [{ port: port.name }]);
      }
    });

    it('gives the process the time that it needs to stop', () => {
      assert.ok(settings.shutdownDelayMs > 0, 'nodes need a moment to learn that a pod is going');
      assert.ok(settings.shutdownTimeoutMs > settings.requestTimeoutMs, 'requests can finish');
      assert.ok(
        pod.spec.terminationGracePeriodSeconds * 1000 >
          settings.shutdownDelayMs + settings.shutdownTimeoutMs,
      );
    });

    it('runs a release, and never latest', () => {
      const [image, ...others] = readKustomization(`overlays/${environment}`).images;
      assert.ok(image && others.length === 0);
      assert.equal(image.name, container.image.split(':')[0]);
      assert.match(image.digest ?? image.newTag ?? '', /^(?!latest$)\S+$/);
    });
  });
}
