import { defineTexts } from '../texts/useTexts';

/** Texts of the advice and its explanations. */
export const advisorTexts = defineTexts({
  source: 'Source: {{source}}.',
  ranking: {
    title: 'Patterns by fit',
    fit: 'fit',
    decided: 'decided',
    proposed: 'proposed',
    rejected: 'rejected',
    recommended: 'recommended',
    provisional: 'Fit so far; the open answers can change the order.',
    core: 'core',
    background: 'background',
    misses: 'too slow',
    excluded: 'not eligible',
    missesRequirement: 'Misses the required latency, so it ranks behind.',
  },
  verdict: {
    notEnough: 'Not enough answers',
    either: 'Close: {{patterns}}',
    both: 'Defensible patterns',
    defensible: 'Both are defensible.',
    core: 'Core: {{core}}',
    chance: 'Chance that it is right',
    questions: 'Answer these first',
    answer: 'Answer: {{question}}',
    chip: {
      one: 'Clear answer',
      either: 'Close call',
      none: 'Not enough answers',
      impossible: 'Not possible',
    },
    word: {
      clear: 'Clear',
      close: 'Close',
      'not-enough-answers': 'Not enough answers',
    },
  },
  margin: {
    alone: '{{winner}} is the only eligible pattern.',
    none: 'No pattern is eligible. {{winner}} comes closest; see what would lift the limits.',
    clear:
      'Clear: {{winner}} has a fit of {{winnerFit}}, {{runnerUp}} has {{runnerUpFit}}.',
    clearBehind:
      'Clear: {{runnerUp}} fits better by {{margin}} points, but misses the required latency.',
    close:
      "The questions can't settle this. Decide on what you know beyond them.",
    closeOpen:
      'The open answers are unlikely to settle this. Decide on what you know beyond the questions.',
    aheadSoFar: 'Ahead so far: {{winner}}.',
  },
  drivers: {
    title: 'Deciding criteria, in points of fit',
    more_one: 'Show {{count}} more criterion, and the reasons',
    more_other: 'Show {{count}} more criteria, and the reasons',
    reasons: 'Show the reasons',
    fewer: 'Show only the main criteria',
    sides:
      'Points above zero favour {{winner}}, points below zero {{runnerUp}}.',
  },
  veto: {
    title: 'Patterns that are not eligible',
    veto: '{{pattern}}: not possible on the platform',
    filter: '{{pattern}}: ruled out by a policy',
    liftedBy: 'Lifted by: {{remedies}}.',
  },
  why: {
    title: 'Why {{winner}} and not {{runnerUp}}',
    titleAlone: 'Why {{winner}}',
    either: 'Why {{winner}} or {{runnerUp}}',
    none: 'Why no pattern is recommended yet',
    override:
      'This explains the recommendation. The decision is for {{decided}}, for the reason given above.',
  },
  tradeOffs: {
    title: 'Trade-offs of {{pattern}}, in points of fit',
    more_one: 'Show {{count}} more trade-off',
    more_other: 'Show {{count}} more trade-offs',
    fewer: 'Show fewer trade-offs',
  },
  notices: { title: 'Remarks on the answers' },
  flips: {
    title: 'What would change the answer',
    if: 'If',
    then: 'then',
    none: 'No other answer, number or weight changes the recommendation.',
    number: {
      any: {
        below_one: '{{question}} below {{threshold}} ({{unit}})',
        below_other: '{{question}} below {{threshold}} {{unit}}',
        above_one: '{{question}} above {{threshold}} ({{unit}})',
        above_other: '{{question}} above {{threshold}} {{unit}}',
      },
      measure: {
        below: '{{question}} below {{threshold}}',
        above: '{{question}} above {{threshold}}',
      },
      whole: {
        below: '{{question}}: {{threshold}} or fewer',
        above: '{{question}}: {{threshold}} or more',
      },
    },
    answer: '{{question}}: {{answers}}',
    others_one: '{{count}} other answer',
    others_other: '{{count}} other answers',
    weight: {
      zero: 'Weight of “{{criterion}}”: {{threshold}}',
      below: 'Weight of “{{criterion}}” below {{threshold}}',
      above: 'Weight of “{{criterion}}” above {{threshold}}',
    },
    today: '(now {{today}})',
    open: '(open)',
    core: '{{core}} as the core',
    composition: '{{pattern}}: {{core}}, background work as {{background}}',
    more_one: 'Show {{count}} more change',
    more_other: 'Show {{count}} more changes',
    fewer: 'Show fewer changes',
    without_one: '{{count}} other answer changes nothing',
    without_other: '{{count}} other answers change nothing',
  },
  comparison: {
    title: 'Comparison',
    criterion: 'Criterion',
    needs: 'Needs',
    weight: 'Weight',
    fit: 'Fit',
    excluded: 'not eligible',
    demand: 'needs {{demand}} of 5',
    demandUnknown: 'need not known',
    teamHas: 'team has {{supply}}',
    asks: 'asks {{demand}}',
    match: {
      meets: 'Meets the need',
      slightly: 'Falls a little short',
      short: 'Falls short',
      unweighed: 'No weight',
    },
    more_one: 'Show {{count}} criterion that weighs less',
    more_other: 'Show {{count}} criteria that weigh less',
    fewer: 'Show only the heaviest criteria',
    weights: 'Weights',
    view: { label: 'View of the comparison', table: 'Table', radar: 'Radar' },
    radar: {
      caption:
        'What the patterns supply against what the workload needs, for criteria with weight. Where the outline of {{pattern}} covers a dot, it meets that need. The table has team requirements and all numbers.',
      captionOfAll:
        'What the patterns supply against what the workload needs, for criteria with weight. Where an outline covers a dot, its pattern meets that need. The table has team requirements and all numbers.',
      tooFew:
        'Too few needs are known for a radar. Answer more questions, or use the table.',
    },
    legend:
      'Supplies are rated 1 to 5. A check mark meets the need, a dash falls a little short, a cross falls short. Point at a cell, or move to it with the arrow keys, for the reason.',
  },
  quantities: {
    title: 'Cost and latency',
    assumptions: 'Assumptions',
    missing: 'Answer {{questions}} to see it.',
    quoted: '“{{question}}”',
  },
  cost: {
    title: 'Cost by pattern',
    pattern: 'Pattern',
    monthly: 'USD a month',
    range: 'Low to high',
    lowToHigh: '{{low}} to {{high}}',
    replicas: 'Replicas',
    noReplicas: 'on demand',
    purchase: 'Bought: {{options}}',
    axes: 'USD a month by requests a month, both axes logarithmic.',
    assumed:
      'At the assumed {{requests}} requests a month, the cost of {{pattern}} is {{low}} to {{high}} a month.',
    breakEven:
      'Serverless is the cheapest up to {{requests}} requests a month.',
    keptWarm:
      'The cost of functions can fall as volume grows: at low volume, instances must be kept warm to meet the latency; at high volume, traffic keeps them warm.',
    noBreakEven:
      'The cost curves of serverless and always-on patterns do not cross.',
    atMost: '≤ {{cost}}',
    breakEvenMark: 'break-even {{requests}}',
    assumedMark: 'assumed {{requests}}',
    band: '(with low to high)',
    requests: '{{requests}} requests a month',
    point: '{{pattern}}: {{mid}} ({{low}} to {{high}})',
    points: 'Cost by volume',
    volume: 'Requests a month',
    midAndRange: '{{mid}} ({{low}} to {{high}})',
    showPoints: 'Show the curves as a table',
    hidePoints: 'Hide the table of the curves',
  },
  latency: {
    title: 'Latency by pattern',
    pattern: 'Pattern',
    coldStarts: 'Cold starts',
    coldStart: '{{share}}, +{{duration}}',
    requirement: 'Requirement',
    requirementMark: 'required {{requirement}}',
    caption: {
      linear:
        '50% of requests are faster than the p50, 95% than the p95, 99% than the p99.',
      log: '50% of requests are faster than the p50, 95% than the p95, 99% than the p99. The axis is logarithmic: each mark is ten times or more the previous one.',
    },
    noRequirement: 'None stated',
    meets: 'meets {{requirement}}',
    misses: 'misses {{requirement}}',
  },
  placement: {
    axis: 'Where the model runs',
    applicationAxis: 'How the application is built',
    sentence: '{{pattern}} {{beside}}',
    apart: '{{pattern}}; the model: {{placement}}',
    impossible: 'No placement is eligible',
    noneOf: 'no placement is eligible',
    relax: 'To make one eligible, relax:',
    relaxed: '{{question}}: {{text}}',
    open: 'not enough answers',
    sure: '{{verdict}}, {{share}} sure',
    ranking: 'Placements of the model by fit',
    chances: 'Chance that a placement is the right one',
    chance: {
      known:
        'Chance that {{placement}} is the right place for the model: {{share}}',
      open: 'Chance that {{placement}} is the right place for the model: {{share}}; at least {{least}} whatever the open answers are',
      unbound:
        'Chance that {{placement}} is the right place for the model: {{share}}; the open answers can still overturn it',
      nowhere:
        'Chance that the open answers leave no place possible: {{share}}',
    },
    why: {
      none: 'Why no placement is recommended yet',
      impossible: 'Why no placement is eligible',
      drivers: 'Deciding criteria for where the model runs, in points of fit',
    },
    margin: {
      alone: '{{winner}} is the only possible placement.',
      close:
        'Both placements are defensible. Decide on what you know beyond the questions.',
    },
    veto: {
      title: 'Placements that are not possible',
      veto: '{{placement}}: not possible',
      filter: '{{placement}}: ruled out by a policy',
    },
    flips: {
      title: 'What would move the model',
      none: 'No other answer or number changes where the model runs.',
    },
    comparison: 'Comparison of where the model runs',
    cost: {
      title: 'Cost of the model by placement',
      axes: 'USD a month by tokens a month, input and output together, both axes logarithmic.',
      assumed:
        'At the assumed {{tokens}} tokens a month, {{placement}} costs {{low}} to {{high}} a month.',
      breakEven:
        'Own GPUs are cheaper than a hosted API above {{tokens}} tokens a month.',
      breakEvenUsed:
        'Own GPUs are cheaper than a hosted API above {{tokens}} tokens a month, at {{share}} utilization.',
      noBreakEven: 'The curves of a hosted API and of own GPUs do not cross.',
      tokens: '{{tokens}} tokens a month',
      volume: 'Tokens a month',
      points: 'Cost of the model by tokens',
      placement: 'Placement',
      priceDate: 'Prices of {{date}}.',
      gpus: '{{count, number}} × {{gpu}}',
      used: '{{share}} utilized',
      uncalibrated: 'outside the calibrated range',
      spread: 'accurate within a factor of {{factor}}',
      impossible: 'not possible',
      alternatives: 'Other models of this quality',
      alternative: 'Model',
      showAlternatives_one: 'Show {{count}} other model of this quality',
      showAlternatives_other: 'Show {{count}} other models of this quality',
      hideAlternatives: 'Hide the other models',
    },
    latency: {
      title: 'Latency of the model by placement',
      firstToken: 'First token, in seconds.',
      rate: 'Tokens per second for one caller; 1 in 100 callers gets no more than the p99.',
      firstTokenOf: 'First token {{percentile}}',
      rateOf: 'Tokens/s p50',
      response: 'Whole response p95',
      tokens: '{{tokens}}/s',
      required: {
        'first-token': 'first token in {{seconds}}',
        'short-answer': 'short answer in {{seconds}}, p95 {{p95}}',
        response: 'response in {{seconds}}',
      },
    },
    gateway: {
      title: 'Gateway',
      due: 'Put a gateway in front of the model',
      notDue: 'No gateway needed yet',
      offered: 'The organisation offers one:',
      what: 'It enforces budgets, holds keys, falls back to another model and logs calls.',
    },
  },
  assumptions: {
    changed: 'Changed: {{assumptions}}.',
    hide: 'Hide the assumptions',
    title_one: '{{count}} assumption behind these numbers',
    title_other: '{{count}} assumptions behind these numbers',
    label: 'Assumptions',
    assumption: 'Assumption',
    value: 'Value',
    source: 'Source',
    range: '{{low}} to {{high}}',
    kind: {
      label: 'Kind',
      'list-price': 'List price',
      'published-limit': 'Published limit',
      'published-measurement': 'Published measurement',
      estimated: 'Estimated from published decisions',
      'our-assumption': 'Our assumption',
    },
    overridden: 'changed',
  },
  risks: {
    title: 'Risks',
    none: 'No known failure pattern applies.',
    subject: {
      recommended: 'with the recommended {{pattern}}',
      ahead: 'with {{pattern}}, ahead so far',
      chosen: 'with the chosen {{pattern}}',
      observed: 'with the {{pattern}} that the catalog states',
    },
    evidence: 'Evidence',
    mitigations: 'What helps',
  },
  sections: {
    label: 'Parts of the result',
    why: 'Why',
    comparison: 'Compare',
    quantities: 'Cost and latency',
    risks: 'Risks',
    roadmap: 'Roadmap',
  },
  roadmap: {
    title: 'Roadmap',
    undecided: 'The roadmap appears once a pattern is decided or recommended.',
    state: { done: 'done', here: 'here', next: 'next', later: 'later' },
    when: 'Next step when',
    placement: 'Where the model may run later',
    dueWhen: 'Due when',
    triggersOf: 'When to take the step {{step}}',
  },
  confidence: {
    pattern: {
      unbound:
        'Chance that {{pattern}} is the right pattern: {{share}}; the open answers can still overturn it',
      known: 'Chance that {{pattern}} is the right pattern: {{share}}',
      optional:
        'Chance that {{pattern}} is the right pattern: {{share}}; at least {{least}} whatever the optional answers are',
      open: 'Chance that {{pattern}} is the right pattern: {{share}}; at least {{least}} whatever the open answers are',
    },
    core: {
      unbound:
        'Chance that {{pattern}} is right for the core: {{share}}; the open answers can still overturn it',
      known: 'Chance that {{pattern}} is right for the core: {{share}}',
      optional:
        'Chance that {{pattern}} is right for the core: {{share}}; at least {{least}} whatever the optional answers are',
      open: 'Chance that {{pattern}} is right for the core: {{share}}; at least {{least}} whatever the open answers are',
    },
    soFar: 'Chances so far',
    chances: 'Chance that a pattern is the right one',
    ifAnswered:
      'With every question answered, expect a chance of about {{share}} for the best pattern.',
  },
});
