import published from './__fixtures__/published.json';
import {
  findPublishedGpu,
  findPublishedModel,
  publishedPrecisions,
} from './__testUtils__/published';
import { openModels } from '../prices/openModels';
import { throughputFamilies } from '../tables/throughputFamilies';
import {
  callSeconds,
  firstTokenSeconds,
  isNoWorse,
  kvCapacity,
  ModelServer,
  computePace,
  promptWait,
  computeRooflineCoefficients,
  serverOn,
  stepSeconds,
  throughput,
  tokenCapacity,
  tokenSeconds,
} from './roofline';

type Row = (typeof published.throughput)[number];

const memoryShare = 0.9;
const largestBatch = 512;

function serverOfRow(row: Row): ModelServer | undefined {
  const model = findPublishedModel(row.model);
  const gpu = findPublishedGpu(row.gpu);
  return model && gpu && row.inputTokens
    ? serverOn(
        model,
        gpu,
        row.gpus,
        memoryShare,
        publishedPrecisions[row.precision],
      )
    : undefined;
}

const shapeOf = ({ inputTokens, outputTokens }: Row) => ({
  inputTokens: inputTokens!,
  outputTokens: outputTokens!,
  reusedPrefix: 0,
});

/** Requests at a time in a published row: as many as were sent, or as the memory holds. */
function requestsOf(server: ModelServer, row: Row): number {
  return Math.min(
    row.concurrency === 'saturated' ? Infinity : Number(row.concurrency),
    largestBatch,
    kvCapacity(server, shapeOf(row)),
  );
}

function predicted(server: ModelServer, row: Row): number {
  const pace = computePace(server, shapeOf(row));
  return throughput(pace, requestsOf(server, row));
}

const nameOf = (row: Row) =>
  `${row.model} ${row.precision} on ${row.gpus} x ${row.gpu}, ${row.engine}, ${row.inputTokens}/${row.outputTokens} tokens, ${row.concurrency} at a time (${row.source})`;

/** Published rows that are not predicted, and why. */
const outside: { row: (row: Row) => boolean; reason: string }[] = [
  {
    row: ({ inputTokens }) => inputTokens === undefined,
    reason: 'the source does not say how many tokens',
  },
  {
    row: ({ model }) => model === 'DeepSeek-R1',
    reason: 'its KV cache is compressed, and the formula does not hold',
  },
  {
    row: ({ model }) => model === 'Llama 4 Maverick' || model === 'Qwen2.5-14B',
    reason: 'no published architecture was found, and nobody is advised it',
  },
];
const reasonOf = (row: Row) => outside.find(found => found.row(row))?.reason;

const rows = published.throughput;
const inside = rows.filter(row => !reasonOf(row));
const served = inside.map(
  row => [nameOf(row), row, serverOfRow(row)!] as const,
);

describe('published throughput', () => {
  it('has a server for each row that is not left out', () => {
    expect(served.filter(([, , server]) => !server)).toEqual([]);
    expect(rows.length - inside.length).toBe(8);
  });

  const calibrated = served.filter(([, , server]) => server?.calibrated);

  it('is calibrated on most of what was measured with a current engine', () => {
    expect(calibrated).toHaveLength(34);
  });

  it.each(calibrated)('is met within 20 %% for %s', (_, row, server) => {
    const ratio = predicted(server, row) / row.outputTokensPerS;
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  });

  it.each(served.filter(([, , server]) => !server?.calibrated))(
    'is met within the stated spread for %s',
    (_, row, server) => {
      const ratio = predicted(server, row) / row.outputTokensPerS;
      expect(Math.max(ratio, 1 / ratio)).toBeLessThan(server.spread);
    },
  );

  it('is met within 1.3 across families: 70B by the coefficients of 8B', () => {
    const [{ stepSeconds: fixed, bandwidthShare, computeShare }] =
      throughputFamilies;
    const across = served.filter(
      ([, { model, precision }]) =>
        model === 'Llama 3.3 70B' && precision === 'fp8',
    );
    expect(across).toHaveLength(12);
    for (const [name, row, server] of across) {
      const { bandwidthGbPerS, tflops } = findPublishedGpu(row.gpu)!;
      const coefficients = computeRooflineCoefficients(server.model, server, {
        stepSeconds: fixed,
        bandwidthShare,
        computeShare,
        bandwidth: bandwidthGbPerS * 1e9 * row.gpus,
        flops: tflops.fp8! * 1e12 * row.gpus,
      });
      const ratio =
        predicted({ ...server, coefficients }, row) / row.outputTokensPerS;
      expect({ name, met: Math.max(ratio, 1 / ratio) < 1.3 }).toEqual({
        name,
        met: true,
      });
    }
  });
});

