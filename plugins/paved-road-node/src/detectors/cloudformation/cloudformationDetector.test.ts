import { detect, pick } from '../__testUtils__/detect';
import { cloudformationDetector } from './cloudformationDetector';

describe('cloudformationDetector', () => {
  it('reads AWS SAM under any name, with Globals', async () => {
    const { found } = await detect(cloudformationDetector, {
      'deploy/answers.yaml': `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Timeout: 30, Runtime: python3.13 } }
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: { ReservedConcurrentExecutions: !Ref Limit, Role: !GetAtt Role.Arn }
  Old:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs16.x }`,
    });
    expect(found.functions).toMatchObject([
      {
        subject: 'Api',
        line: 5,
        timeout: { exists: true, value: 30 },
        concurrencyLimit: { exists: true },
        runtimeSupported: true,
      },
      {
        subject: 'Old',
        timeout: { exists: false },
        concurrencyLimit: { exists: false },
        runtimeSupported: false,
      },
    ]);
  });

  it('joins tasks of ECS with their services', async () => {
    const { found } = await detect(cloudformationDetector, {
      'api.template': JSON.stringify({
        AWSTemplateFormatVersion: '2010-09-09',
        Resources: {
          Task: {
            Type: 'AWS::ECS::TaskDefinition',
            Properties: {
              Memory: '512',
              Cpu: '256',
              ContainerDefinitions: [{ Name: 'x' }],
            },
          },
          Service: {
            Type: 'AWS::ECS::Service',
            Properties: {
              TaskDefinition: { Ref: 'Task' },
              LoadBalancers: [{}],
            },
          },
          Group: {
            Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
            Properties: { HealthCheckPath: '/health' },
          },
        },
      }),
    });
    expect(found.workloads).toMatchObject([
      {
        subject: 'Service',
        livenessProbe: { exists: true },
        resourceRequests: { exists: true },
        memoryLimit: { exists: true },
        scalingLimit: { exists: false },
      },
    ]);
  });

  it('reads the Serverless Framework', async () => {
    const { found, unread } = await detect(cloudformationDetector, {
      'serverless.yml': `
provider: { name: aws, runtime: python3.7, timeout: 20 }
functions:
  ask: { handler: a.b, reservedConcurrency: 5 }
  tell: { handler: a.c }`,
      'other/serverless.yml':
        'provider: { name: aws }\nfunctions: ${file(functions.yml)}',
      'serverless.ts': 'export default { functions: {} }',
    });
    expect(
      pick(
        found,
        'functions',
        'subject',
        'timeout',
        'concurrencyLimit',
        'runtimeSupported',
      ),
    ).toEqual([
      ['ask', { exists: true, value: 20 }, { exists: true, value: 5 }, false],
      ['tell', { exists: true, value: 20 }, { exists: false }, false],
    ]);
    expect(unread.map(({ subject }) => subject)).toEqual([
      'other/serverless.yml',
      'serverless.ts',
    ]);
  });

  it('lists a broken template, and ignores other files', async () => {
    const { found, unread } = await detect(cloudformationDetector, {
      'broken.template': 'AWSTemplateFormatVersion: [',
      'values.yaml': 'functions: {}',
      'list.yaml': 'Resources: [AWS::Lambda::Function]',
    });
    expect(found.functions).toEqual([]);
    expect(unread).toMatchObject([{ subject: 'broken.template' }]);
  });
});
