import { Finding } from '@paved-road/plugin-paved-road-common';
import {
  absent,
  isPresent,
  Setting,
  toFunction,
  toSetting,
  toWorkload,
} from '../deployables';
import { StructuredPart } from '../StructuredPart';

/** A manifest with its place in the file that people edit. */
export interface Manifest {
  part: StructuredPart;
  file: string;
  source: 'read' | 'seen';
  toLine(part: StructuredPart): number;
  /** Why a missing setting may exist nevertheless. */
  open?: string;
}

const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'];

/** Workloads of the cluster itself, such as device plugins. */
const clusterNamespaces = ['kube-system', 'kube-public'];

const getKind = ({ part }: Manifest) => part.at('kind')?.text() ?? '';
const getName = ({ part }: Manifest) =>
  part.at('metadata', 'name')?.text() ?? '';
const isKnative = ({ part }: Manifest) =>
  part.at('kind')?.text() === 'Service' &&
  (part.at('apiVersion')?.text() ?? '').startsWith('serving.knative.dev/');

/** The containers of a manifest with the containers of the same name in its patches. */
function groupContainers(manifest: Manifest, patches: Manifest[]) {
  const list = ({ part }: Manifest) =>
    part.at('spec', 'template', 'spec', 'containers')?.items() ?? [];
  const patched = patches.flatMap(list);
  return list(manifest).map(container => [
    container,
    ...patched.filter(
      patch => patch.at('name')?.text() === container.at('name')?.text(),
    ),
  ]);
}

const find = (parts: StructuredPart[], ...path: string[]) =>
  parts.map(part => part.at(...path)).find(part => isPresent(toSetting(part)));

function readContainers(manifest: Manifest, patches: Manifest[]) {
  const groups = groupContainers(manifest, patches);
  const orOpen = (setting: Setting): Setting =>
    manifest.open && 'exists' in setting && !setting.exists
      ? { unknown: manifest.open }
      : setting;
  const some = (...path: string[]) =>
    orOpen({ exists: groups.some(group => find(group, ...path)) });
  const every = (...path: string[]) => {
    const parts = groups.map(group => find(group, ...path));
    const complete = parts.length > 0 && parts.every(Boolean);
    return orOpen(complete ? toSetting(parts[0]) : absent);
  };
  return {
    readinessProbe: some('readinessProbe'),
    livenessProbe: some('livenessProbe'),
    resourceRequests: every('resources', 'requests'),
    memoryLimit: every('resources', 'limits', 'memory'),
  };
}

/** The highest number of instances in the annotations of a Knative or Cloud Run service. */
function readInstanceLimit({ part }: Manifest): Setting {
  const annotations = [
    part.at('spec', 'template', 'metadata', 'annotations'),
    part.at('metadata', 'annotations'),
  ];
  const found = annotations
    .flatMap(some =>
      ['max-scale', 'maxScale'].map(key =>
        some?.at(`autoscaling.knative.dev/${key}`),
      ),
    )
    .find(Boolean);
  // Knative has no limit for 0.
  return found?.text() === '0'
    ? absent
    : toSetting(found ?? annotations[1]?.at('run.googleapis.com/maxScale'));
}

/** Reads workloads, Knative services as both workloads and functions, and the limits of their autoscalers. */
export function readManifests(manifests: Manifest[]) {
  const kept = manifests.filter(
    ({ part }) =>
      !clusterNamespaces.includes(
        part.at('metadata', 'namespace')?.text() ?? '',
      ),
  );
  const candidates = kept.filter(
    manifest =>
      workloadKinds.includes(getKind(manifest)) &&
      manifest.part.at('spec', 'template', 'spec'),
  );
  const scalers = kept.filter(manifest =>
    ['HorizontalPodAutoscaler', 'ScaledObject'].includes(getKind(manifest)),
  );
  const limits = scalers.map(scaler => ({
    target: scaler.part.at('spec', 'scaleTargetRef', 'name')?.text() ?? '',
    limit: toSetting(
      scaler.part.at('spec', 'maxReplicas') ??
        scaler.part.at('spec', 'maxReplicaCount'),
    ),
  }));
  const workloads: Finding<'workloads'>[] = [];
  const functions: Finding<'functions'>[] = [];
  const fixed = new Map<Finding<'workloads'>, number>();
  const place = (manifest: Manifest) => ({
    subject: getName(manifest) || manifest.file,
    file: manifest.file,
    line: manifest.toLine(manifest.part.at('kind') ?? manifest.part),
    source: manifest.source,
  });
  // A patch of Kustomize has no selector.
  const patchesByTarget = Map.groupBy(
    candidates.filter(({ part }) => !part.at('spec', 'selector')),
    patch => `${getKind(patch)} ${getName(patch)}`,
  );
  const limitsByTarget = new Map(
    limits.toReversed().map(scaler => [scaler.target, scaler]),
  );
  for (const manifest of candidates) {
    if (!manifest.part.at('spec', 'selector')) {
      continue;
    }
    const kind = getKind(manifest);
    const name = getName(manifest);
    const patches = patchesByTarget.get(`${kind} ${name}`) ?? [];
    const scaler = limitsByTarget.get(name);
    const workload = toWorkload(kind, place(manifest), {
      ...readContainers(manifest, patches),
      scalingLimit: scaler?.limit ?? absent,
    });
    workloads.push(workload);
    if (!scaler) {
      // The replicas of a DaemonSet follow the nodes.
      const replicas = Number(manifest.part.at('spec', 'replicas')?.text());
      fixed.set(workload, replicas || 1);
    }
  }
  for (const manifest of kept.filter(isKnative)) {
    const limit = readInstanceLimit(manifest);
    const spec = manifest.part.at('spec', 'template', 'spec');
    if (spec) {
      const settings = readContainers(manifest, []);
      workloads.push(
        toWorkload('Knative service', place(manifest), {
          ...settings,
          // Cloud Run and Knative check the port of a container by default, but not whether it works.
          scalingLimit: limit,
        }),
      );
      functions.push(
        toFunction('Knative service', place(manifest), {
          timeout: toSetting(spec.at('timeoutSeconds')),
          concurrencyLimit: limit,
        }),
      );
    }
  }
  // A fixed number of replicas is a limit where other workloads scale; if none does, replicas do not follow the load.
  if (limits.some(({ limit }) => isPresent(limit))) {
    for (const [workload, value] of fixed) {
      workload.scalingLimit = { exists: true, value };
    }
  }
  return { workloads, functions };
}
