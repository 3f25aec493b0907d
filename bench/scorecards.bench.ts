/*
 * Paved Road and Tech Insights with the same entities and the same checks on the same databases, each in
 * processes of their own, one after another. See docs/reference/benchmarks.md.
 */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort, startPostgres } from '../scripts/startPostgres.cjs';
import type { Database } from './scorecards/backendConfig';
import { checks } from './scorecards/checks';
import type { EngineResult } from './scorecards/engine.process';
import type { FleetResult } from './scorecards/fleet.process';
import { installPeer } from './scorecards/installPeer';
import { run } from './scorecards/process';
import * as tables from './scorecards/tables';
import type { TechInsightsResult } from './scorecards/techInsights.process';
import type { VisibilityResult } from './scorecards/visibility.process';

const entities = 10_000;
const largeFleet = 100_000;
const repetitions = 3;
const requests = 40;
/** People at the pages at the same time, and how many accounts they share where each sees a part of the fleet. */
const crowd = { entities: 10_037, visitors: 200, accounts: [20, 200] };
/** As in a small container. Without a limit, how much a process takes says more of the machine than of the program. */
const limitedMemory = ['--expose-gc', '--max-old-space-size=256'];

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
  const postgres = await startPostgres();
  try {
    const databases: Record<string, (name: string) => Database> = {
      SQLite: () => ({ client: 'better-sqlite3', connection: ':memory:' }),
      PostgreSQL: name => ({
        client: 'pg',
        connection: postgres.url,
        prefix: `${name}_`,
      }),
    };
    const measure = async <T>(
      database: string,
      name: string,
      options: { entities: number; [option: string]: unknown },
      execArgv?: string[],
    ) => {
      const start = performance.now();
      const result = await run<T>(
        name,
        {
          ...options,
          port: await freePort(),
          database: databases[database](
            `${name}${options.entities}`.toLowerCase(),
          ),
        },
        execArgv,
      );
      const seconds = Math.round((performance.now() - start) / 1000);
      console.log(
        `${database}, ${name}, ${options.entities} entities: done in ${seconds} s`,
      );
      return result;
    };
    const fleetOf = (database: string, count: number) =>
      measure<FleetResult>(
        database,
        'fleet',
        { entities: count, repetitions: requests },
        limitedMemory,
      );

    const measured: tables.Measured[] = [];
    const visibility: { database: string; result: VisibilityResult }[] = [];
    for (const database of Object.keys(databases)) {
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
      const fleet = await fleetOf(database, largeFleet);
      console.log(`${database} ${engine.databaseVersion}`);
      measured.push({ database, techInsights, engine, fleet });
      visibility.push({
        database,
        result: await measure<VisibilityResult>(database, 'visibility', crowd),
      });
    }
    const small = await fleetOf('PostgreSQL', entities);
    const large = measured.at(-1)!.fleet;

    const targets = [
      ...tables.compareToTargets(measured, small, large),
      ...tables.compareVisibility(visibility),
    ];
    console.log(
      [
        '',
        `### ${entities.toLocaleString('en')} entities, ${checks.length} checks`,
        tables.evaluationTable(measured),
        `### Lists and figures of ${largeFleet.toLocaleString('en')} entities`,
        tables.pageTable(measured),
        '### Memory of an evaluation',
        tables.memoryTable([
          { entities, result: small },
          { entities: largeFleet, result: large },
        ]),
        `### ${crowd.visitors} people at the pages of ${crowd.entities.toLocaleString('en')} entities`,
        tables.visibilityTable(visibility),
        '### Targets',
        tables.targetTable(targets),
      ].join('\n\n'),
    );
    if (!targets.every(tables.isMet)) {
      process.exitCode = 1;
    }
  } finally {
    await postgres.stop();
  }
}

main();