describe('the coefficients of throughput', () => {
  const fittedIn = (...ids: string[]) =>
    throughputFamilies.filter(({ id }) => ids.includes(id));

  it.each(
    fittedIn('hopper-fp8', 'hopper-bf16', 'hopper-several', 'blackwell-fp4'),
  )(
    'of $id fit what is published: none fits better by a tenth more or less',
    ({ id, fitted, precisions: formats, ...family }) => {
      const points = served.filter(
        ([, row, server]) =>
          server.calibrated &&
          fitted!.counts.includes(row.gpus) &&
          fitted!.gpus.includes(findPublishedGpu(row.gpu)!.gpu) &&
          formats.includes(server.precision) &&
          (id === 'hopper-several') === row.gpus > 1,
      );
      expect(points.length).toBeGreaterThanOrEqual(4);
      const off = (change: Partial<typeof family>) => {
        const squares = points.map(([, row, server]) => {
          const { bandwidthGbPerS, tflops } = findPublishedGpu(row.gpu)!;
          const { bf16, fp8 = bf16, fp4 = fp8 } = tflops;
          const coefficients = computeRooflineCoefficients(
            server.model,
            server,
            {
              ...family,
              ...change,
              bandwidth: bandwidthGbPerS * 1e9 * row.gpus,
              flops:
                { bf16, fp8, fp4, int4: bf16 }[server.precision] *
                1e12 *
                row.gpus,
            },
          );
          const ratio =
            predicted({ ...server, coefficients }, row) / row.outputTokensPerS;
          return Math.log(ratio) ** 2;
        });
        return Math.sqrt(
          squares.reduce((sum, square) => sum + square, 0) / squares.length,
        );
      };
      const rms = off({});
      expect(rms).toBeLessThan(0.1);
      for (const name of [
        'stepSeconds',
        'bandwidthShare',
        'computeShare',
      ] as const) {
        for (const factor of [0.9, 1.1]) {
          const moved = off({ [name]: family[name] * factor });
          expect({ name, factor, better: moved < rms - 0.005 }).toEqual({
            name,
            factor,
            better: false,
          });
        }
      }
    },
  );
});

describe('published KV capacity', () => {
  it.each(published.kvCapacity)(
    'is met within 1 %% for $model $precision on $gpu',
    ({ model, gpu, precision, tokens }) => {
      const server = serverOn(
        findPublishedModel(model)!,
        findPublishedGpu(gpu)!,
        1,
        memoryShare,
        publishedPrecisions[precision],
      )!;
      expect(Math.abs(tokenCapacity(server) / tokens - 1)).toBeLessThan(0.01);
    },
  );
});

describe('published times to the first token', () => {
  const of = (filter: (row: Row) => boolean) =>
    served.filter(([, row]) => filter(row));

  it.each(
    of(
      ({ source, concurrency }) =>
        source === 'nim' && Number(concurrency) <= 50,
    ),
  )('is met within 30 %% on average for %s', (_, row, server) => {
    const pace = computePace(server, shapeOf(row));
    const requests = requestsOf(server, row);
    // The mean of the wait by the formula of Pollaczek and Khinchine for a service time that is always the same.
    const busy = (requests * pace.prefill) / callSeconds(pace, requests);
    const mean =
      stepSeconds(pace, requests) +
      pace.prefill +
      (busy * pace.prefill) / (2 * (1 - busy));
    expect(Math.abs((mean * 1000) / row.ttftMeanMs! - 1)).toBeLessThan(0.3);
  });

  it.each(
    of(
      ({ source, concurrency, inputTokens, ttftP95Ms }) =>
        source === 'silybench' &&
        concurrency === 1 &&
        ttftP95Ms !== undefined &&
        inputTokens! >= 2048,
    ),
  )('is met within 20 %% for a long prompt alone, %s', (_, row, server) => {
    const pace = computePace(server, shapeOf(row));
    const seconds = firstTokenSeconds(pace, 1, 0.95);
    expect(Math.abs((seconds * 1000) / row.ttftP95Ms! - 1)).toBeLessThan(0.2);
  });
});

