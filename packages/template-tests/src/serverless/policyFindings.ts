import { asFunction, CloudFormationTemplate } from './parseTemplate';

type Entries = Array<[string, Record<string, any>]>;

/**
 * What AWS would take and still is no way to run a function: rights that it does not need, no bound for
 * what it may cost, messages that get lost, and logs that are kept for ever.
 */
export function policyFindings(template: CloudFormationTemplate): string[] {
  const ofType = (type: string): Entries =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([name, { Properties = {} }]) => [name, Properties]);

  const functions = ofType('AWS::Serverless::Function').map(
    ([name, own]): [string, Record<string, any>] => [
      name,
      { ...template.Globals?.Function, ...own },
    ],
  );
  const queues = ofType('AWS::SQS::Queue');
  const consumed = functions.flatMap(([, { Events = {}, Timeout }]) =>
    Object.values<any>(Events)
      .filter(({ Type }) => Type === 'SQS')
      .map(({ Properties }) => ({
        queue: parseReferencedName(Properties.Queue),
        timeout: Number(Timeout),
        properties: Properties,
      })),
  );

  return [
    ...(functions.length === 0 ? ['there is no function'] : []),
    ...functions.flatMap(([name, properties]) =>
      broken(name, {
        'has a supported runtime': [
          'nodejs22.x',
          'nodejs24.x',
          'python3.13',
        ].includes(properties.Runtime),
        'runs on one known architecture': ['x86_64', 'arm64'].includes(
          String(properties.Architectures),
        ),
        'has time and memory within the limits':
          isWithin(properties.Timeout, 1, 900) &&
          isWithin(properties.MemorySize, 128, 10_240),
        'is traced': properties.Tracing === 'Active',
        'has a bound or a number of warm instances':
          'ReservedConcurrentExecutions' in properties ||
          ('ProvisionedConcurrencyConfig' in properties &&
            'AutoPublishAlias' in properties),
        'logs to a group of the template': ofType('AWS::Logs::LogGroup').some(
          ([group]) =>
            group === parseReferencedName(properties.LoggingConfig?.LogGroup),
        ),
        'has a role of the template': ofType('AWS::IAM::Role').some(
          ([role]) => role === parseReferencedName(properties.Role),
        ),
      }),
    ),
    ...ofType('AWS::IAM::Role').flatMap(([name, properties]) =>
      roleFindings(name, properties),
    ),
    ...queues.flatMap(([name, properties]) =>
      broken(name, { 'is encrypted': isEncrypted(properties) }),
    ),
    ...consumed.flatMap(({ queue = '', timeout, properties: event }) => {
      const [, properties = {}] = queues.find(([name]) => name === queue) ?? [];
      return broken(queue, {
        'is of the template': Object.keys(properties).length > 0,
        'has a dead-letter queue of the template': queues.some(
          ([name]) =>
            name ===
              parseReferencedName(
                properties.RedrivePolicy?.deadLetterTargetArn,
              ) && name !== queue,
        ),
        'hides a message for six times what the function may take':
          properties.VisibilityTimeout >= 6 * timeout,
        'gets back only the messages that failed': String(
          event.FunctionResponseTypes,
        ).includes('ReportBatchItemFailures'),
      });
    }),
    ...ofType('AWS::Logs::LogGroup').flatMap(([name, properties]) =>
      broken(name, { 'is not kept for ever': 'RetentionInDays' in properties }),
    ),
    ...ofType('AWS::DynamoDB::Table').flatMap(([name, properties]) =>
      broken(name, {
        'is encrypted': properties.SSESpecification?.SSEEnabled === true,
        'forgets by itself':
          properties.TimeToLiveSpecification?.Enabled === true,
      }),
    ),
    ...ofType('AWS::Serverless::HttpApi').flatMap(([name, properties]) =>
      broken(name, {
        'asks who calls': Boolean(properties.Auth?.DefaultAuthorizer),
        'limits how often it is called':
          'ThrottlingRateLimit' in (properties.DefaultRouteSettings ?? {}),
        'says who has called': 'AccessLogSettings' in properties,
      }),
    ),
  ];
}

/** Actions that AWS offers for all resources only. */
const withoutResources = /^xray:Put(TraceSegments|TelemetryRecords)$/;

function roleFindings(name: string, properties: Record<string, any>): string[] {
  const statements = [properties.Policies ?? []]
    .flat()
    .flatMap(({ PolicyDocument }) => [PolicyDocument.Statement].flat());
  return broken(name, {
    'has no policy that others maintain': !properties.ManagedPolicyArns,
    'allows named actions only': statements.every(
      ({ Action, NotAction }) =>
        Action &&
        !NotAction &&
        [Action].flat().every(action => !action.includes('*')),
    ),
    'allows them on named resources only': statements.every(
      ({ Action, Resource }) =>
        [Action].flat().every(action => withoutResources.test(action)) ||
        (Resource &&
          [Resource].flat().every(resource => !isWildcard(resource))),
    ),
  });
}

function isWildcard(resource: unknown): boolean {
  const [, argument] = asFunction(resource) ?? [];
  return /(^|:)\*$/.test(String(argument ?? resource));
}

/** The resource that a value refers to. */
function parseReferencedName(value: unknown): string | undefined {
  const [, argument] = asFunction(value) ?? [];
  return [argument].flat()[0];
}

function isEncrypted(properties: Record<string, any>): boolean {
  return (
    properties.SqsManagedSseEnabled === true || 'KmsMasterKeyId' in properties
  );
}

/** A value that is left to a parameter has the limits of the parameter. */
function isWithin(value: unknown, low: number, high: number): boolean {
  return (
    Boolean(asFunction(value)) ||
    (Number(value) >= low && Number(value) <= high)
  );
}

function broken(name: string, rules: Record<string, boolean>): string[] {
  return Object.entries(rules)
    .filter(([, isKept]) => !isKept)
    .map(([rule]) => `${name}: ${rule}`);
}
