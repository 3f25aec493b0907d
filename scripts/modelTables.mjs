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

  return [
    '# Decision model',
    `<!-- Written by \`yarn docs:reference\` from the code; changes here are lost. -->`,
    `What is built in, version ${model.modelVersion}. [Assess a service](../guides/assess.md) explains how it is used, and [Adapt the decision model](../guides/adapt-the-model.md) how to change it. Your portal shows its own at \`GET /model\`.`,
    '## Patterns',
    table(
      ['id', 'pattern', 'what it is'],
      model.patterns.map(({ id, title, description }) => [
        code(id),
        title,
        description,
      ]),
    ),
    '## Questions',
    'Each may be left open. Those of `llm` are asked only where a language model is used, and so is a first token within 2 s.',
    table(
      ['path', 'question', 'answer'],
      model.questions.map(({ path, title, optional, answer }) => [
        code(path),
        optional ? `${title} (optional)` : title,
        answerText(answer),
      ]),
    ),
    '## Criteria',
    'A pattern loses points where it supplies less than the workload demands, in proportion to the weight. Weights are estimated from published decisions; what each one is by judgement, from which the estimate starts, stands beside it.',
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
    'What a workload demands of a criterion, 1 (nothing) to 5 (a lot), by its answers. Answers that are open are left out; a criterion without any known answer weighs nothing. Between the values of a number, the demand follows a line, on a logarithmic scale where that is said, and it is flat beyond them.',
    table(
      ['criterion', 'answers', 'together'],
      model.criteria.map(({ id, title, kind, demand }) => [
        title,
        demand.terms.length > 0
          ? demand.terms.map(term => termText(term, titles)).join('<br>')
          : noTermsText(id, kind),
        demand.terms.length > 1 ? demand.combine : '',
      ]),
    ),
    '## Ratings',
    'What each pattern supplies, 1 to 5. For a requirement, it is what the pattern asks of the team. Where a first value stands, it holds for the first service that is taken out, and the other one for a fleet of them; between them it follows the number of models.',
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
    table(
      ['id', 'stage', 'what it means'],
      model.stages.map(({ id, title, description }) => [
        code(id),
        title,
        description,
      ]),
    ),
    '## Platforms',
    `Where functions run; \`${model.defaultPlatform}\` while nobody chooses one. What is over a limit cannot run there.`,
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
        'runs at a time',
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
    'A model that needs a GPU is limited by the memory of that, and any other by the memory of an instance. The answer to a call is limited where the model is called in the application or by API, the payload where somebody also waits for it, in real time or interactively. Runs at a time are the requests of a second times the seconds of an inference, at the peak of the traffic; for a batch, and while traffic or latency is open, on average.',
    '## Risks',
    'Failure patterns that are looked for in what is recommended, decided and built. They warn and rule nothing out.',
    table(
      ['id', 'risk', 'what helps'],
      model.risks.map(({ id, title, mitigations }) => [
        code(id),
        title,
        mitigations.join('<br>'),
      ]),
    ),
    '## Placements of language models',
    'Where a language model runs, and by what placements are compared; [Language models](language-models.md) says how. Weights and ratings are our judgement.',
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
    table(
      ['criterion', 'answers', 'together'],
      languageModels.criteria.map(({ id, title, kind, demand }) => [
        title,
        demand.terms.length > 0
          ? demand.terms.map(term => termText(term, titles)).join('<br>')
          : noTermsText(id, kind),
        demand.terms.length > 1 ? demand.combine : '',
      ]),
    ),
    '## Prices of hosted models',
    `USD per million tokens on ${languageModels.priceDate}. The class of a model is our judgement.`,
    table(
      [
        'model',
        'class',
        'input',
        'output',
        'cached input',
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
          prices.contextWindow === undefined ? '' : plain(prices.contextWindow),
          longContext
            ? `${plain(longContext.inputPerMtok)} from ${plain(longContext.fromInputTokens)} tokens`
            : '',
          prices.batchFactor === undefined
            ? ''
            : `times ${plain(prices.batchFactor)}`,
          prices.regional ? 'yes' : 'no',
        ],
      ),
    ),
    '## Assumptions',
    'Money in USD, time in seconds, memory in GB. Anybody may replace a value for one assessment. A list price, a published limit and a published measurement have a page that says so and the month when it was read or published; an assumption of ours has a range in which we believe it to be. "Not verified" means that we did not see the number ourselves.',
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
      '- Lambda durable functions, about 8 USD per million operations: short runs of a request are cheaper in an express workflow, which is what is counted, and runs that wait for days are not what is compared here.',
      '- the time that an express workflow is billed for, beside its requests: a few percent of what the functions in it cost.',
      '- discounts for volume, such as those of Lambda past 6 billion GB-s a month, and free tiers.',
      '- the step from one GPU to the next larger one: a model that takes more memory than one GPU has pays for the part of a second one.',
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

/** Where a number is from, as a link where there is a page, and when that was read. */
function sourceText({ source, url, date }) {
  const text = url ? `[${source.replace(/[[\]]/g, '\\$&')}](${url})` : source;
  return date ? `${text}, ${date}` : text;
}

/** Without an exponent, however small or large it is. */
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
      return `${answer.integer ? 'whole number' : 'number'} of ${answer.unit}, ${answer.exclusiveMin ? 'more than ' : ''}${plain(answer.min)} to ${plain(answer.max)}`;
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
    ? 'the rating of the pattern; the team supplies what its maturity and experience allow'
    : `always 5`;
}
