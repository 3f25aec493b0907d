import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings } from '../src/settings.js';

describe('readSettings', () => {
  {% if values.ai == 'language-model' %}it('has a default for everything but the address and the key of a model', () => {
    const { port, llmUrl, llmApiKey, ...others } = readSettings({});
    assert.ok(port > 0);
    assert.deepEqual([llmUrl, llmApiKey], [undefined, undefined]);
{% else %}it('has a default for everything but the address of another classifier', () => {
    const { port, classifierUrl, ...others } = readSettings({});
    assert.ok(port > 0);
    assert.equal(classifierUrl, undefined);
{% endif %}    assert.deepEqual(others, {
      host: '0.0.0.0',
      logLevel: 'info',
{% if values.ai == 'language-model' %}      tokenTimeoutMs: ${{ '6000' if values.pattern == 'serverless' else '10_000' }},
      modelTimeoutMs: ${{ '12_000' if values.pattern == 'serverless' else '20_000' }},
{% else %}      reviewBelow: 0.5,
{% endif %}      concurrency: 4,
      queueLimit: 64,
      requestTimeoutMs: ${{ ('24_000' if values.pattern == 'serverless' else '30_000') if values.ai == 'language-model' else '5000' }},
      shutdownDelayMs: 0,
      shutdownTimeoutMs: 10_000,
    });
  });

  it('takes the environment; an empty variable is none', () => {
    const settings = readSettings({
      PORT: ' 9000 ',
      LOG_LEVEL: 'debug',
{% if values.ai == 'language-model' %}      LLM_URL: 'https://llm.example/v1',
      LLM_API_KEY: 'secret',
{% else %}      REVIEW_BELOW: '0.75',
      CLASSIFIER_URL: 'https://classifier.example/base',
{% endif %}      CONCURRENCY: '',
      SHUTDOWN_DELAY_MS: '5000',
    });
    assert.equal(settings.port, 9000);
    assert.equal(settings.logLevel, 'debug');
{% if values.ai == 'language-model' %}    assert.equal(settings.llmUrl, 'https://llm.example/v1');
    assert.equal(settings.llmApiKey, 'secret');
{% else %}    assert.equal(settings.reviewBelow, 0.75);
    assert.equal(settings.classifierUrl, 'https://classifier.example/base');
{% endif %}    assert.equal(settings.concurrency, 4);
    assert.equal(settings.shutdownDelayMs, 5000);
  });

  it('names every wrong variable, its value and what is allowed, at once', () => {
    const wrong = {
      PORT: '80.5',
      LOG_LEVEL: 'loud',
{% if values.ai == 'language-model' %}      LLM_URL: 'ftp://llm',
      MODEL_TIMEOUT_MS: '0',
{% else %}      REVIEW_BELOW: '2',
      CLASSIFIER_URL: 'ftp://classifier',
{% endif %}      CONCURRENCY: '0',
      QUEUE_LIMIT: 'many',
      REQUEST_TIMEOUT_MS: '1e3',
      SHUTDOWN_TIMEOUT_MS: '0x10',
    };
    assert.throws(() => readSettings(wrong), {
      name: 'InvalidEnvironmentError',
      problems: [
        'PORT: "80.5" is not a whole number from 0 to 65535',
        'LOG_LEVEL: "loud" is not one of silent, fatal, error, warn, info, debug, trace',
{% if values.ai == 'language-model' %}        'LLM_URL: "ftp://llm" is not a URL that starts with http:// or https://',
        'MODEL_TIMEOUT_MS: "0" is not a whole number from 1 to 300000',
{% else %}        'REVIEW_BELOW: "2" is not a number from 0 to 1',
        'CLASSIFIER_URL: "ftp://classifier" is not a URL that starts with http:// or https://',
{% endif %}        'CONCURRENCY: "0" is not a whole number from 1 to 1000',
        'QUEUE_LIMIT: "many" is not a whole number from 0 to 100000',
        'REQUEST_TIMEOUT_MS: "1e3" is not a whole number from 1 to 300000',
        'SHUTDOWN_TIMEOUT_MS: "0x10" is not a whole number from 0 to 300000',
      ],
    });
  });
});
