import { createMockDirectory } from '@backstage/backend-test-utils';
import { CheckResult } from '@paved-road/plugin-paved-road-common';
import {
  createAiService,
  evaluateByDefault,
  readRepository,
} from '../__testUtils__/defaultRulePack';

const directory = createMockDirectory();

describe('checks of the repository in the default rule pack', () => {
  const probes = 'readinessProbe: {}\nlivenessProbe: {}\n';
  const workload = (container: object, name = 'app') =>
    JSON.stringify({
      kind: 'Deployment',
      metadata: { name },
      spec: {
        selector: {},
        template: { spec: { containers: [{ name, ...container }] } },
      },
    });
  const patch = JSON.stringify({
    kind: 'Deployment',
    metadata: { name: 'app' },
    spec: { template: { spec: { containers: [{ name: 'app', image: 'a' }] } } },
  });
  const knative = (container: object) =>
    JSON.stringify({
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      spec: { template: { spec: { containers: [container] } } },
    });
  const probed = { readinessProbe: {}, livenessProbe: {} };
  const limited = {
    resources: { requests: { cpu: 1 }, limits: { memory: '1Gi' } },
  };
  /** Stands for more than the collector reads of a file. */
  const tooLarge = '(too large)';
  const timeout = (block: string) =>
    `${block} {\n  source = "terraform-aws-modules/lambda/aws"\n\n  memory = 512\n  timeout = 30\n}\n`;

  it.each<[string, string, CheckResult['state'], Record<string, string>]>([
    [
      'image-pinned',
      'monolith',
      'pass',
      { Dockerfile: 'FROM a:1 AS b\nFROM b' },
    ],
    [
      'image-pinned',
      'monolith',
      'pass',
      { Dockerfile: `FROM a@sha256:${'0'.repeat(64)}` },
    ],
    [
      'image-pinned',
      'monolith',
      'pass',
      { Dockerfile: 'ARG BASE\nFROM $BASE' },
    ],
    ['image-pinned', 'monolith', 'pass', { Dockerfile: 'FROM scratch' }],
    ['image-pinned', 'monolith', 'fail', { Dockerfile: 'FROM host:5000/a' }],
    ['image-pinned', 'monolith', 'fail', { Dockerfile: 'FROM a:latest' }],
    [
      'image-pinned',
      'hybrid',
      'fail',
      { 'x/Dockerfile': 'FROM a', 'y/Dockerfile': 'FROM a:1' },
    ],
    ['image-pinned', 'monolith', 'unknown', { Dockerfile: tooLarge }],
    [
      'image-pinned',
      'monolith',
      'fail',
      { Dockerfile: tooLarge, 'x/Dockerfile': 'FROM a' },
    ],
    ['image-pinned', 'monolith', 'pass', { 'Dockerfile.prod': 'FROM a:1' }],
    ['image-pinned', 'monolith', 'fail', { 'Dockerfile.prod': 'FROM a' }],
    ['image-pinned', 'monolith', 'fail', { 'api/Containerfile': 'FROM a' }],
    [
      'image-pinned',
      'monolith',
      'pass',
      {
        Dockerfile: 'FROM a:1',
        'Dockerfile.dockerignore': '*.md',
        'Dockerfile.dev': 'FROM a',
        '.devcontainer/Dockerfile': 'FROM a',
        'examples/batch/Dockerfile': 'FROM a',
      },
    ],
    [
      'image-not-root',
      'monolith',
      'fail',
      { '.devcontainer/Dockerfile': 'FROM a:1\nUSER dev' },
    ],
    ['image-not-root', 'monolith', 'unknown', { Dockerfile: tooLarge }],
    [
      'image-not-root',
      'monolith',
      'fail',
      { Dockerfile: 'FROM a:nonroot AS b\nFROM c:1' },
    ],
    [
      'image-not-root',
      'monolith',
      'pass',
      { Dockerfile: 'FROM a:nonroot AS b\nFROM b' },
    ],
    [
      'image-not-root',
      'monolith',
      'pass',
      { Dockerfile: 'FROM a:1\nUSER 65532' },
    ],
    ['image-not-root', 'monolith', 'pass', { Dockerfile: 'FROM a:nonroot' }],
    [
      'image-not-root',
      'monolith',
      'pass',
      { '.ko.yaml': 'defaultPlatforms: []' },
    ],
    [
      'image-not-root',
      'monolith',
      'fail',
      { Dockerfile: 'FROM a:1\nUSER 0:0' },
    ],
    [
      'image-not-root',
      'monolith',
      'fail',
      { Dockerfile: 'FROM a:1\nUSER x\nFROM b:1' },
    ],
    [
      'health-checks',
      'hybrid',
      'pass',
      { 'chart/values.yaml': probes, 'deploy/templates/a.yaml': '{{ x }}' },
    ],
    [
      'health-checks',
      'hybrid',
      'pass',
      { Dockerfile: 'FROM a:1\nHEALTHCHECK CMD x' },
    ],
    [
      'health-checks',
      'hybrid',
      'fail',
      {
        'deploy/a.yaml': workload({ readinessProbe: {} }),
        Dockerfile: 'FROM a:1\nHEALTHCHECK CMD x',
      },
    ],
    [
      'resource-limits',
      'hybrid',
      'pass',
      {
        'deploy/a.yaml': workload(limited),
        'deploy/patch.yaml': patch,
        'deploy/list.yaml': '- op: remove\n---\n# nothing\n---\nkind: List',
        'deploy/label.yaml': 'kind: Deployment\nmetadata: {}',
      },
    ],
    [
      'resource-limits',
      'hybrid',
      'pass',
      { 'chart/values.yaml': JSON.stringify(limited) },
    ],
    [
      'resource-limits',
      'hybrid',
      'fail',
      { 'deploy/a.yaml': `${workload(limited)}\n---\n${workload({}, 'b')}` },
    ],
    [
      'resource-limits',
      'hybrid',
      'unknown',
      { 'deploy/a.yaml': workload(limited), 'deploy/b.yaml': 'a: [' },
    ],
    [
      'resource-limits',
      'hybrid',
      'unknown',
      { 'deploy/a.yaml': workload(limited), 'deploy/crd.yaml': tooLarge },
    ],
    [
      'resource-limits',
      'hybrid',
      'fail',
      { 'deploy/a.yaml': workload({}), 'deploy/crd.yaml': tooLarge },
    ],
    [
      'resource-limits',
      'hybrid',
      'pass',
      {
        'deploy/a.yaml': workload(limited),
        'deploy/chart/templates/a.yaml': 'a: [',
        Dockerfile: 'no image',
        'main.tf': tooLarge,
      },
    ],
    ['resource-limits', 'hybrid', 'unknown', { 'chart/values.yaml': tooLarge }],
    ['resource-limits', 'hybrid', 'pass', { 'k8s/a.yaml': knative(limited) }],
    ['resource-limits', 'hybrid', 'fail', { 'k8s/a.yaml': knative({}) }],
    [
      'health-checks',
      'hybrid',
      'pass',
      { 'k8s/a.yaml': workload(probed), 'k8s/prod/patch.yaml': patch },
    ],
    [
      'health-checks',
      'hybrid',
      'unknown',
      { 'k8s/a.yaml': workload(probed), 'k8s/b.yaml': tooLarge },
    ],
    [
      'health-checks',
      'hybrid',
      'fail',
      { 'k8s/a.yaml': workload({}), 'k8s/b.yaml': tooLarge },
    ],
    ['health-checks', 'monolith', 'unknown', { Dockerfile: tooLarge }],
    [
      'health-checks',
      'monolith',
      'pass',
      { Dockerfile: 'FROM a:1\nHEALTHCHECK CMD x', 'x/Dockerfile': tooLarge },
    ],
    [
      'function-timeout',
      'serverless',
      'pass',
      { 'main.tf': timeout('resource "aws_lambda_function" "y"') },
    ],
    [
      'function-timeout',
      'serverless',
      'pass',
      { 'main.tf': timeout('module "y"') },
    ],
    [
      'function-timeout',
      'serverless',
      'fail',
      {
        'main.tf': `resource "aws_lambda_function" "y" {\n}\n${timeout(
          'resource "aws_lb_target_group" "y"',
        )}`,
      },
    ],
    [
      'function-timeout',
      'serverless',
      'fail',
      { 'serverless.yml': 'functions: {}' },
    ],
    [
      'function-timeout',
      'serverless',
      'unknown',
      { 'serverless.yml': 'functions: {}', 'main.tf': tooLarge },
    ],
    [
      'function-timeout',
      'serverless',
      'pass',
      { 'serverless.yml': 'provider: { timeout: 9 }', 'main.tf': tooLarge },
    ],
    [
      'function-timeout',
      'serverless',
      'pass',
      { 'host.json': '{ "functionTimeout": "00:05:00" }' },
    ],
    [
      'function-timeout',
      'serverless',
      'fail',
      { 'main.tf': '# no timeout = yet' },
    ],
    [
      'function-timeout',
      'serverless',
      'fail',
      {
        'template.yaml': 'Resources: { Table: { Type: AWS::DynamoDB::Table } }',
      },
    ],
    [
      'bounded-concurrency',
      'serverless',
      'pass',
      { 'main.tf': 'max_instance_count = 5' },
    ],
    ['bounded-concurrency', 'serverless', 'unknown', { 'main.tf': tooLarge }],
    [
      'autoscaling-bounds',
      'hybrid',
      'unknown',
      { 'chart/values.yaml': 'autoscaling: {}', 'k8s/a.yaml': tooLarge },
    ],
    [
      'autoscaling-bounds',
      'hybrid',
      'pass',
      { 'chart/values.yaml': 'autoscaling: { enabled: true, maxReplicas: 9 }' },
    ],
    [
      'autoscaling-bounds',
      'hybrid',
      'fail',
      {
        'chart/values.yaml': 'autoscaling: { enabled: false, maxReplicas: 9 }',
        'k8s/chart/templates/a.yaml': 'a: [',
      },
    ],
    [
      'has-decision-record',
      'monolith',
      'fail',
      { 'docs/adr/index.md': '# Decisions' },
    ],
    [
      'has-slo',
      'monolith',
      'pass',
      { 'slo/latency.yaml': 'version: prometheus/v1\nslos: []' },
    ],
    ['has-slo', 'monolith', 'fail', { 'slo.yaml': 'kind: Todo' }],
    ['has-slo', 'monolith', 'unknown', { 'slo.yaml': tooLarge }],
    [
      'has-slo',
      'monolith',
      'pass',
      { 'a.slo.yaml': 'kind: SLO', 'slo.yaml': tooLarge },
    ],
    ['has-tests', 'monolith', 'pass', { 'tests/unit/answers.py': '' }],
    [
      'has-tests',
      'monolith',
      'pass',
      { 'src/Answers.Tests/GoldenTests.cs': '' },
    ],
    [
      'has-tests',
      'monolith',
      'fail',
      {
        'chart/templates/tests/test-connection.yaml': '',
        'deploy/test/values.yaml': '',
      },
    ],
    ['has-lock-file', 'monolith', 'pass', { 'npm-shrinkwrap.json': '' }],
    ['has-lock-file', 'monolith', 'pass', { 'app/requirements.lock': '' }],
    ['has-lock-file', 'monolith', 'fail', { 'chart/Chart.lock': '' }],
    [
      'ai-core-isolated',
      'monolith',
      'pass',
      { 'src/inference/onnx/session.ts': '' },
    ],
    [
      'ai-core-isolated',
      'monolith',
      'fail',
      { 'k8s/inference/deployment.yaml': '' },
    ],
    [
      'ai-core-checked',
      'monolith',
      'pass',
      { '.importlinter': 'forbidden_modules =\n    app.adapters' },
    ],
    [
      'ai-core-checked',
      'monolith',
      'fail',
      {
        '.dependency-cruiser.cjs': `{ name: 'no-deprecated-core', comment: 'exports, imports; a score',
          to: { dependencyTypes: ["core"], path: ["^async_hooks$"] } }`,
      },
    ],
    ['ai-core-checked', 'monolith', 'unknown', { 'tach.toml': tooLarge }],
    ['module-boundaries', 'monolith', 'unknown', { 'tach.toml': tooLarge }],
    ['module-boundaries', 'monolith', 'fail', { 'tach.toml': '' }],
    [
      'ai-core-checked',
      'monolith',
      'fail',
      { 'tach.toml': 'modules = ["web"]' },
    ],
  ])(
    '%s of a service that is %s: %s with %j',
    async (id, pattern, state, files) => {
      const contents = Object.entries(files).map(([file, content]) => [
        file,
        content === tooLarge
          ? `FROM a:1\n${'# much\n'.repeat(50_000)}`
          : content,
      ]);
      directory.setContent({ case: Object.fromEntries(contents) });
      const entity = createAiService(
        { 'paved-road.io/pattern': pattern },
        { spec: { type: 'ai-service', lifecycle: 'production' } },
      );
      const { results } = evaluateByDefault(
        entity,
        await readRepository(directory.resolve('case')),
      );
      expect(results.find(({ checkId }) => checkId === id)?.state).toBe(state);
    },
  );
});
