import { createMockDirectory } from '@backstage/backend-test-utils';
import { stateOf, tooLarge, toRows } from '../__testUtils__/repositoryCases';

const directory = createMockDirectory();

const probed = { readinessProbe: {}, livenessProbe: {} };
const limited = {
  resources: { requests: { cpu: 1 }, limits: { memory: '1Gi' } },
};

const workload = (container: object, name = 'app') =>
  JSON.stringify({
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

/** What Kustomize and Helm need, and what is no workload of its own. */
const noWorkloads = {
  'k8s/prod/image.yaml': JSON.stringify({
    kind: 'Deployment',
    spec: { template: { spec: { containers: [{ name: 'app', image: 'a' }] } } },
  }),
  'k8s/prod/labels.yaml': 'kind: Deployment\nmetadata: { labels: {} }',
  'k8s/prod/patch.yaml': '- op: remove\n---\n# nothing\n---\nkind: List',
  'k8s/service.yaml': 'kind: Service\nspec: { selector: { app: app } }',
  'deploy/chart/templates/app.yaml': 'a: [',
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
          { 'chart/values.yaml': JSON.stringify(probed), ...noWorkloads },
          { Dockerfile: 'FROM a:1\nHEALTHCHECK CMD x' },
          {
            'x/Dockerfile': 'FROM a:1\nHEALTHCHECK CMD x',
            'y/Dockerfile': tooLarge,
          },
        ],
        fail: [
          {
            'deploy/a.yaml': workload({ readinessProbe: {} }),
            Dockerfile: 'FROM a:1\nHEALTHCHECK CMD x',
          },
          { 'k8s/a.yaml': workload({}), 'k8s/b.yaml': tooLarge },
        ],
        unknown: [
          { 'k8s/a.yaml': workload(probed), 'k8s/b.yaml': tooLarge },
          { Dockerfile: tooLarge },
        ],
      },
      'resource-limits': {
        pattern: 'hybrid',
        pass: [
          { 'k8s/a.yaml': workload(limited), ...noWorkloads },
          { 'k8s/a.yaml': knative(limited) },
          { 'chart/values.yaml': JSON.stringify(limited), ...noWorkloads },
          {
            'k8s/a.yaml': workload(limited),
            Dockerfile: 'no image',
            'main.tf': tooLarge,
          },
        ],
        fail: [
          { 'k8s/a.yaml': `${workload(limited)}\n---\n${workload({}, 'b')}` },
          { 'k8s/a.yaml': workload({}), 'k8s/b.yaml': tooLarge },
          { 'k8s/a.yaml': knative({}) },
        ],
        unknown: [
          { 'k8s/a.yaml': workload(limited), 'k8s/b.yaml': 'a: [' },
          { 'k8s/a.yaml': workload(limited), 'k8s/b.yaml': tooLarge },
          { 'chart/values.yaml': tooLarge },
        ],
      },
      'autoscaling-bounds': {
        pattern: 'hybrid',
        pass: [
          { 'chart/values.yaml': 'autoscaling: { maxReplicas: 9 }' },
          { 'k8s/a.yaml': 'spec: { maxReplicas: 9 }', 'k8s/b.yaml': tooLarge },
        ],
        fail: [
          {
            'chart/values.yaml':
              'autoscaling: { enabled: false, maxReplicas: 9 }',
            ...noWorkloads,
          },
        ],
        unknown: [{ 'k8s/a.yaml': tooLarge }],
      },
      'function-timeout': {
        pattern: 'serverless',
        pass: [
          { 'main.tf': terraform('resource "aws_lambda_function" "answer"') },
          { 'main.tf': terraform('module "answer"') },
          { 'host.json': '{ "functionTimeout": "00:05:00" }' },
          { 'serverless.yml': 'provider: { timeout: 9 }', 'main.tf': tooLarge },
        ],
        fail: [
          {
            'main.tf': `resource "aws_lambda_function" "answer" {\n}\n${terraform(
              'resource "aws_lb_target_group" "answer"',
            )}`,
          },
          { 'serverless.yml': 'functions: {}' },
          {
            'template.yaml':
              'Resources: { Table: { Type: AWS::DynamoDB::Table } }',
            ...noWorkloads,
          },
        ],
        unknown: [{ 'serverless.yml': 'functions: {}', 'main.tf': tooLarge }],
      },
      'bounded-concurrency': {
        pattern: 'serverless',
        pass: [
          { 'main.tf': 'max_instance_count = 5', 'x/template.yaml': tooLarge },
        ],
        unknown: [{ 'template.yaml': tooLarge }],
      },
    }),
  )('%s of a %s: %s with %j', async (checkId, pattern, state, files) => {
    expect(await stateOf(checkId, pattern, files, directory)).toBe(state);
  });
});
