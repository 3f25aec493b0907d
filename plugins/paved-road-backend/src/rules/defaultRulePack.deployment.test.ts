import { createMockDirectory } from '@backstage/backend-test-utils';
import { stateOf, tooLarge, toRows } from '../__testUtils__/repositoryCases';

const directory = createMockDirectory();

const probe = { tcpSocket: { port: 80 } };
const probed = { readinessProbe: probe, livenessProbe: probe };
const limited = {
  resources: { requests: { cpu: 1 }, limits: { memory: '1Gi' } },
};

const workload = (container: object, name = 'app') =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: {},
      template: { spec: { containers: [{ name, ...container }] } },
    },
  });

const knative = (container: object) =>
  JSON.stringify({
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    spec: { template: { spec: { containers: [container] } } },
  });

const chart = (container: object, values: object) => ({
  'chart/Chart.yaml': 'name: answers',
  'chart/values.yaml': JSON.stringify(values),
  'chart/templates/app.yaml': workload(container),
  'chart/templates/scaler.yaml': `{{ if .Values.scales }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
spec: { scaleTargetRef: { name: app }, maxReplicas: 9 }
{{ end }}`,
});

/** What Kustomize needs, and what is no workload of its own. */
const noWorkloads = {
  'k8s/prod/image.yaml': JSON.stringify({
    kind: 'Deployment',
    spec: { template: { spec: { containers: [{ name: 'app', image: 'a' }] } } },
  }),
  'k8s/prod/labels.yaml': 'kind: Deployment\nmetadata: { labels: {} }',
  'k8s/prod/patch.yaml': '- op: remove\n---\n# nothing\n---\nkind: List',
  'k8s/service.yaml': 'kind: Service\nspec: { selector: { app: app } }',
};

const terraform = (block: string) => `${block} {
  source = "terraform-aws-modules/lambda/aws"

  memory_size = 512
  timeout     = 30
}
`;

describe('checks of the deployment in the default rule pack', () => {
  it.each(
    toRows({
      'health-checks': {
        pattern: 'hybrid',
        pass: [
          { 'k8s/a.yaml': workload(probed), ...noWorkloads },
          { 'k8s/a.yaml': knative(probed) },
          { ...chart(probed, {}), ...noWorkloads },
          { Dockerfile: 'FROM a:1\nHEALTHCHECK CMD x' },
          { 'k8s/a.yaml': workload(probed), Dockerfile: tooLarge },
        ],
        fail: [
          {
            'deploy/a.yaml': workload({ readinessProbe: probe }),
            Dockerfile: 'FROM a:1\nHEALTHCHECK CMD x',
          },
          { 'k8s/a.yaml': workload({}), 'k8s/b.yaml': tooLarge },
        ],
        unknown: [
          { 'k8s/a.yaml': workload(probed), 'k8s/b.yaml': tooLarge },
          { Dockerfile: tooLarge },
          {},
        ],
      },
      'resource-limits': {
        pattern: 'hybrid',
        pass: [
          { 'k8s/a.yaml': workload(limited), ...noWorkloads },
          { 'k8s/a.yaml': knative(limited) },
          { ...chart(limited, {}), 'k8s/other.yaml': workload({}) },
          { 'k8s/a.yaml': workload(limited), Dockerfile: 'no image' },
        ],
        fail: [
          { 'k8s/a.yaml': `${workload(limited)}\n---\n${workload({}, 'b')}` },
          { 'k8s/a.yaml': workload({}), 'k8s/b.yaml': tooLarge },
          { 'k8s/a.yaml': knative({}) },
        ],
        unknown: [
          {
            'k8s/a.yaml': workload(limited),
            'k8s/b.yaml': 'apiVersion: apps/v1\nkind: Deployment\na: [',
          },
          { 'k8s/a.yaml': workload(limited), 'main.tf': tooLarge },
          { 'chart/values.yaml': tooLarge },
        ],
      },
      'autoscaling-bounds': {
        pattern: 'hybrid',
        pass: [chart({}, { scales: true })],
        fail: [
          { ...chart({}, { scales: false }), ...noWorkloads },
          { 'k8s/a.yaml': workload({}) },
        ],
        unknown: [{ 'k8s/a.yaml': tooLarge }],
      },
      'function-timeout': {
        pattern: 'serverless',
        pass: [
          { 'main.tf': terraform('resource "aws_lambda_function" "answer"') },
          { 'main.tf': terraform('module "answer"') },
          { 'host.json': '{ "functionTimeout": "00:05:00" }' },
          {
            'serverless.yml':
              'provider: { timeout: 9 }\nfunctions: { answer: {} }',
          },
        ],
        fail: [
          {
            'main.tf': `resource "aws_lambda_function" "answer" {\n}\n${terraform(
              'resource "aws_lb_target_group" "answer"',
            )}`,
          },
        ],
        unknown: [
          {
            'template.yaml':
              'Resources: { Table: { Type: AWS::DynamoDB::Table } }',
            ...noWorkloads,
          },
          {
            'serverless.yml':
              'provider: { timeout: 9 }\nfunctions: { answer: {} }',
            'main.tf': tooLarge,
          },
        ],
      },
      'bounded-concurrency': {
        pattern: 'serverless',
        pass: [
          {
            'main.tf': `resource "google_cloudfunctions2_function" "answer" {
  service_config { max_instance_count = 5 }
}`,
          },
        ],
        unknown: [{ 'template.yaml': tooLarge }],
      },
    }),
  )('%s of a %s: %s with %j', async (checkId, pattern, state, files) => {
    expect(await stateOf(checkId, pattern, files, directory)).toBe(state);
  });
});
