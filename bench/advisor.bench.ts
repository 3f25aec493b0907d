/*
 * Times a full result: ranking, simulated open answers, every flip, cost curves, risks and roadmap, on the profiles of
 * published decisions.
 */
import { Bench } from 'tinybench';
import { advise } from '../plugins/paved-road-common/src/advisor/advise';
import { adviceRequestSchema } from '../plugins/paved-road-common/src/advisor/profile/request';
import calibration from '../plugins/paved-road-common/src/advisor/__fixtures__/calibration.json';
import publishedDecisions from '../plugins/paved-road-common/src/advisor/__fixtures__/publishedDecisions.json';

/** Milliseconds that a full result may take on one core. */
const budget = 25;

async function main() {
  const bench = new Bench({ time: 250, warmupTime: 100 });
  const profiles = [
    ...calibration.map(({ id, profile }) => ({ id, profile })),
    ...publishedDecisions.flatMap(({ id, profile, completed }) => [
      { id, profile: completed },
      { id: `${id} as published`, profile },
    ]),
  ];
  for (const { id, profile } of profiles) {
    const request = adviceRequestSchema.parse({ profile });
    bench.add(id, () => advise(request));
  }
  await bench.run();

  console.log(`\nA full result of the advisor (budget ${budget} ms)`);
  const rows = bench.tasks.map(({ name, result }) => {
    if (result.state !== 'completed') {
      throw new Error(`${name} did not complete`);
    }
    const { p50, p99, samplesCount } = result.latency;
    return {
      profile: name,
      'median ms': Number(p50.toFixed(2)),
      'p99 ms': Number(p99.toFixed(2)),
      'of the budget': `${((100 * p50) / budget).toFixed(0)} %`,
      runs: samplesCount,
    };
  });
  console.table(rows);
  const worst = Math.max(...rows.map(row => row['median ms']));
  console.log(`Slowest median: ${worst} ms`);
}

main();
