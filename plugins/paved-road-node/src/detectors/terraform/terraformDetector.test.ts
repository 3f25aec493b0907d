import { detect, pick } from '../__testUtils__/detect';
import { terraformDetector } from './terraformDetector';

describe('terraformDetector', () => {
  it('reads functions, with the defaults of variables', async () => {
    const { found } = await detect(terraformDetector, {
      'infra/main.tf': `
resource "aws_lambda_function" "api" {
  runtime                        = "python3.8"
  timeout                        = var.timeout
  reserved_concurrent_executions = var.concurrency
}
resource "google_cloudfunctions2_function" "sum" {
  service_config {
    timeout_seconds    = 60
    max_instance_count = 3
  }
}
variable "timeout" { default = 30 }
variable "concurrency" { default = -1 }`,
    });
    expect(found.functions).toMatchObject([
      {
        subject: 'api',
        file: 'infra/main.tf',
        line: 2,
        timeout: { exists: true, value: 30 },
        concurrencyLimit: { exists: false },
        runtimeSupported: false,
      },
      {
        subject: 'sum',
        timeout: { exists: true, value: 60 },
        concurrencyLimit: { exists: true, value: 3 },
        runtimeSupported: true,
      },
    ]);
  });

  it('joins tasks of ECS with their services', async () => {
    const { found } = await detect(terraformDetector, {
      'ecs.tf': `
resource "aws_ecs_task_definition" "api" {
  cpu    = 256
  memory = 512
  container_definitions = jsonencode([{ name = "api", healthCheck = { command = ["x"] } }])
}
resource "aws_ecs_service" "web" { task_definition = aws_ecs_task_definition.api.arn }
resource "aws_ecs_task_definition" "worker" { container_definitions = file("worker.json") }
resource "aws_appautoscaling_target" "web" { max_capacity = 4 }`,
    });
    expect(found.workloads).toMatchObject([
      {
        subject: 'web',
        livenessProbe: { exists: true },
        resourceRequests: { exists: true },
        memoryLimit: { exists: true, value: 512 },
        scalingLimit: { exists: true, value: 4 },
      },
      {
        subject: 'worker',
        livenessProbe: {
          unknown: 'container_definitions of worker is not in this file',
        },
      },
    ]);
  });

  it('reads containers of other clouds', async () => {
    const { found } = await detect(terraformDetector, {
      'run.tf': `
resource "google_cloud_run_v2_service" "api" {
  template {
    scaling { max_instance_count = 2 }
    containers {
      startup_probe { http_get { path = "/" } }
      liveness_probe { http_get { path = "/" } }
      resources { limits = { cpu = "1", memory = "1Gi" } }
    }
  }
}
resource "azurerm_container_app" "bare" { template { container { image = "x" } } }`,
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
      [
        'api',
        { exists: true },
        { exists: true, value: '1Gi' },
        { exists: true, value: 2 },
      ],
      ['bare', { exists: false }, { exists: false }, { exists: false }],
    ]);
  });

  it('compares calls of the same module', async () => {
    const source = 'git::https://git.example.com/modules.git//ecs?ref=';
    const { found } = await detect(terraformDetector, {
      'main.tf': `
module "api" {
  source       = "${source}v1"
  memory       = 512
  health_check = { path = "/health" }
}
module "worker" {
  source            = "${source}v2"
  image_tag         = "x"
  http_health_check = false
}
module "cluster" { source = "git::https://git.example.com/modules.git//ecs-cluster" }
module "job" {
  source  = "terraform-aws-modules/lambda/aws"
  handler = "a.b"
}`,
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
    ).toEqual([
      [
        'api',
        { exists: true },
        { exists: true, value: 512 },
        { unknown: expect.stringContaining('is not in the repository') },
      ],
      [
        'worker',
        { exists: true, value: 'serves no requests' },
        { exists: true, value: 'default of the module' },
        { unknown: expect.stringContaining('is not in the repository') },
      ],
    ]);
    expect(pick(found, 'functions', 'subject', 'timeout')).toEqual([
      ['job', { exists: false }],
    ]);
  });

  it.each([
    [
      'an invalid file',
      'resource "aws_lambda_function" "x" {\n  timeout = ',
      'is not valid HCL',
    ],
    ['a bomb', `x = ${'['.repeat(20_000)} lambda`, 'line 1 is not valid HCL'],
    [
      'deep blocks',
      `${'lambda {\n'.repeat(40)}${'}\n'.repeat(40)}`,
      'is nested deeper than',
    ],
  ])('lists %s as unread', async (_, text, problem) => {
    const { unread } = await detect(terraformDetector, { 'a/b.tf': text });
    expect(unread).toMatchObject([
      { subject: 'a/b.tf', problem: expect.stringContaining(problem) },
    ]);
  });

  it('ignores tests and other resources', async () => {
    const { found, unread } = await detect(terraformDetector, {
      'test/main.tf': 'resource "aws_lambda_function" "x" {}',
      'vpc.tf': 'resource "aws_vpc" "x" {}',
    });
    expect([found.workloads, found.functions, unread]).toEqual([[], [], []]);
  });
});
