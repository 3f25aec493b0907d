import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings } from '../src/settings.js';

describe('readSettings', () => {
  it('has a default for everything but the address of another classifier', () => {
    const { port, classifierUrl, ...others } = readSettings({});
    assert.ok(port > 0);
    assert.equal(classifierUrl, undefined);
    assert.deepEqual(others, {
      host: '0.0.0.0',
      logLevel: 'info',
      reviewBelow: 0.5,
      concurrency: 4,
      queueLimit: 64,
      requestTimeoutMs: 5000,
      shutdownDelayMs: 0,
      shutdownTimeoutMs: 10_000,
    });
  });

  it('takes the environment; an empty variable is none', () => {
    const settings = readSettings({
      PORT: ' 9000 ',
      LOG_LEVEL: 'debug',
      REVIEW_BELOW: '0.75',
      CLASSIFIER_URL: 'https://classifier.example/base',
      CONCURRENCY: '',
      SHUTDOWN_DELAY_MS: '5000',
    });
    assert.equal(settings.port, 9000);
    assert.equal(settings.logLevel, 'debug');
    assert.equal(settings.reviewBelow, 0.75);
    assert.equal(settings.classifierUrl, 'https://classifier.example/base');
    assert.equal(settings.concurrency, 4);
    assert.equal(settings.shutdownDelayMs, 5000);
  });

  it('names every wrong variable, its value and what is allowed, at once', () => {
    const wrong = {
      PORT: '80.5',
      LOG_LEVEL: 'loud',
      REVIEW_BELOW: '2',
      CLASSIFIER_URL: 'ftp://classifier',
      CONCURRENCY: '0',
      QUEUE_LIMIT: 'many',
      REQUEST_TIMEOUT_MS: '1e3',
      SHUTDOWN_TIMEOUT_MS: '0x10',
    };
    assert.throws(() => readSettings(wrong), {
      name: 'InvalidEnvironmentError',
      problems: [
        'PORT: "80.5" is not a whole number from 0 to 65535',
        'LOG_LEVEL: "loud" is not one of silent, fatal, error, warn, info, debug, trace',
        'REVIEW_BELOW: "2" is not a number from 0 to 1',
        'CLASSIFIER_URL: "ftp://classifier" is not a URL that starts with http:// or https://',
        'CONCURRENCY: "0" is not a whole number from 1 to 1000',
        'QUEUE_LIMIT: "many" is not a whole number from 0 to 100000',
        'REQUEST_TIMEOUT_MS: "1e3" is not a whole number from 1 to 300000',
        'SHUTDOWN_TIMEOUT_MS: "0x10" is not a whole number from 0 to 300000',
      ],
    });
  });
});
