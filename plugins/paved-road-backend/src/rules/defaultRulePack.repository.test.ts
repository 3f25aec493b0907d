import { createMockDirectory } from '@backstage/backend-test-utils';
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
      spec: { template: { spec: { containers: [{ name, ...container }] } } },
    });
  const limited = {
    resources: { requests: { cpu: 1 }, limits: { memory: '1Gi' } },
  };

  it.each<[string, string, 'pass' | 'fail', Record<string, string>]>([
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
        'deploy/base/a.yaml': workload(limited),
        'deploy/overlays/b.yaml': workload({}),
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
      'fail',
      { 'deploy/a.yaml': workload(limited), 'deploy/b.yaml': 'a: [' },
    ],
    [
      'function-timeout',
      'serverless',
      'pass',
      { 'main.tf': 'resource "x" "y" {\n  timeout = 30\n}' },
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
    [
      'ai-core-checked',
      'monolith',
      'fail',
      { 'tach.toml': 'modules = ["web"]' },
    ],
  ])(
    '%s of a service that is %s: %s with %j',
    async (id, pattern, state, files) => {
      directory.setContent({ case: files });
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
