import { MetricsStory } from './stories';
import { Day, listPoints, valueAt } from './valueAt';

const DAY_MS = 86_400_000;

/** Labels of the scrape target, so that scraped samples continue the series of the history. */
const target = 'job="example",instance="example"';

const families = [
  ['http_requests', 'counter'],
  ['http_request_duration_seconds', 'histogram'],
  ['model_inference_seconds', 'summary'],
  ['llm_tokens', 'counter'],
  ['function_cold_starts', 'counter'],
  ['process_resident_memory_bytes', 'gauge'],
  ['service_cost_usd_per_month', 'gauge'],
  ['repository_active_teams', 'gauge'],
  ['background_cpu_share', 'gauge'],
] as const;

type Family = (typeof families)[number][0];

interface Series {
  /** Name and labels in OpenMetrics. */
  id: string;
  family: Family;
  value: number;
}

/** Generates the metrics of the example services for Prometheus up to a time, which can advance. */
export class ExampleExporter {
  readonly #stories: readonly MetricsStory[];
  /** The last day of the stories, in days since 1970. */
  readonly #today: number;
  readonly #series = new Map<string, Series>();
  #at: number;

  /**
   * @param from - start, with counters at zero
   * @param now - last day of the stories
   */
  constructor(
    stories: readonly MetricsStory[],
    { from, now }: { from: Date; now: Date },
  ) {
    this.#stories = stories;
    this.#today = Math.floor(now.getTime() / DAY_MS);
    this.#at = from.getTime();
  }

  /** Advances to a later time. */
  advance(to: Date): void {
    const days = (to.getTime() - this.#at) / DAY_MS;
    const daysAgo = this.#today - Math.floor(to.getTime() / DAY_MS);
    // Later days repeat the last day of the stories.
    const day = {
      daysAgo: Math.max(daysAgo, 0),
      today: this.#today - Math.min(daysAgo, 0),
    };
    for (const story of this.#stories) {
      this.#advanceService(story, day, days);
    }
    this.#at = to.getTime();
  }

  #advanceService(story: MetricsStory, day: Day, days: number) {
    const of = (measure: string) => valueAt(story, measure, day);
    const formatSeries = (name: string, more = '') =>
      `${name}{${target},service="${story.name}"${more}}`;
    const count = (
      family: Family,
      by: number,
      suffix = '_total',
      more = '',
    ) => {
      const id = formatSeries(`${family}${suffix}`, more);
      const { value = 0 } = this.#series.get(id) ?? {};
      this.#series.set(id, { family, id, value: value + by });
    };
    const set = (family: Family, value: number | undefined) => {
      const id = formatSeries(family);
      if (value !== undefined) {
        this.#series.set(id, { family, id, value });
      }
    };
    const requests = of('requestsPerDay')! * days;
    const failures = requests * of('errorRate')!;
    count('http_requests', requests - failures, '_total', ',code="200"');
    count('http_requests', failures, '_total', ',code="500"');
    for (const [le, share] of computeCumulativeBuckets(story, day)) {
      count(
        'http_request_duration_seconds',
        requests * share,
        '_bucket',
        `,le="${le}"`,
      );
    }
    count('http_request_duration_seconds', requests, '_count');
    count(
      'http_request_duration_seconds',
      requests * of('latencyP50')!,
      '_sum',
    );
    count('model_inference_seconds', requests, '_count');
    count(
      'model_inference_seconds',
      (requests * of('inferenceTime')!) / 1_000,
      '_sum',
    );
    for (const kind of ['input', 'output']) {
      const tokens = of(`${kind}Tokens`);
      if (tokens !== undefined) {
        count('llm_tokens', requests * tokens, '_total', `,kind="${kind}"`);
      }
    }
    const coldStarts = of('coldStarts');
    if (coldStarts !== undefined) {
      count('function_cold_starts', requests * coldStarts);
    }
    set('process_resident_memory_bytes', of('memory')! * 1e9);
    set('service_cost_usd_per_month', of('costPerMonth'));
    set('repository_active_teams', of('teams'));
    set('background_cpu_share', of('backgroundCpu'));
  }

