/*
 * Compares Paved Road and Tech Insights with the same entities, checks and databases, one after another in separate
 * processes. See docs/reference/benchmarks.md.
 */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checks } from './scorecards/checks';
import type { EngineResult } from './scorecards/engine.process';
import { installPeer } from './scorecards/installPeer';
import { databases, onDatabases } from './scorecards/onDatabases';
import * as tables from './scorecards/peerTables';
import { report } from './scorecards/tables';
import type { TechInsightsResult } from './scorecards/techInsights.process';

const entities = 10_000;
const repetitions = 3;

const root = process.cwd();

function versionIn(folder: string, name: string): string {
  const file = path.join(root, folder, name, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function describe(peer: string): string {
  const installed = path.relative(root, path.join(peer, 'node_modules'));
  const versions = (folder: string, names: string[]) =>
    names.map(name => `${name} ${versionIn(folder, name)}`).join(', ');
  return [
    `Machine: ${os.cpus().length} x ${os.cpus()[0].model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB; load before the run ${os.loadavg()[0].toFixed(1)}`,
    `Paved Road: ${versions('node_modules', [
      '@paved-road/plugin-paved-road-backend',
      '@backstage/backend-defaults',
      '@backstage/plugin-catalog-backend',
      '@marcbachmann/cel-js',
    ])}`,
    `Tech Insights: ${versions(installed, [
      '@backstage-community/plugin-tech-insights-backend',
      '@backstage-community/plugin-tech-insights-backend-module-jsonfc',
      'json-rules-engine',
      '@backstage/backend-defaults',
      '@backstage/plugin-catalog-backend',
    ])}`,
  ].join('\n');
}

function assertSameResults(
  techInsights: TechInsightsResult,
  engine: EngineResult,
) {
  for (const { id } of checks) {
    if (techInsights.passed[id] !== engine.passed[id]) {
      throw new Error(
        `${id}: ${techInsights.passed[id]} entities pass with Tech Insights, ${engine.passed[id]} with Paved Road`,
      );
    }
  }
}

async function main() {
  const folder = await installPeer(root);
  console.log(describe(folder));
  await onDatabases(async measure => {
    const measured: tables.Measured[] = [];
    for (const database of databases) {
      const techInsights = await measure<TechInsightsResult>(
        database,
        'techInsights',
        { folder, entities, repetitions },
      );
      const engine = await measure<EngineResult>(database, 'engine', {
        entities,
        repetitions,
      });
      assertSameResults(techInsights, engine);
      console.log(`${database} ${engine.databaseVersion}`);
      measured.push({ database, techInsights, engine });
    }
    report(
      [
        `### ${entities.toLocaleString('en')} entities, ${checks.length} checks`,
        tables.evaluationTable(measured),
      ],
      tables.compareToTargets(measured),
    );
  });
}

main();
