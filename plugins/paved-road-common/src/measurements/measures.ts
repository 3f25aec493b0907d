import { DecisionModel } from '../advisor/options/DecisionModel';
import { QuestionPath } from '../advisor/profile/questions';
import { Unit } from './units';

/** A measurable quantity of a running service. @public */
export interface Measure {
  id: string;
  title: string;
  /** Measurements in other units are converted. */
  unit: Unit;
  /** The question of the profile that it answers. */
  question?: QuestionPath;
  /** The matching prediction of the advice. */
  predicted?: 'cost' | 'p50' | 'p95' | 'p99';
  /** Its names in triggers of the roadmap. */
  triggers: readonly string[];
}

type BuiltIn = Omit<Measure, 'id' | 'triggers'> & Partial<Measure>;

const answers = (question: QuestionPath, title: string, unit: Unit) => ({
  title,
  unit,
  question,
});

const builtIn: Record<string, BuiltIn> = {
  requestsPerMonth: answers(
    'workload.requestsPerMonth',
    'Requests',
    'requests/month',
  ),
  inferenceTime: answers('workload.inferenceMs', 'Time of one inference', 'ms'),
  memory: answers('workload.memoryGb', 'Memory of one instance', 'GB'),
  modelSize: answers('workload.modelSizeGb', 'Model size', 'GB'),
  dataPerRequest: answers(
    'workload.dataPerRequestMb',
    'Data per request',
    'MB',
  ),
  people: answers('team.teamSize', 'People who commit', 'people'),
  teams: answers('team.parallelTeams', 'Teams that commit', 'teams'),
  inputTokens: answers('llm.inputTokens', 'Input tokens of a call', 'tokens'),
  outputTokens: answers(
    'llm.outputTokens',
    'Output tokens of a call',
    'tokens',
  ),
  callsPerTask: answers(
    'llm.callsPerTask',
    'Model calls for one request',
    'calls',
  ),
  reusedPrefix: answers(
    'llm.reusedPrefix',
    'Repeated share of the input',
    'share',
  ),
  costPerMonth: { title: 'Cost', unit: 'USD/month', predicted: 'cost' },
  latencyP50: { title: 'Latency p50', unit: 's', predicted: 'p50' },
  latencyP95: {
    title: 'Latency p95',
    unit: 's',
    predicted: 'p95',
    triggers: ['p95 latency at the peak'],
  },
  latencyP99: { title: 'Latency p99', unit: 's', predicted: 'p99' },
  errorRate: {
    title: 'Failed requests',
    unit: 'share',
    triggers: ['share of failed calls'],
  },
  coldStarts: {
    title: 'Cold starts',
    unit: 'share',
    triggers: ['share of cold starts'],
  },
  backgroundCpu: {
    title: 'Background work',
    unit: 'share',
    triggers: ['background share of CPU time'],
  },
  eventSources: {
    title: 'Event sources',
    unit: 'sources',
    triggers: ['event sources'],
  },
  models: {
    title: 'Models in use',
    unit: 'models',
    triggers: ['growth.models'],
  },
  departmentalModels: {
    title: 'Models of departments',
    unit: 'models',
    triggers: ['departmental models'],
  },
  tokensPerDay: {
    title: 'Tokens a day',
    unit: 'tokens/day',
    triggers: ['tokens a day'],
  },
  tokensPerMinuteAtPeak: {
    title: 'Tokens a minute at the peak',
    unit: 'tokens/min',
    triggers: ['tokens a minute at the peak'],
  },
  idleGpu: {
    title: 'GPU time without work',
    unit: 'share',
    triggers: ['share of GPU time without work'],
  },
  containerOn: {
    title: 'Time in which a container is on',
    unit: 'share',
    triggers: ['share of time in which a container is on'],
  },
};

/** The built-in measures, in the order of the page. @public */
export const measures: readonly Measure[] = Object.entries(builtIn).map(
  ([id, { triggers = [], ...measure }]) => ({
    id,
    ...measure,
    triggers: [...triggers, ...(measure.question ? [measure.question] : [])],
  }),
);

/**
 * The measures of a model: the built-in ones, and `custom.<name>` for each custom question with a number, in its unit.
 *
 * @public
 */
export function listMeasures({ questions }: DecisionModel): Measure[] {
  return [
    ...measures,
    ...questions.flatMap(({ path, title, answer }) =>
      path.startsWith('custom.') && answer.kind === 'number'
        ? [
            {
              id: path,
              title,
              unit: answer.unit,
              question: path,
              triggers: [path],
            },
          ]
        : [],
    ),
  ];
}
