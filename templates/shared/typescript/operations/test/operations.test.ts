import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { pino } from 'pino';
import { parse, parseAllDocuments } from 'yaml';
import { createApp } from '../src/app.js';
import { readSettings, service } from '../src/settings.js';
import { root } from './support/paths.js';

/** Metrics that Prometheus itself has. */
const ofPrometheus = ['up'];

interface Rule {
  record?: string;
  alert?: string;
  expr: string;
  annotations?: Record<string, string>;
}

interface Objective {
  kind: string;
  metadata: { name: string };
  spec: { objectives: { target: number }[] };
}

const read = (file: string) => readFile(path.join(root, file), 'utf8');

/** What the service exposes after every kind of request that the objectives speak of. */
async function exposedMetrics(): Promise<string> {
  // With room for one ${{ 'draft' if values.ai == 'language-model' else 'classification' }} only, the second of two is turned away.
  const settings = { ...readSettings({}), concurrency: 1, queueLimit: 0 };
  const application = await createApp(settings, pino({ level: 'silent' }));
  await application.start({ signal: new AbortController().signal });
  const { app } = application;
  const body = { text: 'I was charged twice and would like a refund' };
  const ${{ 'draft' if values.ai == 'language-model' else 'classify' }} = () => app.inject({ method: 'POST', url: '/v1/${{ 'drafts' if values.ai == 'language-model' else 'classify' }}', body });
  const [one, other] = await Promise.all([${{ 'draft(), draft()' if values.ai == 'language-model' else 'classify(), classify()' }}]);
  assert.deepEqual([one.statusCode, other.statusCode].sort(), [200, 429]);
{%- if values.pattern == 'monolith' and values.ai == 'classifier' %}
  const ticket = await app.inject({ method: 'POST', url: '/v1/tickets', body });
  const { id: ticketId } = ticket.json<{ id: string }>();
  await app.inject({ method: 'POST', url: '/v1/feedback', body: { ticketId, label: 'billing' } });
{%- endif %}
  const { body: metrics } = await app.inject('/metrics');
  await app.close();
  return metrics;
}

/** The metrics that a query of Prometheus asks for, each with the labels that it chooses by. */
function selectors(query: string): { metric: string; labels: Record<string, string> }[] {
  return [...query.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)].map(
    ([, metric = '', labels = '']) => ({
      metric,
      labels: Object.fromEntries(
        [...labels.matchAll(/(\w+)[=!]~?"([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      ),
    }),
  );
}

/** All strings under one of these keys, wherever they are. */
function collectValues(keys: readonly string[], value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    keys.includes(key) && typeof item === 'string' ? [item] : collectValues(keys, item),
  );
}

describe('objectives, alerts and dashboard', () => {
  let samples: string[];
  let rules: Rule[];
  let objectives: Objective[];
  let dashboard: unknown;

  before(async () => {
    samples = (await exposedMetrics()).split('\n').filter(line => !line.startsWith('#'));
    const alerts = parse(await read('operations/alerts.yaml')) as { groups: { rules: Rule[] }[] };
    rules = alerts.groups.flatMap(group => group.rules);
    objectives = parseAllDocuments(await read('operations/slo.yaml')).map(
      document => document.toJS() as Objective,
    );
    dashboard = JSON.parse(await read('dashboards/service.json'));
  });

  it('ask only for metrics and labels that the service has, and only of this service', () => {
    const recorded = rules.flatMap(({ record }) => record ?? []);
    for (const query of collectValues(['expr', 'query'], [rules, objectives, dashboard])) {
      if (query === 'prometheus') {
        continue;
      }
      const asked = selectors(query);
      assert.ok(asked.length > 0, query);
      for (const { metric, labels } of asked) {
        assert.equal(labels.job, service.name, query);
        if (ofPrometheus.includes(metric) || recorded.includes(metric)) {
          continue;
        }
        const found = samples.filter(line => new RegExp(`^${metric}[{ ]`).test(line));
        assert.ok(found.length > 0, `${metric} is not in /metrics: ${query}`);
        for (const label of Object.keys(labels).filter(name => name !== 'job')) {
          assert.ok(
            found.some(line => line.includes(`${label}="`)),
            `${metric} has no label ${label}: ${query}`,
          );
        }
        if (labels.le !== undefined) {
          assert.ok(
            found.some(line => line.includes(`le="${labels.le}"`)),
            `${metric} has no bucket up to ${labels.le}`,
          );
        }
      }
    }
  });

  it('alert by the budgets that the objectives leave', () => {
    for (const [objective, alert] of [
      ['availability', 'AvailabilityBudgetBurns'],
      ['latency', 'LatencyBudgetBurns'],
    ]) {
      const slo = objectives.find(
        ({ metadata }) => metadata.name === `${service.name}-${objective}`,
      );
      const target = slo?.spec.objectives[0]?.target ?? 0;
      const budgets = rules
        .filter(rule => rule.alert?.startsWith(`${alert}`))
        .flatMap(({ expr }) => [...expr.matchAll(/\* ([\d.]+)/g)].map(match => Number(match[1])));
      assert.equal(budgets.length, 6);
      for (const budget of budgets) {
        assert.ok(
          Math.abs(1 - target - budget) < 1e-9,
          `${alert}: ${budget}, objective: ${target}`,
        );
      }
    }
  });

  it('lead to the part of the runbook that helps', async () => {
    const headings = [...(await read('docs/runbook.md')).matchAll(/^#+ (.*)$/gm)].map(
      ([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replaceAll(' ', '-'),
    );
    const alerts = rules.filter(({ alert }) => alert !== undefined);
    assert.ok(alerts.length > 0);
    for (const { alert, annotations } of alerts) {
      const anchor = annotations?.runbook_url?.split('/docs/runbook.md#')[1];
      assert.ok(anchor && headings.includes(anchor), `${alert}: no "${anchor}" in the runbook`);
    }
  });
});