describe('published times between tokens', () => {
  it.each(
    served.filter(
      ([, { source, tpotP95Ms, concurrency }]) =>
        source === 'silybench' &&
        tpotP95Ms !== undefined &&
        concurrency !== 472,
    ),
  )('are met within 20 %% for %s', (_, row, server) => {
    const pace = computePace(server, shapeOf(row));
    const seconds = tokenSeconds(pace, requestsOf(server, row));
    expect(Math.abs((seconds * 1000) / row.tpotP95Ms! - 1)).toBeLessThan(0.2);
  });
});

describe('the roofline', () => {
  const server = serverOn(
    findPublishedModel('Llama 3.3 70B')!,
    findPublishedGpu('H100 80GB')!,
    2,
    memoryShare,
  )!;
  const shape = { inputTokens: 2000, outputTokens: 500, reusedPrefix: 0 };

  it('keeps the law of Little: requests are throughput times the time of a call', () => {
    const pace = computePace(server, shape);
    for (const requests of [1, 7.5, 40]) {
      const perSecond = throughput(pace, requests) / shape.outputTokens;
      expect(perSecond * callSeconds(pace, requests)).toBeCloseTo(requests, 9);
      // A call is its prompt and its tokens.
      expect(
        pace.prefill + shape.outputTokens * tokenSeconds(pace, requests),
      ).toBeCloseTo(callSeconds(pace, requests), 9);
    }
  });

  it('computes no prompt that is all repeated', () => {
    expect(computePace(server, { ...shape, reusedPrefix: 1 }).prefill).toBe(0);
  });

  it('lets a prompt wait for no more than all the others', () => {
    const pace = computePace(server, { ...shape, outputTokens: 1 });
    expect(promptWait(pace, 1, 0.99)).toBe(0);
    expect(promptWait(pace, 3, 0.99)).toBe(2 * pace.prefill);
    expect(promptWait(pace, 3, 0)).toBeLessThan(2 * pace.prefill);
  });

  it('runs in the narrowest format that a GPU computes in', () => {
    const on = (model: string, gpu: string) =>
      serverOn(
        findPublishedModel(model)!,
        findPublishedGpu(gpu)!,
        1,
        memoryShare,
      )?.precision;
    expect(on('Llama 3.3 70B', 'B200')).toBe('fp4');
    expect(on('Llama 3.3 70B', 'H200')).toBe('fp8');
    expect(on('Llama 3.1 8B', 'A100 80GB')).toBe('bf16');
    expect(on('gpt-oss-20b', 'A100 80GB')).toBe('fp4');
  });

  it('knows when a machine is never the worse', () => {
    const [one, two, h200] = [
      ['H100 80GB', 1],
      ['H100 80GB', 2],
      ['H200', 1],
    ].map(([gpu, count]) =>
      serverOn(
        openModels[0],
        findPublishedGpu(String(gpu))!,
        Number(count),
        memoryShare,
      )!,
    );
    expect(isNoWorse(h200, one)).toBe(true);
    expect(isNoWorse(one, h200)).toBe(false);
    expect(isNoWorse(two, two)).toBe(true);
  });

  it('says what each family was fitted on', () => {
    for (const { id, source, url, fitted, spread } of throughputFamilies) {
      expect([id, source]).not.toContain('');
      expect(url).toMatch(/^https:\/\//);
      expect(spread.outside).toBeGreaterThanOrEqual(spread.inside);
      expect(fitted === undefined || fitted.counts.length > 0).toBe(true);
    }
  });
});
