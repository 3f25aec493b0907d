/** Texts of a result: what is recommended, what explains it, and what would be if. */
export const resultMessages = {
  source: 'Source: {{source}}.',
  ranking: {
    title: 'Patterns by fit',
    fit: 'fit {{fit}}',
    excluded: 'not eligible',
  },
  margin: {
    alone: '{{winner}} is the only eligible pattern.',
    clear:
      'Fit {{winnerFit}} against {{runnerUpFit}} of {{runnerUp}}: margin {{margin}}.',
    tooCloseTitle: 'Too close to call',
    tooClose:
      '{{winner}} is ahead of {{runnerUp}} by only {{margin}} points of fit. Either can be defended: decide by what the questions do not ask.',
  },
  drivers: {
    title: 'What decides, as points of fit',
    more_one: 'Show {{count}} more criterion',
    more_other: 'Show {{count}} more criteria',
    fewer: 'Show fewer criteria',
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
    override:
      'This explains the recommendation. The decision is for {{decided}}, for the reason given above.',
  },
  tradeOffs: {
    title: 'What {{pattern}} falls short in, as points of fit',
    more_one: 'Show {{count}} more trade-off',
    more_other: 'Show {{count}} more trade-offs',
    fewer: 'Show fewer trade-offs',
  },
  notices: { title: 'What to know about the answers' },
  flips: {
    title: 'What would change the answer',
    if: 'If',
    then: 'then',
    none: 'No other answer, number or weight changes the recommendation.',
    number: {
      any: {
        below: '{{question}} below {{threshold}} {{unit}}',
        above: '{{question}} above {{threshold}} {{unit}}',
      },
      whole: {
        below: '{{question}}: {{threshold}} {{unit}} or fewer',
        above: '{{question}}: {{threshold}} {{unit}} or more',
      },
    },
    answer: '{{question}}: {{answers}}',
    weight: {
      zero: 'Weight of “{{criterion}}”: {{threshold}}',
      below: 'Weight of “{{criterion}}” below {{threshold}}',
      above: 'Weight of “{{criterion}}” above {{threshold}}',
    },
    today: '(is {{today}})',
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
    demand: 'needs {{demand}} of 5',
    demandUnknown: 'need not known',
    teamHas: 'team has {{supply}}',
    asks: 'asks {{demand}}',
    match: {
      meets: 'Meets the need',
      slightly: 'Falls a little short',
      short: 'Falls short',
      unweighed: 'Weighs nothing',
    },
    more_one: 'Show {{count}} criterion that weighs less',
    more_other: 'Show {{count}} criteria that weigh less',
    fewer: 'Show only what weighs most',
    weights: 'Weights',
    view: { label: 'View of the comparison', table: 'Table', radar: 'Radar' },
    radar: {
      caption:
        'Supplies of the patterns against what the workload needs, by the criteria that weigh anything. Where the outline of {{pattern}} covers the dots, it meets the need. What a pattern requires of the team, and all numbers, are in the table.',
      tooFew:
        'Too few needs are known for a radar. Answer more questions, or look at the table.',
    },
    legend:
      'Supplies are rated 1 to 5. A check mark meets the need, a dash falls a little short, a cross falls short. Point at a cell, or move to it with the arrow keys, for the reason.',
  },
  quantities: {
    title: 'Cost and latency',
    assumptions: 'Assumptions',
    missing: 'Not known without: {{questions}}',
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
    axes: 'USD a month against requests a month, both axes logarithmic.',
    today:
      'At today’s {{requests}} requests a month, {{pattern}} costs {{low}} to {{high}} a month.',
    breakEven:
      'Serverless stops being the cheapest at {{requests}} requests a month.',
    noBreakEven:
      'The curves of serverless and of what is always on do not cross.',
    breakEvenMark: 'break-even {{requests}}',
    todayMark: 'today {{requests}}',
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
        'Half of the requests are faster than the p50, all but 5 % than the p95, all but 1 % than the p99.',
      log: 'Half of the requests are faster than the p50, all but 5 % than the p95, all but 1 % than the p99. The axis is logarithmic: each mark is ten times the one before or more.',
    },
    noRequirement: 'None stated',
    meets: 'meets {{requirement}}',
    misses: 'misses {{requirement}}',
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
    overridden: 'changed',
  },
  risks: {
    title: 'Risks',
    none: 'No known failure pattern applies.',
    severity: { high: 'high', medium: 'medium', low: 'low' },
    subject: {
      recommended: 'with the recommended {{pattern}}',
      chosen: 'with the chosen {{pattern}}',
      observed: 'with the {{pattern}} that the catalog states',
    },
    evidence: 'Evidence',
    mitigations: 'What helps',
  },
  roadmap: {
    title: 'Roadmap',
    none: 'A result of an older model has no roadmap. Reassess to see one.',
    state: { done: 'done', here: 'here', next: 'next', later: 'later' },
    when: 'Next step when',
    triggersOf: 'When to take the step {{step}}',
  },
  header: {
    drafted: 'Drafted by {{author}}, last changed on {{date}}',
    submitted: 'Drafted by {{author}}, submitted by {{submitter}} on {{date}}',
    approved: 'Decided by {{author}}, approved by {{reviewer}} on {{date}}',
    rejected: 'Drafted by {{author}}, rejected by {{reviewer}} on {{date}}',
    stage: 'Stage: {{stage}}',
    completeness: '{{share}} of the questions answered',
    platform: 'Platform: {{platform}}',
    model: 'Model {{version}}',
    review: 'Next review on {{date}}',
    override:
      'Recommended was {{recommended}}. Decided otherwise: {{rationale}}',
    tradeOffs: 'Accepted trade-offs: {{tradeOffs}}',
    revisitTriggers: 'Revisit when: {{revisitTriggers}}',
  },
  confidence: {
    title: 'Confidence {{share}}',
    won: 'won {{wins}} of {{draws}} draws of weights and numbers',
    otherWon:
      '{{pattern}} won {{wins}} of {{draws}} draws of weights and numbers',
    guess:
      'No more than a guess: open answers decide. First of all: {{questions}}.',
  },
} as const;
