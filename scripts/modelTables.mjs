import { code, table } from './markdown.mjs';

/** The decision model as Markdown, from its description. */
export function modelTables(model) {
  const titles = new Map(
    model.questions.map(({ path, title }) => [path, title]),
  );
  const patterns = model.patterns.filter(({ id }) => id !== 'hybrid');
  const patternTitles = patterns.map(({ title }) => title);
  const { languageModels } = model;
  const placementTitles = languageModels.placements.map(({ title }) => title);
  const ratingRow = (name, ratings) => [
    name,
    ...patterns.map(({ id }) => ratingText(ratings[id])),
  ];
  const ratingsByAnswer = criterion =>
    table(
      ['answer', ...patternTitles],
      Object.entries(model.fitRatings[criterion]).map(([answer, ratings]) =>
        ratingRow(code(answer), ratings),
      ),
    );

  const demandTable = criteria =>
    table(
      ['criterion', 'answers', 'together'],
      criteria.map(({ id, title, kind, demand: { terms, combine } }) => [
        title,
        terms.length > 0
          ? terms.map(term => termText(term, titles)).join('<br>')
          : noTermsText(id, kind),
        terms.length > 1 ? combine : '',
      ]),
    );
  const described = items =>
    items.map(({ id, title, description }) => [code(id), title, description]);

  return [
    '# Decision model',
    `<!-- Written by \`yarn docs:reference\` from the code; changes here are lost. -->`,
    `The built-in model, version ${model.modelVersion}. [Assess a service](../guides/assess.md) explains how it is used, and [Adapt the decision model](../guides/adapt-the-model.md) how to change it. Your portal shows its own model at \`GET /model\`.`,
    '## Patterns',
    table(['id', 'pattern', 'what it is'], described(model.patterns)),
    '## Questions',
    'Every question is optional. Questions of `llm`, and whether the first token is needed within 2 s, are asked only if a language model is used.',
    table(
      ['path', 'question', 'answer'],
      model.questions.map(({ path, title, optional, answer }) => [
        code(path),
        optional ? `${title} (optional)` : title,
        answerText(answer),
      ]),
    ),
    '## Criteria',
    'A pattern loses points where it supplies less than the workload demands, in proportion to the weight. Weights are estimated from published decisions, starting from our judgement in the next column.',
    table(
      ['id', 'criterion', 'weight', 'by judgement', 'kind', 'what is compared'],
      model.criteria.map(
        ({ id, title, kind, meaning, demand, priorWeight }) => [
          code(id),
          title,
          String(demand.weight),
          String(priorWeight),
          kind,
          meaning,
        ],
      ),
    ),
    '## Demand',
    'How much a workload demands of a criterion, 1 (nothing) to 5 (a lot), by its answers. Open answers are left out; a criterion without a known answer has no weight. Between the values of a number, the demand is interpolated, on a logarithmic scale where marked, and it is flat beyond them.',
    demandTable(model.criteria),
    '## Ratings',
    'How much each pattern supplies, 1 to 5. For a requirement, it is what the pattern demands of the team. If there are two values, the first holds for the first service that is split off, and the second for a fleet; between them, the rating depends on the number of models.',
    table(
      ['criterion', ...patternTitles],
      model.criteria
        .filter(({ ratings }) => ratings)
        .map(({ title, ratings }) => ratingRow(title, ratings)),
    ),
    '### By how the model is called',
    ratingsByAnswer('invocation-fit'),
    '### By traffic',
    ratingsByAnswer('traffic-fit'),
    '### By what is kept between requests',
    ratingsByAnswer('state-fit'),
    '### By stage',
    table(
      ['stage', ...patternTitles],
      model.stages.map(({ id, title }) =>
        ratingRow(title, model.fitRatings['stage-fit'][id]),
      ),
    ),
    '## Stages',
    table(['id', 'stage', 'what it means'], described(model.stages)),
    '## Platforms',
    `Where functions run; the default is \`${model.defaultPlatform}\`. A workload over a limit cannot run there.`,
    table(
      [
        'id',
        'platform',
        'model',
        'memory',
        'GPU memory',
        'run',
        'answer to a call',
        'payload',
        'concurrent runs',
        'accelerators',
        'source',
      ],
      model.platforms.map(({ id, title, limits, ...where }) => [
        code(id),
        title,
        withUnit(limits.modelGb, 'GB'),
        withUnit(limits.memoryGb, 'GB'),
        limits.accelerators.includes('gpu')
          ? withUnit(limits.gpuMemoryGb, 'GB')
          : '',
        withUnit(limits.seconds, 's'),
        limits.answersLater
          ? 'fetched later'
          : withUnit(limits.answerSeconds ?? limits.seconds, 's'),
        withUnit(limits.payloadMb, 'MB'),
        withUnit(limits.concurrency, ''),
        limits.accelerators.join(', ') || 'none',
        sourceText(where),
      ]),
    ),
    'A model that needs a GPU is limited by GPU memory, any other by the memory of an instance. The time to answer is limited if the model is called in the application or by API; the payload is limited if a caller also waits for the answer, in real time or interactively. Concurrent runs are requests per second times seconds per inference, at peak traffic; for a batch, and while traffic or latency is open, on average.',
    '## Risks',
    'Failure patterns that we look for in recommendations, decisions and running services. They warn, but exclude nothing.',
    table(
      ['id', 'risk', 'what helps'],
      model.risks.map(({ id, title, mitigations }) => [
        code(id),
        title,
        mitigations.join('<br>'),
      ]),
    ),
    '## Placements of language models',
    'Where a language model runs, and the criteria that compare placements; [Language models](language-models.md) explains them. Ratings are our judgement; weights are estimated from published decisions.',
    table(
      ['criterion', 'id', 'weight', ...placementTitles],
      languageModels.criteria.map(({ id, title, demand, ratings }) => [
        title,
        code(id),
        String(demand.weight),
        ...languageModels.placements.map(placement =>
          ratings ? ratingText(ratings[placement.id]) : 'measured',
        ),
      ]),
    ),
    demandTable(languageModels.criteria),
    '## Prices of hosted models',
    `USD per million tokens on ${languageModels.priceDate}. The class of a model is our judgement.`,
    table(
      [
        'model',
        'class',
        'input',
        'output',
        'cached input',
        'written to the cache',
        'context window',
        'long prompts',
        'batch',
        'in a region',
      ],
      languageModels.hosted.map(
        ({ provider, model: name, url, longContext, ...prices }) => [
          url ? `[${provider}/${name}](${url})` : `${provider}/${name}`,
          prices.quality,
          plain(prices.inputPerMtok),
          plain(prices.outputPerMtok),
          prices.cacheReadPerMtok === undefined
            ? ''
            : plain(prices.cacheReadPerMtok),
          prices.cacheWritePerMtok === undefined
            ? ''
            : plain(prices.cacheWritePerMtok),
          prices.contextWindow === undefined ? '' : plain(prices.contextWindow),
          longContext
            ? `${plain(longContext.inputPerMtok)} from ${plain(longContext.fromInputTokens)} tokens`
            : '',
          prices.batchFactor === undefined
            ? ''
            : `times ${plain(prices.batchFactor)}`,
          { true: 'yes', false: 'no' }[prices.regional] ?? 'unknown',
        ],
      ),
    ),
    '## Assumptions',
    'Money in USD, time in seconds, memory in GB. Each assessment can replace any value. List prices, published limits and published measurements link their source, with the month when it was read or published; our own assumptions have a plausible range. "Not verified" means that we did not see the number ourselves.',
    table(
      ['id', 'assumption', 'value', 'unit', 'kind', 'range', 'source'],
      model.assumptions.map(
        ({ id, title, value, unit, kind, range, ...where }) => [
          code(id),
          title,
          value === undefined ? 'none' : plain(value),
          unit,
          kind.replaceAll('-', ' '),
          range ? `${plain(range[0])} to ${plain(range[1])}` : '',
          sourceText(where),
        ],
      ),
    ),
    'Left out on purpose:',
    [
      '- Lambda durable functions, about 8 USD per million operations: short runs are cheaper in an express workflow, which the costs assume, and runs that wait for days are out of scope.',
      '- the billed duration of an express workflow: a few percent of the cost of its functions.',
      '- discounts for volume, such as Lambda beyond 6 billion GB-s a month, and free tiers.',
      '- whole GPUs: a model that needs more memory than one GPU pays for a part of a second one.',
    ].join('\n'),
  ].join('\n\n');
}

