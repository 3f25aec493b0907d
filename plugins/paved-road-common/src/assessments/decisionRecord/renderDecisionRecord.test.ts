import calibration from '../../advisor/__fixtures__/calibration.json';
import { createModel } from '../../advisor/extension/createModel';
import { AdviceRequestInput } from '../../advisor/profile/request';
import { renderDecisionRecord } from './renderDecisionRecord';
import { DecisionRecordSubject } from './subject';
import {
  chatProfile,
  draft,
  draftFor,
  headingsOf,
  other,
  overridden,
  profile,
  readRecord,
  review,
  titleOf,
} from './__testUtils__/records';

const chats: [string, AdviceRequestInput][] = [
  ['hosted', { profile: chatProfile() }],
  ['own perimeter', { profile: chatProfile({ residency: 'own-perimeter' }) }],
  ['few answers', { profile: { llm: {} } }],
  ['no tokens', { profile: { ...profile, llm: { quality: 'small' } } }],
  [
    'nothing eligible',
    {
      profile: chatProfile({ quality: 'frontier', residency: 'own-perimeter' }),
    },
  ],
  [
    'overridden',
    {
      profile: chatProfile(),
      decision: { pattern: 'serverless', placement: 'own-gpu' },
    },
  ],
];
const applications = calibration.flatMap(
  ({ id, profile: answers, decision }): [string, AdviceRequestInput][] => {
    const input = { profile: answers } as AdviceRequestInput;
    return [
      [id, input],
      [
        `${id}, decided`,
        {
          ...input,
          decision: (decision ?? 'hybrid') as AdviceRequestInput['decision'],
        },
      ],
    ];
  },
);

/** The criteria behind the lines of a side, such as "Idle cost". */
function criteriaIn(section: string, side: 'Good' | 'Bad'): string[] {
  return [
    ...section.matchAll(new RegExp(`^\\* ${side}, because of (.+)$`, 'gm')),
  ]
    .map(([, text]) => text.split(': ')[0])
    .flatMap(titles => titles.split(', '));
}