  series(): Series[] {
    return [...this.#series.values()];
  }

  /** Formats a scrape response. */
  text(): string {
    return openMetrics(
      this.series().map(series => ({ ...series, samples: [[series.value]] })),
    );
  }
}

/** Formats OpenMetrics. Samples without a time are current. */
function openMetrics(
  all: Array<
    Pick<Series, 'family' | 'id'> & {
      samples: Array<[value: number, seconds?: number]>;
    }
  >,
): string {
  const lines = families.flatMap(([family, type]) => [
    `# TYPE ${family} ${type}`,
    ...all
      .filter(series => series.family === family)
      .flatMap(({ id, samples }) =>
        samples.map(([value, seconds]) =>
          seconds === undefined
            ? `${id} ${value}`
            : `${id} ${value} ${seconds}`,
        ),
      ),
  ]);
  return `${lines.join('\n')}\n# EOF\n`;
}

/**
 * Creates the history up to now for `promtool tsdb create-blocks-from openmetrics`.
 *
 * @returns the text, and the exporter to continue with
 */
export function exampleHistory(
  stories: readonly MetricsStory[],
  { now, days, everyHours }: { now: Date; days: number; everyHours: number },
): { text: string; exporter: ExampleExporter } {
  const step = everyHours * 3_600_000;
  const from = now.getTime() - days * DAY_MS;
  const exporter = new ExampleExporter(stories, { from: new Date(from), now });
  const all = new Map<
    string,
    Pick<Series, 'family' | 'id'> & { samples: Array<[number, number]> }
  >();
  for (let at = from + step; at <= now.getTime(); at += step) {
    exporter.advance(new Date(at));
    for (const { family, id, value } of exporter.series()) {
      const series = all.get(id) ?? { family, id, samples: [] };
      series.samples.push([value, at / 1_000]);
      all.set(id, series);
    }
  }
  return { text: openMetrics([...all.values()]), exporter };
}

/** Computes histogram buckets with the cumulative share of requests, fine enough to reproduce the quantiles. */
function computeCumulativeBuckets(
  story: MetricsStory,
  day: Day,
): Array<[le: string, share: number]> {
  const of = (measure: string) => valueAt(story, measure, day)!;
  const p99 = of('latencyP99');
  const points = [
    [0, 0],
    [of('latencyP50') * 0.7, 0.05],
    [of('latencyP50'), 0.5],
    [of('latencyP95'), 0.95],
    [p99, 0.99],
    [p99 * 2, 1],
  ];
  const shareUpTo = (seconds: number) => {
    const next = points.findIndex(([at]) => at >= seconds);
    if (next < 0) {
      return 1;
    }
    const [later, more] = points[next];
    const [earlier, less] = points[Math.max(next - 1, 0)];
    return later === earlier
      ? more
      : less + ((seconds - earlier) / (later - earlier)) * (more - less);
  };
  return [
    ...chooseBucketBounds(story).map((le): [string, number] => [
      le.toPrecision(3),
      shareUpTo(le),
    ]),
    ['+Inf', 1],
  ];
}

/** Chooses bucket bounds around the latencies of the service, the same every day. */
function chooseBucketBounds({ measures }: MetricsStory): number[] {
  const first = (course: MetricsStory['measures']['latencyP50']) =>
    typeof course === 'number' ? course : listPoints(course)[0][1];
  const buckets: number[] = [];
  for (
    let le = Number((first(measures.latencyP50) * 0.7).toPrecision(3));
    le < first(measures.latencyP99) * 2.5;
    le = Number((le * 1.12).toPrecision(3))
  ) {
    buckets.push(le);
  }
  return buckets;
}
