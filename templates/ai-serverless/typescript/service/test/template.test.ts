import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { maxTextLength } from '../src/core/index.js';
import { bodyLimit } from '../src/http/index.js';
import { readSettings } from '../src/settings.js';
import { root } from './support/paths.js';
import { readTemplate } from './support/template.js';
import type { Properties, Template } from './support/template.js';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** The id of the resource that `!GetAtt` names. */
const getReferencedId = (attribute: { 'Fn::GetAtt': string }) => attribute['Fn::GetAtt'].replace(/\..*$/, '');

/** Of Lambda, for the event and for the answer. */
const payloadLimit = 6 * megabyte;

describe('template.yaml', () => {
  let template: Template;

  before(async () => {
    template = await readTemplate();
  });

  const resource = (id: string): Properties => {
    const found = template.Resources[id];
    assert.ok(found, id);
    return found.Properties;
  };
  const ofType = (type: string) =>
    Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const textEvents = () => {
    const { Texts } = resource('QueueFunction').Events;
    assert.ok(Texts);
    return Texts.Properties;
  };
  const functions = () => ofType('AWS::Serverless::Function');

  it('gives each function a role of its own, with named actions on named resources', () => {
    // X-Ray has no resources to name.
    const withoutResources = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
    const roles = functions().map(([id, { Properties }]) => {
      assert.equal(Properties.Policies, undefined, `${id}: SAM would add policies of AWS to them`);
      return getReferencedId(Properties.Role);
    });
    assert.deepEqual(
      roles.sort(),
      ofType('AWS::IAM::Role')
        .map(([id]) => id)
        .sort(),
    );
    assert.equal(new Set(roles).size, roles.length);

    for (const role of roles) {
      const { Policies, ManagedPolicyArns, AssumeRolePolicyDocument } = resource(role);
      assert.equal(ManagedPolicyArns, undefined, role);
      assert.deepEqual(AssumeRolePolicyDocument.Statement, [
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ]);
      for (const { Effect, Action, Resource, ...others } of Policies.flatMap(
        policy => policy.PolicyDocument.Statement,
      )) {
        assert.equal(Effect, 'Allow');
        assert.deepEqual(others, {});
        const actions = [Action].flat();
        for (const action of actions) {
          assert.match(action, /^[a-z]+:[A-Z][A-Za-z]+$/, role);
        }
        if (Resource === '*') {
          assert.deepEqual(actions, withoutResources, role);
        } else {
          assert.ok(template.Resources[getReferencedId(Resource)], role);
        }
      }
    }
  });

  it('bounds the concurrency of each function', () => {
    for (const [id, { Properties }] of functions()) {
      const { ReservedConcurrentExecutions, ProvisionedConcurrencyConfig, AutoPublishAlias } =
        Properties;
      assert.ok(ReservedConcurrentExecutions, id);
      assert.equal(AutoPublishAlias !== undefined, ProvisionedConcurrencyConfig !== undefined, id);
    }
    const { ThrottlingRateLimit, ThrottlingBurstLimit } = resource('Api').DefaultRouteSettings;
    assert.ok(ThrottlingRateLimit && ThrottlingBurstLimit);
    assert.deepEqual(resource('Api').Auth, {
      EnableIamAuthorizer: true,
      DefaultAuthorizer: 'AWS_IAM',
    });
  });

  it('ends what takes too long from the inside out', () => {
    const { Timeout } = template.Globals.Function;
{% if values.ai == 'language-model' %}    const { modelTimeoutMs, requestTimeoutMs } = readSettings({});
    assert.ok(2 * modelTimeoutMs <= requestTimeoutMs, 'the fallback has as long as the first model');
    assert.ok(requestTimeoutMs + 5000 < 30_000, 'the HTTP API waits for a cold start, too');
{% else %}    const { requestTimeoutMs } = readSettings({});
{% endif %}    assert.ok(requestTimeoutMs < Timeout * 1000, 'a text is given up before its batch');
    assert.ok(Timeout < 30, 'the HTTP API waits for 30 s');
    assert.ok(resource('TextQueue').VisibilityTimeout >= 6 * Timeout, 'as Lambda asks for');
  });

  it('moves a text that fails again and again to a queue that is watched', () => {
    const { RedrivePolicy, QueueName, MessageRetentionPeriod } = resource('TextQueue');
    assert.deepEqual(RedrivePolicy.deadLetterTargetArn, { 'Fn::GetAtt': 'DeadLetterQueue.Arn' });
    assert.ok(RedrivePolicy.maxReceiveCount >= 5, 'throttled polls count as received too');

    const deadLetters = resource('DeadLetterQueue');
    const { redrivePermission, sourceQueueArns } = deadLetters.RedriveAllowPolicy;
    assert.equal(redrivePermission, 'byQueue');
    assert.ok(sourceQueueArns[0]?.['Fn::Sub'].endsWith(`:${QueueName['Fn::Sub']}`));
    // SQS counts from when a message was first sent.
    assert.ok(deadLetters.MessageRetentionPeriod > MessageRetentionPeriod);

    const source = textEvents();
    assert.deepEqual(source.Queue, { 'Fn::GetAtt': 'TextQueue.Arn' });
    assert.deepEqual(source.FunctionResponseTypes, ['ReportBatchItemFailures']);
    assert.deepEqual(
      source.ScalingConfig.MaximumConcurrency,
      resource('QueueFunction').ReservedConcurrentExecutions,
      'what is polled can run',
    );
    assert.deepEqual(resource('DeadLettersAlarm').Dimensions, [
      { Name: 'QueueName', Value: { 'Fn::GetAtt': 'DeadLetterQueue.QueueName' } },
    ]);
    assert.equal(resource('DeadLettersAlarm').Threshold, 0);
  });

  it('takes the longest text through the queue, and a whole batch through Lambda', () => {
    const longest = JSON.stringify({ text: '\u0001'.repeat(maxTextLength) });
    const { MaximumMessageSize } = resource('TextQueue');
    const { BatchSize } = textEvents();

    assert.ok(longest.length <= MaximumMessageSize);
    assert.ok(MaximumMessageSize <= 256 * kilobyte, 'what every region takes');
    // In an event a body is escaped once more, and every record has some fields besides.
    assert.ok(BatchSize * (2 * MaximumMessageSize + 2 * kilobyte) < payloadLimit);
    assert.ok(bodyLimit < payloadLimit);
  });

  it('encrypts what is stored, and forgets it in time', () => {
    for (const [id, { Properties }] of ofType('AWS::SQS::Queue')) {
      assert.equal(Properties.SqsManagedSseEnabled, true, id);
      assert.ok(Properties.MessageRetentionPeriod > 0, id);
    }
    for (const [id, { Properties }] of ofType('AWS::DynamoDB::Table')) {
      assert.equal(Properties.SSESpecification.SSEEnabled, true, id);
      // The attribute that Powertools writes.
      assert.deepEqual(Properties.TimeToLiveSpecification, {
        AttributeName: 'expiration',
        Enabled: true,
      });
    }
    const logGroups = ofType('AWS::Logs::LogGroup');
    for (const [id, { Properties }] of logGroups) {
      assert.deepEqual(Properties.RetentionInDays, { Ref: 'LogRetentionDays' }, id);
    }
    for (const [id, { Properties }] of functions()) {
      const { Ref } = Properties.LoggingConfig.LogGroup;
      assert.ok(
        logGroups.some(([group]) => group === Ref),
        `${id}: Lambda would make a group without end`,
      );
    }
  });

  it('watches what users and callers would notice, and tells somebody', () => {
    const alarms = ofType('AWS::CloudWatch::Alarm').map(([id, { Properties }]) => {
      assert.ok(Properties.AlarmDescription, id);
      assert.equal(Properties.AlarmActions['Fn::If'][0], 'HasAlarmTopic', id);
      return `${Properties.Namespace} ${Properties.MetricName}`;
    });
    for (const metric of [
      'AWS/ApiGateway 5xx',
      'AWS/Lambda Errors',
      'AWS/Lambda Throttles',
      'AWS/Lambda Duration',
      'AWS/SQS ApproximateAgeOfOldestMessage',
      'AWS/SQS ApproximateNumberOfMessagesVisible',
    ]) {
      assert.ok(alarms.includes(metric), metric);
    }
    const { DashboardBody } = resource('Dashboard');
    const { widgets } = JSON.parse(DashboardBody['Fn::Sub']) as { widgets: unknown[] };
    assert.ok(widgets.length > 0);
    for (const [, id = ''] of DashboardBody['Fn::Sub'].matchAll(/\$\{([A-Za-z]+)[.}]/g)) {
      assert.ok(template.Resources[id], `Dashboard: ${id}`);
    }
  });

  it('publishes the API that openapi.json describes', async () => {
    const text = await readFile(path.join(root, 'openapi.json'), 'utf8');
    const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, unknown>> };
    const routes = Object.values(resource('ApiFunction').Events).map(event => {
      const { Method, Path } = event.Properties;
      assert.ok(paths[Path]?.[Method.toLowerCase()], `${Method} ${Path}`);
      return Path;
    });
    const business = Object.keys(paths).filter(name => name.startsWith('/v1/'));
    assert.deepEqual(
      business.filter(name => !routes.includes(name)),
      [],
    );
  });
});
