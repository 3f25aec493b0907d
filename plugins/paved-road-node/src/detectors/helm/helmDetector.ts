import { toError } from '@backstage/errors';
import { Finding } from '@paved-road/plugin-paved-road-common';
import {
  Deployables,
  isPresent,
  isProduction,
  Setting,
  toUnread,
} from '../deployables';
import { explainFileProblem } from '@paved-road/plugin-paved-road-common/rules';
import { Detector } from '../Detector';
import { giveWay } from '../inTurns';
import { Manifest, readManifests } from '../kubernetes/readManifests';
import { RepositoryFile } from '../RepositoryFile';
import { StructuredPart } from '../StructuredPart';
import { parseTemplate, TemplateNode } from './parseTemplate';
import { collectDefined, TemplateRenderer } from './renderTemplate';
import { Budget, getField, isMap, Map_, mergeMaps } from './templateFunctions';

/** Values for production; if there are some, only these count. */
const forProduction = /(^|[./_-])(prod|production|prd|live)([./_-]|$)/i;
const forOthers =
  /(^|[./_-])(dev|develop|development|test|testing|local|ci|example|examples|sample|minikube|kind)([./_-]|$)/i;

const mostValues = 6;

/** Steps and values for all charts of a repository; see {@link Budget}. A large chart needs a tenth. */
const mostWork = 2_000_000;

