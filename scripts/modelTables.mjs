import { code, table } from './markdown.mjs';

/** The decision model as Markdown, from its description. */
export function modelTables(model) {
  const titles = new Map(
    model.questions.map(({ path, title }) => [path, title]),
  );
  const patterns = model.patterns.filter(({ id }) => id !== 'hybrid');
  const patternTitles = patterns.map(({ title }) => title);
  const ratingRow = (name, ratings) => [
    name,
    ...patterns.map(
      ({ id }) => `**${ratings[id].value}** ${ratings[id].reason}`,
    ),
  ];

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
    'Each may be left open.',
    table(
      ['path', 'question', 'answer'],
      model.questions.map(({ path, title, answer }) => [
        code(path),
        title,
        answerText(answer),
      ]),
    ),
    '## Criteria',
    'A pattern loses points where it supplies less than the workload demands, in proportion to the weight.',
    table(
      ['id', 'criterion', 'weight', 'kind', 'what is compared'],
      model.criteria.map(({ id, title, kind, meaning, demand }) => [
        code(id),
        title,
        String(demand.weight),
        kind,
        meaning,
      ]),
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
    'What each pattern supplies, 1 to 5. For a requirement, it is what the pattern asks of the team.',
    table(
      ['criterion', ...patternTitles],
      model.criteria
        .filter(({ ratings }) => ratings)
        .map(({ title, ratings }) => ratingRow(title, ratings)),
    ),
    '### By how the model is called',
    table(
      ['answer', ...patternTitles],
      Object.entries(model.fitRatings['invocation-fit']).map(
        ([answer, ratings]) => ratingRow(code(answer), ratings),
      ),
    ),
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
      ['id', 'platform', 'model', 'memory', 'run', 'accelerators', 'source'],
      model.platforms.map(({ id, title, limits, source }) => [
        code(id),
        title,
        withUnit(limits.modelGb, 'GB'),
        withUnit(limits.memoryGb, 'GB'),
        withUnit(limits.seconds, 's'),
        limits.accelerators.join(', ') || 'none',
        source,
      ]),
    ),
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
    '## Assumptions',
    'Money in USD, time in seconds, memory in GB. Anybody may replace a value for one assessment.',
    table(
      ['id', 'assumption', 'value', 'unit', 'source'],
      model.assumptions.map(({ id, title, value, unit, source }) => [
        code(id),
        title,
        value === undefined ? 'none' : plain(value),
        unit,
        source,
      ]),
    ),
  ].join('\n\n');
}

function withUnit(value, unit) {
  return value === undefined ? 'no limit' : `${plain(value)} ${unit}`;
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
