import { advise } from '../../advisor/advise';
import { ProfileInput, profileSchema } from '../../advisor/profile/profile';
import { Decision } from '../../advisor/profile/request';
import { LanguageModelAdvice } from '../../advisor/explain/placementSchemas';
import { Placement } from '../../advisor/profile/placements';
import {
  chatAdvice,
  chatDraft,
  languageModel,
  placements,
} from './__testUtils__/languageModels';
import {
  draft,
  headingsOf,
  profile,
  readRecord,
  recommended,
  titleOf,
} from './__testUtils__/records';

const withLanguageModel = (changes: Partial<LanguageModelAdvice>) => ({
  ...chatDraft,
  advice: { ...chatAdvice, languageModel: { ...languageModel, ...changes } },
});

const decidedFor = (placement: Placement, rationale?: string) => ({
  ...chatDraft,
  decision: { pattern: recommended, placement, rationale },
});

const pattern = titleOf(recommended);

const titlesOfPlacements: Record<Placement, string> = {
  'hosted-api': 'Hosted API',
  'own-gpu': 'Own GPUs',
  'serverless-gpu': 'Serverless GPU',
  cpu: 'CPU',
};

describe('the record of a language model', () => {
  it('says in its title and its outcome the pattern with where the model runs', () => {
    const { headings, section } = readRecord(chatDraft);
    expect(headings[0]).toBe(
      `# ${pattern} calling a hosted API for reply-suggester`,
    );
    const outcome = section('Decision Outcome');
    expect(outcome).toContain(
      `Chosen option: "${pattern} calling a hosted API", because the decision model`,
    );
    expect(outcome).toContain(
      'Placement of the language model: "Hosted API", because the decision model clearly recommends it. "Hosted API" ranks 1 of 4 with a fit of 92; "Own GPUs" has 71.3. The chance that "Hosted API" is the right placement is 91%; if the open answers turn out against it, 83%.',
    );
  });

  it('keeps the structure of the format, with the placements among the options', () => {
    const { headings, section, page } = readRecord(chatDraft);
    const titles = placements.map(
      ({ placement }) => `Language model: ${titlesOfPlacements[placement]}`,
    );
    const patterns = headingsOf(
      recommended,
      chatAdvice.ranking.map(option => option.pattern),
    );
    expect(headings.slice(1)).toEqual([
      ...patterns.slice(1, -1),
      ...titles.map(title => `### ${title}`),
      '## More Information',
    ]);
    expect(section('Considered Options').trim().split('\n').slice(-4)).toEqual(
      titles.map(title => `* ${title}`),
    );
    expect(page).not.toMatch(/undefined|NaN/);
  });

  it('separates drivers of the placement from drivers of the pattern', () => {
    const drivers = readRecord(chatDraft).section('Decision Drivers');
    const [, ofPlacement] = drivers.split('For where the language model runs:');
    expect(ofPlacement.trim().split('\n')).toEqual([
      '* Rules out "CPU": CPU: the weights of the model need 70 GB, limit 32 GB.',
      '* Serverless GPU misses the required latency, which another option meets',
      '* Operating effort favours Hosted API: The provider runs it.',
    ]);
  });

  it('says of each placement what it costs with which model, and how fast it answers', () => {
    const { section } = readRecord(chatDraft);
    expect(section('Language model: Hosted API').trim()).toBe(
      'Good, because of Operating effort: The provider runs it. Neutral, because it meets every demand. Good, because it costs $5,000 a month with acme/mid-1, the cheapest; first token p95 800 ms, within the required 2 s.',
    );
    expect(section('Language model: Own GPUs')).toContain(
      'Bad, because it costs $18,000 a month with Llama 3.3 70B on 3 x 2 H100, 3.6 times the cheapest at $5,000; first token p95 600 ms, within the required 2 s.',
    );
    expect(section('Language model: Serverless GPU')).toContain(
      'its cost is unknown without "Traffic',
    );
    expect(section('Language model: CPU')).toContain(
      'Bad, because it is not eligible: CPU: the weights',
    );
  });

  it('describes an override of the placement with its fit, risks and cost', () => {
    const { headings, section } = readRecord(
      decidedFor('own-gpu', 'The GPUs are bought.'),
    );
    expect(headings[0]).toBe(
      `# ${pattern} and a model server for reply-suggester`,
    );
    const outcome = section('Decision Outcome');
    expect(outcome).toContain(
      'Placement of the language model: "Own GPUs", because of the reasons below. This overrides the recommendation of the placement. The decision model clearly recommends "Hosted API". "Own GPUs" ranks 2 of 4 with a fit of 71.3; "Hosted API" has 92. The chance that "Own GPUs" is the right placement is 8%.',
    );
    expect(outcome).toContain('The GPUs are bought.');
    expect(outcome).not.toContain(
      'overrides the recommendation of the pattern',
    );
    const consequences = section('Consequences');
    expect(consequences).toContain(
      'the risk "Idle GPUs" (severity high). GPU utilisation is 12%, below 30%.',
    );
    expect(consequences).not.toContain('Provider lock-in');
    expect(
      readRecord(decidedFor('own-gpu')).section('Decision Outcome'),
    ).toContain('by decision; no reasons are given.');
  });

  it('announces no placement where answers are missing, or where none can run', () => {
    const open = readRecord(
      withLanguageModel({ verdict: 'not-enough-answers' }),
    );
    expect(open.headings[0]).toBe(`# ${pattern} for reply-suggester`);
    expect(open.section('Decision Outcome')).toContain(
      'Placement of the language model: none yet, because there are not enough answers, so the decision model recommends none. Answer these first: "Where the data may go".',
    );
    expect(open.section('Confirmation')).not.toContain('tokens a month');
    const none = readRecord({
      ...chatDraft,
      advice: {
        ...chatAdvice,
        placements: placements.map(option => ({ ...option, eligible: false })),
      },
    });
    expect(none.section('Decision Outcome')).toContain(
      'none yet, because no placement is eligible. The nearest by fit is "Hosted API".',
    );
    expect(
      readRecord(withLanguageModel({ verdict: 'close' })).section(
        'Decision Outcome',
      ),
    ).toContain('"Hosted API" and "Own GPUs" can both be defended.');
  });

  it('has consequences, confirmation and review triggers', () => {
    const { section } = readRecord(chatDraft);
    const consequences = section('Consequences');
    expect(consequences).toContain('Good, because of Operating effort');
    expect(consequences).toContain('the risk "Provider lock-in"');
    expect(consequences).toContain(
      'a gateway for budgets, keys, fallback and logs is due. 2 teams work on it: they need one place for keys, budgets and logs.',
    );
    const confirmation = section('Confirmation');
    expect(confirmation).toContain(
      '"Hosted API" assumes 5.75B tokens a month, a first token within 800 ms for 95 of 100 calls, a budget of $5,000 a month for the language model: measure them once it runs.',
    );
    expect(confirmation.trim().split('\n').slice(-2)).toEqual([
      '* Usage exceeds 1.3B tokens a day for a month: own GPUs would then be used above 30% and cost less.',
      '* Models or prices change a lot; prices are from 2026-11-27',
    ]);
    // The roadmap starts from the recommended placement only.
    expect(
      readRecord(decidedFor('own-gpu')).section('Confirmation'),
    ).not.toContain('Usage exceeds');
  });

  /** What is said of a chat in real advice: the outcome, and the tokens and prices of the annex. */
  const chatWith = (llm: ProfileInput['llm'], decided?: Decision) => {
    const answered = profileSchema.parse({
      ...profile,
      llm: {
        use: 'chat',
        inputTokens: 2_000,
        outputTokens: 300,
        callsPerTask: 1,
        reusedPrefix: 0,
        ...llm,
      },
    });
    const advice = advise({ profile: answered });
    const { headings, section } = readRecord({
      ...draft,
      profile: answered,
      advice,
      ...(decided && { decision: decided }),
    });
    return {
      advice,
      title: headings[0],
      outcome: section('Decision Outcome'),
      annex: section('More Information'),
    };
  };

  it('describes real advice for a hosted API', () => {
    const { advice, outcome, annex } = chatWith({
      quality: 'frontier',
      residency: 'none',
    });
    expect(advice.languageModel).toMatchObject({
      placement: 'hosted-api',
      verdict: 'clear',
    });
    expect(outcome).toContain('calling a hosted API", because');
    expect(outcome).toContain(
      'Placement of the language model: "Hosted API", because the decision model clearly recommends it.',
    );
    // Only providers run the best models.
    expect(annex).toContain(
      'Own GPUs cannot run this load, so they break even at no volume',
    );
  });

  it('describes real advice for the own perimeter', () => {
    const { advice, outcome, annex } = chatWith({
      quality: 'mid',
      residency: 'own-perimeter',
    });
    expect(advice.languageModel?.placement).toBe('own-gpu');
    expect(outcome).toContain('and a model server", because');
    expect(outcome).toContain(
      'Placement of the language model: "Own GPUs", because the decision model clearly recommends it.',
    );
    expect(annex).toMatch(
      /Own GPUs are the cheaper above .+ tokens a month, where \d+% of their capacity is used/,
    );
    expect(annex).not.toContain('at every volume');
  });

  it('describes real advice without an eligible placement, and a decision for one', () => {
    const shut = { quality: 'frontier', residency: 'own-perimeter' } as const;
    const { advice, title, outcome } = chatWith(shut);
    const { pattern: leader } = advice.recommendation;
    expect(title).toBe(`# ${titleOf(leader)} for reply-suggester`);
    expect(outcome).toContain(
      'Placement of the language model: none yet, because no placement is eligible. The nearest by fit is "Hosted API".',
    );
    const decided = chatWith(shut, {
      pattern: leader,
      placement: 'hosted-api',
      rationale: 'The rule falls.',
    });
    expect(decided.outcome).toContain(
      'Placement of the language model: "Hosted API", because of the reasons below. No placement is eligible.',
    );
    expect(decided.outcome).toContain('It is not eligible: ');
    expect(decided.outcome).not.toContain('overrides');
    expect(decided.outcome).not.toContain('is the right placement');
  });

  it.each<[string, number[], string | undefined]>([
    ['own GPUs always cost less', [9, 90, 900], 'Own GPUs are'],
    ['a hosted API always costs less', [1, 2, 3], 'A hosted API is'],
    ['the curves cross without a break-even', [1, 90, 2], undefined],
    ['there are no curves', [], undefined],
  ])('says of the volume which is the cheaper where %s', (_, hosted, what) => {
    const at = (mid: number) => ({ low: mid, mid, high: mid });
    const { section } = readRecord(
      withLanguageModel({
        cost: {
          perPlacement: languageModel.cost.perPlacement,
          curve: hosted.map((mid, index) => ({
            tokensPerMonth: [1e6, 1e8, 1e10][index],
            monthly: { 'hosted-api': at(mid), 'own-gpu': at(5) },
          })),
        },
      }),
    );
    expect(
      section('More Information').match(/^\* .* the cheaper .*$/gm),
    ).toEqual(
      what === undefined
        ? null
        : [
            `* ${what} the cheaper at every volume between 1M and 10B tokens a month`,
          ],
    );
  });

  it.each<ProfileInput['llm']>([
    {},
    { use: 'agent', inputTokens: 20_000, outputTokens: 500, callsPerTask: 40 },
    { quality: 'frontier', residency: 'own-perimeter' },
    { inputTokens: 90_000_000, outputTokens: 10 },
    { quality: 'small', inputTokens: 300, outputTokens: 50, reusedPrefix: 0.5 },
  ])('is whole for what the advisor says of %j', llm => {
    const answered = profileSchema.parse({ ...profile, llm });
    const { page, markdown, headings } = readRecord({
      ...draft,
      profile: answered,
      advice: advise({ profile: answered }),
    });
    expect(markdown).not.toMatch(/undefined|NaN|Infinity/);
    expect(
      headings.filter(text => text.startsWith('### Language model: ')),
    ).toHaveLength(4);
    expect(page.length).toBeLessThanOrEqual(8_000);
  });

  it('has tokens, prices, setups and what would change it in the annex', () => {
    const { section, labels } = readRecord(chatDraft);
    const annex = section('More Information');
    expect(labels).toEqual(
      expect.arrayContaining([
        'Language model: Own GPUs in full',
        'Tokens and prices',
        'What would change the placement',
      ]),
    );
    for (const text of [
      'Input tokens per model call: 2,000 tokens',
      'by part: Input tokens $3,000, Output tokens $2,000; priced as acme/mid-1; throughput measured on such hardware; other models of this quality: acme/mid-2 $7,000',
      'it costs $18,000 a month (range $9,000 to $36,000)',
      'priced as Llama 3.3 70B on 3 x 2 H100, fp8, 32 calls at a time, 12% of the capacity used; throughput known within a factor of 2',
      '20% of the calls meet a cold start of 45 s more',
      'Input and output tokens: 5.75B a month',
      'Prices as of 2026-11-27',
      'Own GPUs are the cheaper above 40B tokens a month, where 55% of their capacity is used',
      'Model server on own GPUs: An open model that passes the same evaluation runs on GPUs that are always on. Usage exceeds 1.3B tokens a day for a month: own GPUs would then be used above 30% and cost less. An open model passes the evaluation at the same threshold.',
      'Data that stays in the own perimeter makes it own GPUs.',
      'Hosted API, as recommended: the risk "Provider lock-in"',
      'Own GPUs, as decided: the risk "Idle GPUs"',
    ]) {
      expect(annex).toContain(text);
    }
  });
});
