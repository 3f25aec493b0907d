import { DecisionModel } from '../options/DecisionModel';
import { Profile } from '../profile/profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatCount, formatPlural, formatSeconds } from '../quantities/format';
import { requiredSeconds } from '../quantities/workload';
import { getAnswer } from '../profile/questions';
import { Remark } from './advice';

/** Remarks on answers that contradict each other and on unusual numbers. */
export function findRemarks(
  profile: Profile,
  model: DecisionModel,
  assume: AssumptionSet,
): Remark[] {
  return [
    ...contradictions(profile, assume),
    ...unusualNumbers(profile, model),
  ];
}

function contradictions(profile: Profile, assume: AssumptionSet): Remark[] {
  const { team, workload } = profile;
  const notices: Remark[] = [];
  const add = (id: string, fields: string[], text: string) =>
    notices.push({ id, fields, text });

  const { teamSize, parallelTeams } = team ?? {};
  if (
    teamSize !== undefined &&
    parallelTeams !== undefined &&
    teamSize < parallelTeams
  ) {
    add(
      'more-teams-than-people',
      ['team.teamSize', 'team.parallelTeams'],
      `${formatPlural(teamSize, 'person', 'people')} cannot be ${parallelTeams} teams. Both answers are used as given; correct the wrong one.`,
    );
  }
  const { latency, invocation, inferenceMs, modelSizeGb, memoryGb } =
    workload ?? {};
  if (latency === 'realtime' && invocation === 'event') {
    add(
      'realtime-events',
      ['workload.latency', 'workload.invocation'],
      'The model is called by events, but real time is required. The requirement is applied to the time from event to result.',
    );
  }
  if (latency === 'batch' && invocation === 'in-app') {
    add(
      'batch-in-app',
      ['workload.latency', 'workload.invocation'],
      'The application waits for an in-app call, but batch sets no latency requirement. No requirement is assumed.',
    );
  }
  const requirement = requiredSeconds(profile);
  if (
    requirement !== undefined &&
    inferenceMs !== undefined &&
    inferenceMs / 1000 > requirement
  ) {
    add(
      'inference-over-requirement',
      ['workload.inferenceMs', 'workload.latency'],
      `One inference takes ${formatSeconds(inferenceMs / 1000)}, longer than the required ${formatSeconds(requirement)}. No pattern can meet this; replicas are sized for a wait of one inference.`,
    );
  }
  if (
    modelSizeGb !== undefined &&
    memoryGb !== undefined &&
    modelSizeGb > memoryGb
  ) {
    add(
      'model-over-memory',
      ['workload.modelSizeGb', 'workload.memoryGb'],
      `A model of ${formatCount(modelSizeGb)} GB does not fit into ${formatCount(memoryGb)} GB of memory. Both answers are used as given; correct the wrong one.`,
    );
  }
  if (workload?.requestsPerMonth === 0) {
    add(
      'no-requests',
      ['workload.requestsPerMonth'],
      `Without requests, only always-on capacity costs money: ${formatPlural(assume.get('minReplicas'), 'replica', 'replicas')}.`,
    );
  }
  return notices;
}

function unusualNumbers(profile: Profile, model: DecisionModel): Remark[] {
  return model.questions.flatMap(({ path, title, answer }) => {
    const value = getAnswer(profile, path);
    if (answer.kind !== 'number' || typeof value !== 'number' || value === 0) {
      return [];
    }
    const [least, most] = answer.usual;
    // A decade beyond the usual is a large or small number, not a slip.
    return value < least / 10 || value > most * 10
      ? [
          {
            id: 'unusual-number',
            fields: [path],
            text: `${title}: ${formatCount(value)} ${answer.unit} is far outside the usual range of ${formatCount(least)} to ${formatCount(most)}. It is used as given; check the unit.`,
          },
        ]
      : [];
  });
}
