import { readEach, toUnread } from '../deployables';
import { Detector } from '../Detector';
import { StructuredPart } from '../StructuredPart';
import { Manifest, readManifests } from './readManifests';

/** Kinds that are read; other manifests need no parsing. */
const used =
  /\bkind["']?: {0,8}["']?(Deployment|StatefulSet|DaemonSet|Rollout|HorizontalPodAutoscaler|ScaledObject)\b|serving\.knative\.dev\//;

const listItems = (part: StructuredPart) =>
  /List$/.test(part.at('kind')?.text() ?? '')
    ? (part.at('items')?.items() ?? [])
    : [part];

/** Reads manifests of Kubernetes, Knative and Cloud Run. */
export const kubernetesDetector: Detector = {
  id: 'kubernetes',
  version: 2,
  title: 'Kubernetes',
  kinds: ['workloads', 'functions'],
  searched: 'YAML files with apiVersion and kind in any folder',
  reads:
    'Deployments, StatefulSets, DaemonSets, Rollouts, services of Knative and Cloud Run, autoscalers, and patches of Kustomize in separate files',
  ignores:
    'Jobs, the kube-system namespace, patches inside kustomization.yaml, custom resources, and files of tests and examples',
  recognises: path => /\.ya?ml$/.test(path),
  isLikely: path => /k8s|kube|manifest|deploy|kustomiz/i.test(path),
  priority: 5,
  rank: 30,
  async detect(files, service) {
    const charts = service.files
      .filter(path => /(^|\/)Chart\.yaml$/.test(path))
      .map(path => path.slice(0, -'Chart.yaml'.length));
    const manifests: Manifest[] = [];
    const outside = files.filter(
      ({ path }) =>
        !charts.some(chart =>
          /^(templates|crds)\//.test(
            path.startsWith(chart) ? path.slice(chart.length) : '',
          ),
        ),
    );
    const result = await readEach(
      outside,
      service,
      async (file, { unread }) => {
        if (!/\bapiVersion["']?:/.test(file.text) || !used.test(file.text)) {
          return;
        }
        for (const { part, problem, line: at } of await file.readDocuments()) {
          if (problem !== undefined) {
            unread.push(
              toUnread(file.path, { problem, line: at }, ['workloads']),
            );
            continue;
          }
          for (const item of listItems(part)) {
            manifests.push({
              part: item,
              file: file.path,
              source: 'read',
              toLine: ({ line }) => line,
            });
          }
        }
      },
    );
    return { ...result, found: readManifests(manifests) };
  },
};
