import { formatCount } from '../../quantities/format';
import { Evidence, RiskRule } from './types';

export const monolithicQuicksand: RiskRule = {
  id: 'monolithic-quicksand',
  title: 'Monolithic quicksand',
  mitigations: [
    "Enforce module boundaries with a check in the pipeline, starting with the model's interface.",
    'Run batch work in a separate process, so that it cannot starve requests.',
    'Agree on the signal that starts the extraction of the inference service.',
  ],
  detect({ kind, core, separateBackground }, { profile, assume, observed }) {
    if (core !== 'monolith') {
      return undefined;
    }
    const { team, workload, growth } = profile;
    const largeGrowth = assume.get('quicksandGrowth');
    const evidence: Evidence[] = [];
    const atLeast = (
      field: string,
      value: number | undefined,
      threshold: number,
      describe: (amount: string) => string,
    ) => {
      if (value !== undefined && value >= threshold) {
        evidence.push({
          field,
          value,
          threshold,
          text: describe(formatCount(value)),
        });
      }
    };
    atLeast(
      'growth.models',
      growth?.models,
      assume.get('quicksandModels'),
      models => `${models} models share one release.`,
    );
    atLeast(
      'team.parallelTeams',
      team?.parallelTeams,
      assume.get('quicksandTeams'),
      teams => `${teams} teams share one code base.`,
    );
    atLeast(
      'growth.users',
      growth?.users,
      largeGrowth,
      times =>
        `${times} times the users on an application that scales only as a whole.`,
    );
    atLeast(
      'growth.data',
      growth?.data,
      largeGrowth,
      times => `${times} times the data in one process.`,
    );
    const answersUsers =
      workload?.latency === 'realtime' || workload?.latency === 'interactive';
    if (
      answersUsers &&
      workload?.backgroundWork === 'substantial' &&
      !separateBackground
    ) {
      evidence.push({
        field: 'workload.backgroundWork',
        value: workload.backgroundWork,
        threshold: 'some',
        text: 'Batch work and answers to users compete for one process.',
      });
    }
    if (evidence.length < 2) {
      return undefined;
    }
    if (kind === 'observed' && observed.boundaryCheck) {
      return { severity: 'low', evidence };
    }
    if (kind === 'observed') {
      evidence.push({
        field: 'observed.boundaryCheck',
        value: 'none',
        threshold: 'a check in the pipeline',
        text: 'The catalog lists no check that enforces module boundaries.',
      });
    }
    return { severity: evidence.length > 2 ? 'high' : 'medium', evidence };
  },
};
