import { azureDetector } from '../azure/azureDetector';
import { cdkDetector } from '../cdk/cdkDetector';
import { composeDetector } from '../compose/composeDetector';
import { detect, pick } from '../__testUtils__/detect';
import { isRuntimeSupported } from '../deployables';
import { platformsDetector } from './platformsDetector';

const yes = { exists: true };
const no = { exists: false };

describe('platformsDetector', () => {
  it('reads files of platforms', async () => {
    const { found } = await detect(platformsDetector, {
      'render.yaml': `services:
  - { type: web, name: api, plan: standard, healthCheckPath: /, scaling: { maxInstances: 3 } }
  - { type: worker, name: jobs }
  - { type: web, name: site, runtime: static }`,
      'app.yaml': 'runtime: python313\nautomatic_scaling: { max_instances: 2 }',
      'k8s/app.yaml': 'apiVersion: v1\nkind: Pod',
      'fly.toml':
        'app = "fly"\n[[vm]]\n  memory = "1gb"\n[[http_service.checks]]\n',
      'copilot/web/manifest.yml':
        'name: web\ntype: Load Balanced Web Service\nmemory: 512',
      'vercel.json': '{ "functions": { "api/*.ts": { "maxDuration": 60 } } }',
    });
    expect(
      pick(
        found,
        'workloads',
        'subject',
        'livenessProbe',
        'memoryLimit',
        'scalingLimit',
      ),
    ).toMatchObject([
      ['app.yaml', no, no, yes],
      ['web', no, yes, no],
      ['fly', yes, yes, yes],
      ['api', yes, yes, yes],
      ['jobs', { value: 'serves no requests' }, no, no],
    ]);
    expect(pick(found, 'functions', 'subject', 'timeout')).toMatchObject([
      ['api/*.ts', yes],
    ]);
  });

  it('lists a broken file as unread', async () => {
    const { unread } = await detect(platformsDetector, { 'vercel.json': '{' });
    expect(unread).toMatchObject([{ subject: 'vercel.json' }]);
  });
});

describe('composeDetector', () => {
  it('reads services that are built here, with the check of their Dockerfile', async () => {
    const { found } = await detect(composeDetector, {
      'compose.yaml': `services:
  api: { build: ./api, mem_limit: 1g }
  web: { build: { context: ., dockerfile: web/Dockerfile }, healthcheck: { test: [CMD, x] } }
  off: { build: ./off, healthcheck: { disable: true } }
  db: { image: postgres }`,
      'api/Dockerfile': 'FROM x\nHEALTHCHECK CMD x',
      'docker-compose.dev.yml': 'services: { dev: { build: . } }',
    });
    expect(
      pick(found, 'workloads', 'subject', 'livenessProbe', 'memoryLimit'),
    ).toMatchObject([
      ['api', yes, yes],
      ['web', yes, no],
      ['off', no, no],
    ]);
  });
});

describe('azureDetector', () => {
  it('reads container apps that are deployed, and functions', async () => {
    const app = (name: string, more = '') => `
resource ${name} 'Microsoft.App/containerApps@2024-03-01' = {
  properties: { template: { ${more} } }
}`;
    const { found } = await detect(azureDetector, {
      'infra/main.bicep': `module a './app.bicep' = {}\n${app('bare')}`,
      'infra/app.bicep': app(
        'api',
        `containers: [{ resources: { memory: '1Gi' }, probes: [{ type: 'Liveness' }, { type: 'Readiness' }] }], scale: { maxReplicas: 3 }`,
      ),
      'infra/unused.bicep': app('unused'),
      'infra/functions.bicep': 'maximumInstanceCount: 40',
      'src/host.json': '{ "version": "2.0", "functionTimeout": "00:05:00" }',
    });
    expect(
      pick(
        found,
        'workloads',
        'subject',
        'readinessProbe',
        'memoryLimit',
        'scalingLimit',
      ),
    ).toEqual([
      ['api', yes, yes, yes],
      ['bare', no, no, no],
    ]);
    expect(
      pick(found, 'functions', 'subject', 'timeout', 'concurrencyLimit'),
    ).toMatchObject([['src', yes, yes]]);
  });
});

describe('cdkDetector', () => {
  it('reads functions and services', async () => {
    const { found } = await detect(cdkDetector, {
      'cdk.json': '{}',
      'lib/stack.ts': `import * as lambda from 'aws-cdk-lib/aws-lambda';
new lambda.Function(this, 'Ask', {
  runtime: lambda.Runtime.PYTHON_3_8,
  timeout: Duration.seconds(30),
  environment: { reservedConcurrentExecutions: '1' },
});
new NodejsFunction(this, 'Tell', { ...defaults, timeout: Duration.seconds(3) });
new cloudfront.Function(this, 'Edge', {});
new ecsPatterns.ApplicationLoadBalancedFargateService(this, 'Web', { healthCheck: { command: [] } });`,
      'stack.py': `from aws_cdk import aws_lambda
aws_lambda.DockerImageFunction(self, "Sum", environment={"TIMEOUT": "1"}, reserved_concurrent_executions=2)`,
    });
    expect(
      pick(
        found,
        'functions',
        'subject',
        'line',
        'timeout',
        'concurrencyLimit',
        'runtimeSupported',
      ),
    ).toEqual([
      ['Ask', 2, yes, no, false],
      [
        'Tell',
        7,
        yes,
        { unknown: 'properties of Tell are in another place' },
        true,
      ],
      ['Sum', 2, no, yes, true],
    ]);
    expect(
      pick(
        found,
        'workloads',
        'subject',
        'livenessProbe',
        'memoryLimit',
        'scalingLimit',
      ),
    ).toEqual([['Web', yes, yes, no]]);
  });

  it('reads long lines and unbalanced text in bounded time', async () => {
    const { found } = await detect(cdkDetector, {
      'cdk.json': '{}',
      'a.ts': `aws-cdk ${'new a.Function(this, "x", {'.repeat(5_000)}`,
      'b.ts': `aws-cdk new ${' '.repeat(50_000)}`,
    });
    expect(found.functions).toHaveLength(200);
  });
});

it('knows run times at end of life', () => {
  const supported = [
    'python3.13',
    'nodejs24.x',
    '',
    'provided.al2023',
    'java21',
  ];
  const ended = [
    'python3.8',
    'python37',
    'nodejs18.x',
    'NODE|16',
    'dotnet6',
    'go1.x',
  ];
  const now = new Date('2026-01-01');
  expect(supported.filter(name => !isRuntimeSupported(name, now))).toEqual([]);
  expect(ended.filter(name => isRuntimeSupported(name, now))).toEqual([]);
});
