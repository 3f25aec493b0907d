import { DecisionModel } from '../options/DecisionModel';
import { Profile } from '../profile/profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatCount, formatPlural, formatSeconds } from '../quantities/format';
import { usualQuality } from '../quantities/languageModels/TokenLoad';
import { retiredModels } from '../quantities/prices/retiredModels';
import { HostedModel } from '../quantities/prices/rows';
import { requiredSeconds } from '../quantities/workload';
import { getAnswer } from '../profile/questions';
import { Remark } from './advice';
import { Decision } from '../profile/request';
import { Placement } from '../profile/placements';
import { placementDescriptions } from '../options/placements/descriptions';

/**
 * Remarks on answers that contradict each other and on unusual numbers.
 *
 * @param decision - what a person decided, if anything
 */
export function findRemarks(
  profile: Profile,
  model: DecisionModel,
  assume: AssumptionSet,
  decision: Partial<Decision> = {},
): Remark[] {
  return [
    ...contradictions(profile, assume),
    ...languageModelContradictions(profile, decision.placement),
    ...doubtfulPrices(profile, model),
    ...freeResources(assume),
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

function languageModelContradictions(
  { llm }: Profile,
  decided: Placement | undefined,
): Remark[] {
  const { offline, ownModel, quality, residency } = llm ?? {};
  const isTuned = ownModel === 'tuned' || ownModel === 'own';
  const isRemote = decided !== undefined && decided !== 'cpu';
  return [
    ...(offline && isRemote
      ? [
          {
            id: 'offline-with-network',
            fields: ['llm.offline', 'decision.placement'],
            text: `It must work without a network, but the decision is ${placementDescriptions[decided].title}, which needs one. The decision stays as it is; correct one of the two.`,
          },
        ]
      : []),
    ...(residency === 'own-perimeter' && decided === 'hosted-api'
      ? [
          {
            id: 'perimeter-with-provider',
            fields: ['llm.residency', 'decision.placement'],
            text: 'Prompts must stay inside your own perimeter, but the decision is a hosted API. If a contract with the provider is enough, change the answer to a contract.',
          },
        ]
      : []),
    ...(isTuned && quality === undefined
      ? [
          {
            id: 'own-model-of-unknown-class',
            fields: ['llm.ownModel', 'llm.quality'],
            text: 'You need an own or tuned model, but its class is open. A typical class is used; its size decides what it takes to run it.',
          },
        ]
      : []),
    ...(isTuned && quality === 'frontier'
      ? [
          {
            id: 'own-frontier-model',
            fields: ['llm.ownModel', 'llm.quality'],
            text: 'The best models that providers sell cannot be tuned on your own machines. Tuned open models of the frontier and mid classes are used instead.',
          },
        ]
      : []),
  ];
}

/** Prices of an organisation that cannot be right: of a retired model, or 0. */
function doubtfulPrices(
  { llm }: Profile,
  { languageModels: { hosted } }: DecisionModel,
): Remark[] {
  const used = llm && (llm.quality ?? usualQuality);
  const ofClass = hosted.filter(({ quality }) => quality === used);
  const free = ofClass.filter(
    ({ inputPerMtok, outputPerMtok }) =>
      inputPerMtok === 0 || outputPerMtok === 0,
  );
  const listNames = (models: readonly HostedModel[]) =>
    models.map(({ provider, model }) => `${provider}/${model}`).join(', ');
  return [
    ...(free.length > 0
      ? [
          {
            id: 'free-model',
            fields: ['llm.quality'],
            text: `These models have a price of 0, so their tokens count as free: ${listNames(free)}. Correct the price list if they are not.`,
          },
        ]
      : []),
    ...ofClass.flatMap(model => {
      const retired = retiredModels.find(
        other =>
          other.provider === model.provider && other.model === model.model,
      );
      return retired
        ? [
            {
              id: 'retired-model',
              fields: ['llm.quality'],
              text: `${listNames([model])} is in the price list, but its provider retired it on ${retired.date}. Remove it: a price that nobody can buy may decide the placement.`,
            },
          ]
        : [];
    }),
  ];
}

/** Assumed prices of 0 that the result rests on. */
function freeResources(assume: AssumptionSet): Remark[] {
  return assume
    .used()
    .filter(({ unit, value }) => unit.startsWith('USD') && value === 0)
    .map(({ id, title }) => ({
      id: 'free-resource',
      fields: [`assumptions.${id}`],
      text: `${title}: the assumed price is 0, so it counts as free. Correct the assumption if it is not.`,
    }));
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