function ratingText({ value, first, reason }) {
  const values =
    first === undefined ? `**${value}**` : `**${first}**, then **${value}**.`;
  return `${values} ${reason}`;
}

function withUnit(value, unit) {
  return value === undefined ? 'no limit' : `${plain(value)} ${unit}`.trim();
}

/** The source of a number, linked if it has a page, with the month when it was read. */
function sourceText({ source, url, date }) {
  const text = url ? `[${source.replace(/[[\]]/g, '\\$&')}](${url})` : source;
  return date ? `${text}, ${date}` : text;
}

/** Without an exponent. */
function plain(value) {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 15 });
}

function answerText(answer) {
  switch (answer.kind) {
    case 'choice':
      return answer.options
        .map(({ value, label }) => `${code(value)} ${label}`)
        .join('<br>');
    case 'scale':
      return answer.labels
        .map((label, index) => `${code(index + 1)} ${label}`)
        .join('<br>');
    default:
      return `${answer.integer ? 'whole number' : 'number'} of ${answer.unit.replace(/^of /, '')}, ${answer.exclusiveMin ? 'more than ' : ''}${plain(answer.min)} to ${plain(answer.max)}`;
  }
}

function termText(term, titles) {
  const demands =
    'choices' in term
      ? Object.entries(term.choices).map(
          ([choice, demand]) => `${choice} → ${demand}`,
        )
      : term.points.map(([value, demand]) => `${plain(value)} → ${demand}`);
  const scale = term.scale === 'log' ? ' (logarithmic)' : '';
  return `${titles.get(term.path)}${scale}: ${demands.join(', ')}`;
}

function noTermsText(id, kind) {
  return kind === 'requirement'
    ? 'the rating of the pattern; the team supplies its maturity and experience'
    : `always 5`;
}
