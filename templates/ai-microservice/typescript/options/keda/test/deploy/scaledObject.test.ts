import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createApp } from '../../src/app.js';
import { createLogger } from '../../src/runtime/index.js';
import { readSettings, service } from '../../src/settings.js';
import { ofKind, readResources } from './manifests.js';

describe('what KEDA scales by', () => {
  it('is a metric that the service has', async () => {
    const application = await createApp(
      readSettings({}),
      createLogger({ name: service.name, level: 'silent' }),
    );
    const { app } = application;
    await application.start({ signal: AbortSignal.timeout(10_000) });
    await app.inject({ method: 'POST', url: '/v1/classify', payload: { text: 'The app crashes' } });
    const { body: metrics } = await app.inject('/metrics');
    await app.close();

    const queries = ofKind('ScaledObject', readResources('scaling')).flatMap(({ spec }) =>
      spec.triggers.map(({ metadata }) => metadata.query),
    );
    assert.equal(queries.length, 1);
    for (const query of queries) {
      const [, metric, route] = /(\w+)\{.*route=~"([^"]+)"/.exec(query) ?? [];
      assert.ok(metric && route, query);
      assert.match(metrics, new RegExp(`^${metric}\\{.*route="${route}".*\\} [0-9]`, 'm'));
    }
  });
});