describe('renderDecisionRecord', () => {
  it('has the front matter and the headings of MADR 4.0.0, and no empty section', () => {
    const { frontMatter, headings, section } = readRecord(overridden);
    expect(frontMatter).toEqual({
      status: 'accepted',
      date: '2026-03-02',
      'decision-makers': ['Ada', 'Sam', 'Grace'],
      consulted: [],
      informed: [],
    });
    const options = overridden.advice.ranking.map(({ pattern }) =>
      titleOf(pattern),
    );
    expect(headings).toEqual(headingsOf(titleOf(other), options));
    const texts = headings
      .map(line => line.replace(/^#+ /, ''))
      .filter(title => section(title).trim() === '');
    expect(texts).toEqual([
      `${titleOf(other)} for reply-suggester`,
      'Pros and Cons of the Options',
    ]);
  });

  it.each([...applications, ...chats])(
    'is short and does not contradict itself: %s',
    (_, input) => {
      const { page, headings, section, markdown } = readRecord(draftFor(input));
      expect(markdown).not.toMatch(/undefined|NaN|Infinity|default\//);
      const words = page.split(/\s+/).length;
      expect(words).toBeLessThan(input.profile.llm ? 1_050 : 750);

      const options = headings
        .slice(headings.indexOf('## Pros and Cons of the Options') + 1)
        .filter(line => line.startsWith('### '))
        .map(line => line.slice(4));
      const drivers = section('Decision Drivers');
      for (const title of options) {
        const bad = criteriaIn(section(title), 'Bad');
        const good = criteriaIn(section(title), 'Good');
        expect(good.filter(criterion => bad.includes(criterion))).toEqual([]);
        const name = title.replace('Language model: ', '');
        const favoured = [...drivers.matchAll(/^\* (.+) favours (.+?):/gm)]
          .filter(([, , option]) => option === name)
          .map(([, criterion]) => criterion);
        expect(favoured.filter(criterion => bad.includes(criterion))).toEqual(
          [],
        );
      }
      expect(criteriaIn(section('Consequences'), 'Good')).toEqual([]);
    },
  );

  it('lists both axes in one table', () => {
    const subject = draftFor({ profile: chatProfile() });
    const { headings, row } = readRecord(subject);
    const options = [
      ...subject.advice.ranking.map(({ pattern }) => titleOf(pattern)),
      'Language model: Hosted API',
      'Language model: Own GPUs',
      'Language model: Serverless GPU',
      'Language model: CPU',
    ];
    expect(
      headings
        .filter(line => line.startsWith('### '))
        .slice(2)
        .sort(),
    ).toEqual(options.map(title => `### ${title}`).sort());
    for (const title of options) {
      expect(row(title) ?? row(`${title} (recommended)`)).toHaveLength(5);
    }
  });

  it.each([
    ['draft', 'proposed', 'Drafted by Ada.'],
    ['submitted', 'proposed', 'Submitted by Sam on Mar 1, 2026; not reviewed'],
    ['approved', 'accepted', 'approved by Grace on Mar 2, 2026.'],
    ['rejected', 'rejected', 'rejected by Grace on Mar 2, 2026.'],
    ['superseded', 'superseded', 'approved by Grace on Mar 2, 2026.'],
  ] as const)('gives one that is %s the status %s', (status, shown, signed) => {
    const subject = { ...overridden, status } as DecisionRecordSubject;
    const { frontMatter, section } = readRecord(subject);
    expect(frontMatter.status).toBe(shown);
    expect(section('Decision Outcome')).toContain(signed);
  });

  it('is the same for the same assessment', () => {
    expect(renderDecisionRecord(overridden)).toBe(
      renderDecisionRecord(structuredClone(overridden)),
    );
  });

  it('shows names that people know, else those in the references', () => {
    const names: Record<string, string> = {
      'component:default/reply-suggester': 'Reply suggester',
      'user:default/grace': 'Grace Hopper',
    };
    const subject = {
      ...overridden,
      author: 'user:default/ada.lovelace',
      events: [
        {
          at: review.at,
          actor: review.by,
          action: 'approved',
          comment: 'Yes.',
        },
        { at: review.at, actor: 'plugin:scaffolder', action: 'created' },
      ],
    } satisfies DecisionRecordSubject;
    const { headings, frontMatter, row, markdown } = readRecord(subject, {
      nameOf: ref => names[ref],
    });
    expect(headings[0]).toBe(`# ${titleOf(other)} for Reply suggester`);
    expect(frontMatter['decision-makers']).toEqual([
      'Ada Lovelace',
      'Sam',
      'Grace Hopper',
    ]);
    expect(row('History')).toEqual([
      'Mar 2, 2026 approved by Grace Hopper: Yes.; Mar 2, 2026 created by scaffolder',
    ]);
    expect(markdown).not.toContain('default/');
  });
});

describe('the table for later readers', () => {
  it('has what is needed to compute the result again', () => {
    const { row } = readRecord(
      draftFor({
        profile: chatProfile({ reusedPrefix: 0.3, callsPerTask: 1 }),
        weights: { 'idle-cost': 5 },
        assumptions: { hops: 5 },
      }),
    );
    expect(row('Assessment')).toEqual([draft.id]);
    expect(row('Decision model')).toEqual([
      expect.stringMatching(/^\d+\.\d+\.\d+, functions on AWS Lambda$/),
    ]);
    expect(row('Team')).toEqual([
      'DevOps and MLOps maturity: 3 of 5, Continuous integration and deployment; Experience with distributed systems: Some, not in production; People on the application: 6 people; Teams that work in parallel: 2 teams',
    ]);
    expect(row('Language model')).toEqual([
      expect.stringMatching(
        /Input tokens per model call: 2,000 tokens;.* 1 call;.* 30% of the input;.*A few times a year$/,
      ),
    ]);
    expect(row('Changed weights')).toEqual(['Idle cost: 5']);
    expect(row('Changed assumptions')).toEqual([
      expect.stringMatching(/\(hops\): 5 hops$/),
    ]);
    expect(row('Prices')).toEqual([
      expect.stringMatching(
        /^language models as of \d{4}-\d\d-\d\d; list prices up to \d{4}-\d\d$/,
      ),
    ]);
    expect(row('Priced models')).toEqual([
      expect.stringMatching(/Hosted API: .*Own GPUs: .* on \d+ x \d+ /),
    ]);
    expect(row('Would change the language model')).toBeDefined();
  });

  it('has the answers about running a model only where the application runs it', () => {
    const chat = chatProfile();
    const workload = { ...chat.workload, modelSizeGb: 140 };
    const subject = draftFor({
      profile: { ...chat, workload },
      decision: { pattern: 'monolith', placement: 'hosted-api' },
    });
    const [answers] = readRecord(subject).row('Workload')!;
    expect(answers).toContain('Traffic pattern: ');
    expect(answers).not.toContain('Model size');
    const llm = { ...chat.llm, quality: 'small', offline: true } as const;
    const inside = draftFor({ profile: { ...chat, workload, llm } });
    expect(inside.advice.languageModel?.placement).toBe('cpu');
    expect(readRecord(inside).row('Workload')).toEqual([
      expect.stringContaining('Model size: 140 GB'),
    ]);
  });

  it('has no rows without content', () => {
    const { row } = readRecord({
      ...draftFor({ profile: {} }),
      id: undefined,
      events: [],
    });
    const empty = ['Assessment', 'Team', 'Changed weights', 'History'];
    expect(empty.map(title => row(title))).toEqual(empty.map(() => undefined));
  });

  it('has the questions and policies of an organisation', () => {
    const model = createModel({
      questions: [
        {
          name: 'residency',
          step: 'workload',
          title: 'Where data may be processed',
          help: 'By contract.',
          answer: {
            kind: 'choice',
            options: [
              { value: 'anywhere', label: 'Anywhere' },
              { value: 'own-site', label: 'On our own site' },
            ],
          },
        },
      ],
      filters: [
        {
          id: 'own-site-only',
          pattern: 'serverless',
          when: [{ path: 'custom.residency', is: ['own-site'] }],
          text: 'Data stays on our own site.',
          source: 'Data policy',
          liftedBy: [],
        },
      ],
    });
    const subject = draftFor(
      { profile: { ...profile, custom: { residency: 'own-site' } } },
      model,
    );
    const { section, row } = readRecord(subject, { model });
    const answer = 'Where data may be processed: On our own site';
    expect(section('Context and Problem Statement')).toContain(answer);
    expect(row('Workload')?.[0]).toContain(answer);
    expect(row('Serverless functions')?.at(-1)).toBe(
      'Ruled out: Data stays on our own site.',
    );
    expect(section('Serverless functions')).toContain('source: Data policy');
  });
});