const used =
  /kind["']?:\s{0,9}["']?(Deployment|StatefulSet|DaemonSet|Rollout|HorizontalPodAutoscaler|ScaledObject)\b|serving\.knative\.dev\//;

const scaler = /kind:\s{0,9}(HorizontalPodAutoscaler|ScaledObject)\b/;

interface Chart {
  folder: string;
  file: RepositoryFile;
  description: StructuredPart;
  templates: RepositoryFile[];
  values: RepositoryFile[];
}

async function readValues(file: RepositoryFile | undefined): Promise<Map_> {
  const [document] = (await file?.readDocuments()) ?? [];
  if (document?.problem !== undefined) {
    throw new Error(explainFileProblem(file!.path, document));
  }
  const value = document?.part.value;
  return isMap(value) ? value : {};
}

const isTemplate = (path: string) => /\.(ya?ml|tpl)$/.test(path);

async function findCharts(files: RepositoryFile[]): Promise<Chart[]> {
  const charts: Chart[] = [];
  for (const file of files.filter(({ name }) => name === 'Chart.yaml')) {
    const [document] = await file.readDocuments();
    if (
      document?.part?.at('name') &&
      document.part.at('type')?.text() !== 'library'
    ) {
      charts.push({
        folder: file.folder && `${file.folder}/`,
        file,
        description: document.part,
        templates: [],
        values: [],
      });
    }
  }
  // A file belongs to the innermost chart.
  charts.sort((a, b) => b.folder.length - a.folder.length);
  for (const file of files) {
    const chart = charts.find(({ folder }) => file.path.startsWith(folder));
    const inside = file.path.slice(chart?.folder.length ?? 0);
    if (chart && inside.startsWith('templates/')) {
      if (isTemplate(inside) && !inside.startsWith('templates/tests/')) {
        chart.templates.push(file);
      }
    } else if (
      chart &&
      /\.ya?ml$/.test(inside) &&
      !/^(Chart\.(yaml|lock)|crds\/|ci\/|tests?\/)/.test(inside)
    ) {
      chart.values.push(file);
    } else if (
      !chart &&
      /values[^/]*\.ya?ml$/i.test(file.path) &&
      charts.length === 1
    ) {
      charts[0].values.push(file);
    }
  }
  return charts;
}

/** The values of the chart for each environment that counts. */
async function listValues(chart: Chart, charts: Chart[]): Promise<Map_[]> {
  const isDefault = ({ path }: RepositoryFile) =>
    path === `${chart.folder}values.yaml`;
  let defaults = await readValues(chart.values.find(isDefault));
  const parent = charts.find(
    other =>
      other !== chart && chart.folder.startsWith(`${other.folder}charts/`),
  );
  if (parent) {
    const outer = await readValues(
      parent.values.find(({ path }) => path === `${parent.folder}values.yaml`),
    );
    const own = getField(outer, chart.description.at('name')!.text());
    defaults = mergeMaps(defaults, own, { global: getField(outer, 'global') });
  }
  const others = chart.values.filter(
    file =>
      !isDefault(file) && !forOthers.test(file.path.slice(chart.folder.length)),
  );
  const production = others.filter(({ path }) => forProduction.test(path));
  const values: Map_[] = [];
  for (const file of (production.length > 0 ? production : others).slice(
    0,
    3 * mostValues,
  )) {
    const overlay = await readValues(file).catch(() => ({}));
    if (Object.keys(overlay).some(key => Object.hasOwn(defaults, key))) {
      values.push(mergeMaps(defaults, overlay));
    }
  }
  return production.length > 0 && values.length > 0
    ? values.slice(0, mostValues)
    : [defaults, ...values].slice(0, mostValues);
}

function isEnabled(chart: Chart, values: Map_): boolean {
  return (
    getField(values, 'enabled') !== false || !chart.folder.includes('/charts/')
  );
}

class ChartReader {
  readonly #defined = new Map<string, TemplateNode[]>();
  readonly #parsed = new Map<RepositoryFile, TemplateNode[]>();
  readonly unread = new Map<string, string>();

  constructor(
    private readonly chart: Chart,
    charts: Chart[],
    private readonly budget: Budget,
  ) {
    for (const { folder, templates } of charts) {
      if (folder.startsWith(chart.folder) || chart.folder.startsWith(folder)) {
        for (const file of templates) {
          this.#parse(file);
        }
      }
    }
  }

  #parse(file: RepositoryFile): void {
    try {
      const nodes = parseTemplate(file.text);
      this.#parsed.set(file, nodes);
      collectDefined(nodes, this.#defined);
    } catch (error) {
      if (this.chart.templates.includes(file)) {
        this.unread.set(file.path, toError(error).message);
      }
    }
  }

  /** The workloads as installed with values. */
  async read(values: Map_): Promise<ReturnType<typeof readManifests>> {
    const name = this.chart.description.at('name')!.text();
    const root = {
      Values: structuredClone(values),
      Chart: {
        Name: name,
        Version: this.chart.description.at('version')?.text() ?? '0.0.0',
        AppVersion: this.chart.description.at('appVersion')?.text() ?? '',
      },
      Release: {
        Name: 'release',
        Namespace: 'default',
        Service: 'Helm',
        IsInstall: true,
      },
      Template: { BasePath: 'templates', Name: '' },
      Capabilities: {
        KubeVersion: {
          Version: 'v1.34.0',
          GitVersion: 'v1.34.0',
          Major: '1',
          Minor: '34',
        },
      },
    };
    const renderer = new TemplateRenderer(this.#defined, root, this.budget);
    const manifests: Manifest[] = [];
    for (const file of this.chart.templates) {
      const nodes = this.#parsed.get(file);
      if (nodes && /\.ya?ml$/.test(file.path)) {
        try {
          await giveWay();
          manifests.push(...(await this.#render(file, nodes, renderer)));
        } catch (error) {
          this.unread.set(file.path, toError(error).message);
        }
      }
    }
    const found = readManifests(manifests);
    // While an autoscaler is off, the number of replicas is fixed; once it is on, its limit holds.
    const limit = this.chart.templates.some(({ text }) => scaler.test(text))
      ? findReplicaLimit(values)
      : undefined;
    for (const workload of found.workloads) {
      if (limit !== undefined && !isPresent(workload.scalingLimit as Setting)) {
        workload.scalingLimit = { exists: true, value: limit };
      }
    }
    return found;
  }

  async #render(
    file: RepositoryFile,
    nodes: TemplateNode[],
    renderer: TemplateRenderer,
  ): Promise<Manifest[]> {
    const { text, origins, problems } = renderer.render(nodes);
    const [open] = problems;
    if (!/\bkind["']?:/.test(text)) {
      if (open?.startsWith('uses')) {
        this.unread.set(file.path, open);
      }
      return [];
    }
    if (!used.test(text)) {
      return [];
    }
    return (await new RepositoryFile(file.path, text).readDocuments()).flatMap(
      ({ part, problem }) => {
        if (problem !== undefined) {
          this.unread.set(
            file.path,
            `the rendered template cannot be read: ${problem}`,
          );
        }
        return part
          ? {
              part,
              file: file.path,
              source: 'seen' as const,
              toLine: ({ line }: StructuredPart) => origins[line - 1] ?? 1,
              open: open && `${file.path} ${open}`,
            }
          : [];
      },
    );
  }
}

/** The limit of replicas in values, also of an autoscaler that is off. */
function findReplicaLimit(values: unknown, depth = 0): number | undefined {
  if (typeof values !== 'object' || values === null || depth > 20) {
    return undefined;
  }
  for (const [key, value] of Object.entries(values)) {
    const found =
      /^max(Replicas|ReplicaCount)$/.test(key) && Number(value) > 0
        ? Number(value)
        : findReplicaLimit(value, depth + 1);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Adds the settings of another environment: one of them is enough. */
function combine<F extends Finding>(all: F[], more: F[]): void {
  for (const finding of more) {
    const known = all.find(
      ({ subject, file }) =>
        subject === finding.subject && file === finding.file,
    );
    if (!known) {
      all.push(finding);
      continue;
    }
    for (const [key, value] of Object.entries<unknown>(finding)) {
      if (typeof value === 'object' && isPresent(value as Setting)) {
        Object.assign(known, { [key]: value });
      }
    }
  }
}

/** Renders charts of Helm with the values in the repository. */
export const helmDetector: Detector = {
  id: 'helm',
  version: 2,
  title: 'Helm',
  kinds: ['workloads', 'functions'],
  searched: 'folders with Chart.yaml',
  reads:
    'templates, rendered with values.yaml and the values for production, or the values of any environment if none are for production',
  ignores:
    'charts that are not in the repository, values for development and tests, and functions of templates that need a cluster',
  recognises: path =>
    /(^|\/)Chart\.yaml$|(^|\/)templates\/.*\.(ya?ml|tpl)$|values[^/]*\.ya?ml$|(^|\/)(charts?|helm|env|envs|environments|values)\/.*\.ya?ml$/i.test(
      path,
    ),
  isLikely: path => /(^|\/)(Chart|values)\.yaml$|\/templates\//.test(path),
  priority: 8,
  // Manifests beside a chart are for the cluster or to try it out.
  rank: 40,
  async detect(files, service) {
    const result: Deployables = {
      found: { workloads: [], functions: [] },
      unread: [],
    };
    const charts = await findCharts(
      files.filter(({ path }) => isProduction(path, service)),
    );
    const budget = { left: mostWork };
    for (const chart of charts) {
      try {
        const reader = new ChartReader(chart, charts, budget);
        const chartFound = {
          workloads: [],
          functions: [],
        } as Deployables['found'];
        for (const values of await listValues(chart, charts)) {
          if (isEnabled(chart, values)) {
            const { workloads, functions } = await reader.read(values);
            combine(chartFound.workloads, workloads);
            combine(chartFound.functions, functions);
          }
        }
        result.found.workloads.push(...chartFound.workloads);
        result.found.functions.push(...chartFound.functions);
        for (const [path, problem] of reader.unread) {
          result.unread.push(toUnread(path, problem, ['workloads']));
        }
        const dependencies =
          chart.description.at('dependencies')?.items() ?? [];
        if (
          chart.templates.length === 0 &&
          dependencies.length > 0 &&
          !charts.some(({ folder }) =>
            folder.startsWith(`${chart.folder}charts/`),
          )
        ) {
          result.unread.push(
            toUnread(
              chart.file.path,
              'depends on charts that are not in the repository',
              ['workloads'],
            ),
          );
        }
      } catch (error) {
        result.unread.push(
          toUnread(chart.file.path, toError(error).message, ['workloads']),
        );
      }
    }
    return result;
  },
};
