import { CloudFormationTemplate, parseTemplate } from './parseTemplate';
import { policyFindings } from './policyFindings';
import { referenceFindings } from './referenceFindings';
import { ResourceSpec } from './ResourceSpec';
import { schemaFindings } from './schemaFindings';

const good = `
Transform: AWS::Serverless-2016-10-31
Parameters:
  Warm: { Type: Number }
Conditions:
  IsWarm: !Not [!Equals [!Ref Warm, 0]]
Globals:
  Function: { Runtime: nodejs24.x, Architectures: [x86_64], Timeout: 10, MemorySize: 512, Tracing: Active }
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth: { EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM }
      DefaultRouteSettings: { ThrottlingRateLimit: 100 }
      AccessLogSettings: { DestinationArn: !GetAtt Logs.Arn, Format: $context.requestId }
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Handler: main.handler
      Role: !GetAtt Role.Arn
      LoggingConfig: { LogGroup: !Ref Logs }
      AutoPublishAlias: live
      ProvisionedConcurrencyConfig: !If [IsWarm, { ProvisionedConcurrentExecutions: !Ref Warm }, !Ref AWS::NoValue]
      Events:
        Call: { Type: HttpApi, Properties: { ApiId: !Ref Api, Method: GET, Path: / } }
        Text:
          Type: SQS
          Properties:
            Queue: !GetAtt Queue.Arn
            BatchSize: 10
            FunctionResponseTypes: [ReportBatchItemFailures]
            ScalingConfig: { MaximumConcurrency: 2 }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: function
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: 'sqs:ReceiveMessage', Resource: !GetAtt Queue.Arn }
              - { Effect: Allow, Action: ['xray:PutTraceSegments'], Resource: '*' }
  Logs: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 30 } }
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub \${AWS::StackName}-texts
      SqsManagedSseEnabled: true
      VisibilityTimeout: 60
      RedrivePolicy: { deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 5 }
  DeadLetters: { Type: AWS::SQS::Queue, Properties: { SqsManagedSseEnabled: true } }
Outputs:
  Version: { Value: !Ref Function.Version }
  Url: { Value: !Sub ['https://\${Api}.\${x}.\${!y}', { x: 1 }] }
`;

let spec: ResourceSpec;

beforeAll(async () => {
  spec = await ResourceSpec.load();
});

const findings = (template: CloudFormationTemplate) => [
  ...schemaFindings(template, spec),
  ...referenceFindings(template, spec),
  ...policyFindings(template),
];

/** The good template with a change. */
const changed = (change: (resources: any, template: any) => void) => {
  const template = structuredClone(parseTemplate(good));
  change(template.Resources, template);
  return findings(template);
};

it('has nothing to say against a function that is safe to run', () => {
  expect(findings(parseTemplate(good))).toEqual([]);
});

it.each<[string, string[], (resources: any, template: any) => void]>([
  [
    'resources that there are not',
    [
      'Logs: there is no such type',
      'Logs has no attribute Arn',
      'Function: logs to a group of the template',
    ],
    ({ Logs }) => {
      Logs.Type = 'AWS::Logs::Group';
    },
  ],
  [
    'properties that there are not, at any depth',
    [
      'Globals.Function.MemorySise: there is no such property',
      'Function.Events.Text.Properties.Batch: there is no such property',
      'Function.ProvisionedConcurrencyConfig.Executions: there is no such property',
      'Function.ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions: is missing',
      'Role.Policies.0.Name: there is no such property',
    ],
    ({ Function, Role }, { Globals }) => {
      Globals.Function.MemorySise = 1;
      Function.Properties.Events.Text.Properties.Batch = 1;
      const branches =
        Function.Properties.ProvisionedConcurrencyConfig['Fn::If'];
      branches[1] = { Executions: { Ref: 'Warm' } };
      Role.Properties.Policies[0].Name = 'x';
    },
  ],
  [
    'values of another type',
    [
      'Function.Handler: has to be a string',
      'Queue.VisibilityTimeout: has to be an integer',
      'DeadLetters.SqsManagedSseEnabled: has to be a boolean',
      'DeadLetters: is encrypted',
    ],
    ({ Function, Queue, DeadLetters }) => {
      Function.Properties.Handler = ['x'];
      Queue.Properties.VisibilityTimeout = 60.5;
      DeadLetters.Properties.SqsManagedSseEnabled = 'yes';
    },
  ],
  [
    'references to nothing, and what nothing refers to',
    [
      'there is no condition IsCold',
      'there is no Table',
      'Queue has no attribute Url',
      'there is no Topic',
      'Unused is not used',
      'IsWarm is not used',
    ],
    ({ Function, Logs }, { Parameters, Outputs }) => {
      Function.Properties.ProvisionedConcurrencyConfig['Fn::If'][0] = 'IsCold';
      Logs.DependsOn = 'Table';
      Parameters.Unused = { Type: 'String' };
      Outputs.Url.Value = { 'Fn::Sub': '${Queue.Url} ${Topic}' };
    },
  ],
  [
    'functions without a bound, an owner or a trace',
    [
      'Function: has a supported runtime',
      'Function: has time and memory within the limits',
      'Function: is traced',
      'Function: has a bound or a number of warm instances',
      'Function: logs to a group of the template',
      'Function: has a role of the template',
    ],
    ({ Function }) => {
      const { Handler, Events } = Function.Properties;
      Function.Properties = {
        Handler,
        Events,
        Runtime: 'nodejs16.x',
        MemorySize: 64,
        Tracing: 'PassThrough',
        LoggingConfig: { LogGroup: 'x' },
        Role: 'x',
      };
      delete Function.Properties.AutoPublishAlias;
      Function.Properties.Description = {
        'Fn::If': ['IsWarm', 'a', { Ref: 'Warm' }],
      };
    },
  ],
  [
    'rights that are not needed',
    [
      'Role: has no policy that others maintain',
      'Role: allows named actions only',
      'Role: allows them on named resources only',
    ],
    ({ Role }) => {
      Role.Properties.ManagedPolicyArns = ['x'];
      Role.Properties.Policies[0].PolicyDocument.Statement.push({
        Effect: 'Allow',
        Action: 'dynamodb:*',
        Resource: { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:*:*' },
      });
    },
  ],
  [
    'messages that get lost',
    [
      'Queue: has a dead-letter queue of the template',
      'Queue: hides a message for six times what the function may take',
      'Queue: gets back only the messages that failed',
    ],
    ({ Queue, Function }) => {
      delete Queue.Properties.RedrivePolicy;
      Queue.Properties.VisibilityTimeout = 30;
      delete Function.Properties.Events.Text.Properties.FunctionResponseTypes;
    },
  ],
  [
    'an API that is open to all',
    [
      'Api: asks who calls',
      'Api: limits how often it is called',
      'Api: says who has called',
    ],
    ({ Api }) => {
      Api.Properties = {};
    },
  ],
])('finds %s', (_, expected, change) => {
  expect(changed(change).sort()).toEqual([...expected].sort());
});
