import { advise } from '../advisor/advise';
import { ProfileInput, profileSchema } from '../advisor/profile/profile';
import { Pattern } from '../advisor/profile/patterns';
import { Decision } from '../advisor/profile/request';
import {
  approveAssessment,
  assertEditable,
  availableActions,
  hasAnswers,
  LifeCycleState,
  LifeCycleSubject,
  listUnsupported,
  rejectAssessment,
  requestChanges,
  findRequestedChanges,
  submitAssessment,
  supersedeAssessment,
  withdrawAssessment,
} from './lifeCycle';

const author = 'user:default/ada';
const editor = 'user:default/editor';
const submitter = 'user:default/sam';
const reviewer = 'user:default/grace';
const at = '2026-01-01T00:00:00.000Z';

const decision = { pattern: 'monolith' as Pattern };
const submission = { by: submitter, at };
const review = { by: reviewer, at, comment: 'Well argued.' };

const chat = advise({
  profile: profileSchema.parse({ llm: { use: 'chat' } }),
});
const recommendation = {
  ...chat.recommendation,
  pattern: 'monolith' as const,
  core: 'monolith' as const,
  runnerUp: 'serverless' as const,
  verdict: 'clear' as const,
};
const adviceWithModel: LifeCycleSubject['advice'] = {
  ...chat,
  recommendation,
  languageModel: {
    ...chat.languageModel!,
    placement: 'hosted-api',
    verdict: 'clear',
  },
};
const { languageModel, placements, ...adviceWithoutModel } = adviceWithModel;

const states = {
  draft: { status: 'draft' },
  submitted: { status: 'submitted', decision, submitted: submission },
  approved: { status: 'approved', decision, submitted: submission, review },
  rejected: { status: 'rejected', decision, submitted: submission, review },
  superseded: { status: 'superseded', decision, submitted: submission, review },
} satisfies Record<string, LifeCycleState>;

function subjectIn(
  state: LifeCycleState,
  profile: unknown = { team: { teamSize: 5 } },
): LifeCycleSubject {
  return {
    ...state,
    author,
    events: [
      { actor: author, action: 'created' },
      { actor: editor, action: 'updated' },
    ],
    profile: profileSchema.parse(profile),
    advice: adviceWithoutModel,
  };
}

describe('the life of an assessment', () => {
  it('goes from draft through review to its successor', () => {
    const submitted = submitAssessment(subjectIn(states.draft), submission);
    expect(submitted).toEqual(states.submitted);
    const approved = approveAssessment(subjectIn(submitted), review);
    expect(approved).toEqual(states.approved);
    expect(supersedeAssessment(subjectIn(approved))).toEqual(states.superseded);
    expect(rejectAssessment(subjectIn(submitted), review)).toEqual(
      states.rejected,
    );
  });

  it('returns to draft with its decision when it is withdrawn', () => {
    const decided = { pattern: 'serverless' as const, rationale: 'Cheaper.' };
    expect(
      withdrawAssessment(subjectIn({ ...states.submitted, decision: decided })),
    ).toEqual({ status: 'draft', decision: decided });
  });

  it('returns to draft with its decision when changes are requested, which have to be named', () => {
    const decided = { pattern: 'serverless' as const, rationale: 'Cheaper.' };
    const subject = subjectIn({ ...states.submitted, decision: decided });
    expect(requestChanges(subject, review)).toEqual({
      status: 'draft',
      decision: decided,
    });
    expect(() => requestChanges(subject, { ...review, comment: ' ' })).toThrow(
      /comment: describe the requested changes/,
    );
  });

  it('tells of requested changes until it is submitted again', () => {
    const created = { actor: author, at, action: 'created' as const };
    const returned = {
      actor: reviewer,
      at,
      action: 'returned' as const,
      comment: 'Name a team.',
    };
    const updated = { ...created, action: 'updated' as const };
    const changes = { by: reviewer, at, comment: 'Name a team.' };
    const draft = 'draft' as const;
    expect(
      [
        { status: draft, events: [created] },
        { status: draft, events: [created, returned] },
        { status: draft, events: [created, returned, updated] },
        { status: 'submitted' as const, events: [created, returned] },
        {
          status: draft,
          events: [returned, { ...created, action: 'withdrawn' as const }],
        },
      ].map(findRequestedChanges),
    ).toEqual([undefined, changes, changes, undefined, undefined]);
  });

  it.each([
    ['changed', assertEditable, ['draft']],
    [
      'submitted',
      (s: LifeCycleSubject) => submitAssessment(s, submission),
      ['draft'],
    ],
    ['withdrawn', withdrawAssessment, ['submitted']],
    [
      'approved',
      (s: LifeCycleSubject) => approveAssessment(s, review),
      ['submitted'],
    ],
    [
      'returned',
      (s: LifeCycleSubject) => requestChanges(s, review),
      ['submitted'],
    ],
    [
      'rejected',
      (s: LifeCycleSubject) => rejectAssessment(s, review),
      ['submitted'],
    ],
    ['superseded', supersedeAssessment, ['approved']],
  ] as Array<[string, (subject: LifeCycleSubject) => unknown, string[]]>)(
    'lets an assessment be %s from the right state only',
    (what, act, allowed) => {
      const refusals = Object.values(states).flatMap(state => {
        try {
          act(subjectIn(state));
          return [];
        } catch (error) {
          return [{ status: state.status, error }];
        }
      });
      expect(refusals).toEqual(
        Object.keys(states)
          .filter(status => !allowed.includes(status))
          .map(status => ({
            status,
            error: expect.objectContaining({
              name: 'ConflictError',
              message: expect.stringMatching(
                new RegExp(`${what}.*this one is ${status}`),
              ),
            }),
          })),
      );
    },
  );

  it('says how to change one that waits for review', () => {
    expect(() => assertEditable(subjectIn(states.submitted))).toThrow(
      /withdraw it first/,
    );
    expect(() => assertEditable(subjectIn(states.approved))).toThrow(
      /this one is approved$/,
    );
  });

  it.each([author, editor, submitter])(
    'is not reviewed by %s, who is involved',
    by => {
      for (const decide of [
        approveAssessment,
        requestChanges,
        rejectAssessment,
      ]) {
        expect(() =>
          decide(subjectIn(states.submitted), { ...review, by }),
        ).toThrow(
          expect.objectContaining({
            name: 'NotAllowedError',
            message: expect.stringContaining(by),
          }),
        );
      }
    },
  );

  it('is not submitted without a single answer', () => {
    for (const profile of [{}, { team: {} }, { team: { teamSize: null } }]) {
      expect(hasAnswers(profileSchema.parse(profile))).toBe(false);
      expect(() =>
        submitAssessment(subjectIn(states.draft, profile), submission),
      ).toThrow(
        expect.objectContaining({
          name: 'InputError',
          message: expect.stringContaining('profile'),
        }),
      );
    }
    // Zero is an answer.
    const profile = { workload: { requestsPerMonth: 0 } };
    expect(
      submitAssessment(subjectIn(states.draft, profile), submission).status,
    ).toBe('submitted');
  });

  it('overrides the recommendation with a rationale only', () => {
    for (const rationale of [undefined, '', '  ']) {
      expect(() =>
        submitAssessment(
          subjectIn({
            status: 'draft',
            decision: { pattern: 'serverless', rationale },
          }),
          submission,
        ),
      ).toThrow(
        expect.objectContaining({
          name: 'InputError',
          message: expect.stringMatching(
            /decision\.rationale.*serverless.*monolith/,
          ),
        }),
      );
    }
    const overriding = {
      pattern: 'serverless' as const,
      rationale: 'We have the platform.',
    };
    expect(
      submitAssessment(
        subjectIn({ status: 'draft', decision: overriding }),
        submission,
      ),
    ).toMatchObject({ decision: overriding });
  });

  it('takes either pattern of a close call without a rationale', () => {
    const close = {
      ...subjectIn({ status: 'draft', decision: { pattern: 'serverless' } }),
      advice: {
        ...adviceWithoutModel,
        recommendation: { ...recommendation, verdict: 'close' as const },
      },
    };
    expect(submitAssessment(close, submission).decision).toEqual({
      pattern: 'serverless',
    });
  });

  describe('where a language model is used', () => {
    const recommended = {
      pattern: 'monolith',
      placement: 'hosted-api',
    } as const;
    const submitWith = (decided: Decision | undefined) =>
      submitAssessment(
        {
          ...subjectIn({ status: 'draft', decision: decided }),
          advice: adviceWithModel,
        },
        submission,
      ).decision;

    it('keeps the placement that is recommended, unless another one is decided', () => {
      expect(submitWith(undefined)).toEqual(recommended);
      expect(submitWith({ pattern: 'monolith' })).toEqual(recommended);
      const decided = {
        pattern: 'monolith',
        placement: 'own-gpu',
        rationale: 'The GPUs are bought.',
      } as const;
      expect(submitWith(decided)).toEqual(decided);
    });

    it('overrides the placement with a rationale only', () => {
      expect(() =>
        submitWith({ pattern: 'monolith', placement: 'own-gpu' }),
      ).toThrow(
        'decision.rationale: the decision for own-gpu overrides the recommended hosted-api; enter a reason, or decide for hosted-api',
      );
      expect(() =>
        submitWith({ pattern: 'serverless', placement: 'cpu', rationale: ' ' }),
      ).toThrow(
        'the decision for serverless and cpu overrides the recommended monolith and hosted-api;',
      );
    });

    it.each<[Decision | undefined, string[]]>([
      [undefined, []],
      [{ pattern: 'monolith' }, []],
      [{ pattern: 'monolith', placement: 'hosted-api' }, []],
      [{ pattern: 'monolith', placement: 'cpu' }, ['placement']],
      [{ pattern: 'hybrid', placement: 'cpu' }, ['pattern', 'placement']],
    ])('%j needs a rationale for %j', (decided, unsupported) => {
      expect(
        listUnsupported({ advice: adviceWithModel, decision: decided }),
      ).toEqual(unsupported);
    });

    /** What becomes of a draft with real advice. */
    const submitFor = (
      input: ProfileInput,
      decided?: (leader: Pattern) => Decision,
    ) => {
      const profile = profileSchema.parse(input);
      const advice = advise({ profile });
      const { pattern } = advice.recommendation;
      const subject = {
        ...subjectIn(
          { status: 'draft', decision: decided?.(pattern) },
          profile,
        ),
        advice,
      };
      return {
        advice,
        actions: availableActions(subject, author),
        submit: () => submitAssessment(subject, submission).decision,
      };
    };
    const ruledOut: ProfileInput = {
      team: { teamSize: 5 },
      workload: { requestsPerMonth: 20_000 },
      llm: {
        use: 'chat',
        // More than the context windows of open models.
        inputTokens: 300_000,
        outputTokens: 300,
        quality: 'frontier',
        residency: 'own-perimeter',
      },
    };
    const open: ProfileInput = { team: { teamSize: 5 }, llm: {} };

    it('decides for no placement where every one is ruled out, and says what to do', () => {
      const { advice, actions, submit } = submitFor(ruledOut);
      expect(advice.placements?.map(({ eligible }) => eligible)).toEqual([
        false,
        false,
        false,
        false,
      ]);
      expect(submit).toThrow(
        expect.objectContaining({
          name: 'InputError',
          message:
            'decision.placement: every placement of the language model is ruled out; change an answer that rules one out, or decide for a placement and enter decision.rationale',
        }),
      );
      expect(actions).toEqual(['edit']);
    });

    it('takes a placement that is ruled out with a rationale only', () => {
      const placement = 'hosted-api';
      const decideFor = (rationale?: string) =>
        submitFor(ruledOut, pattern => ({ pattern, placement, rationale }));
      expect(decideFor(' ').submit).toThrow(
        `decision.rationale: ${placement} is ruled out; enter a reason, or change the answer that rules it out`,
      );
      expect(decideFor('The rule falls.').submit()).toMatchObject({
        placement,
        rationale: 'The rule falls.',
      });
    });

    it('leaves the placement open where the answers do not suffice for one', () => {
      const { advice, submit } = submitFor(open);
      expect(advice.languageModel?.verdict).toBe('not-enough-answers');
      expect(submit()).toEqual({ pattern: advice.recommendation.pattern });
      const placement = 'own-gpu';
      expect(
        submitFor(open, pattern => ({ pattern, placement })).submit,
      ).toThrow(
        'decision.rationale: no placement is recommended; enter a reason for own-gpu, or omit decision.placement',
      );
      expect(
        submitFor(open, pattern => ({
          pattern,
          placement,
          rationale: 'The GPUs are bought.',
        })).submit(),
      ).toMatchObject({ placement });
    });
  });
});

describe('availableActions', () => {
  it.each([
    ['draft', author, ['edit', 'submit']],
    ['submitted', author, ['withdraw']],
    ['submitted', submitter, ['withdraw']],
    [
      'submitted',
      reviewer,
      ['withdraw', 'approve', 'request-changes', 'reject'],
    ],
    ['approved', reviewer, []],
    ['rejected', reviewer, []],
    ['superseded', reviewer, []],
  ] as const)('of one that is %s, for %s', (status, actor, actions) => {
    expect(availableActions(subjectIn(states[status]), actor)).toEqual(actions);
  });

  it('let nobody review what they have ever put forward, also when somebody else did last', () => {
    const earlier = subjectIn(states.submitted);
    expect(
      availableActions(
        {
          ...earlier,
          events: [
            ...earlier.events,
            { actor: reviewer, action: 'submitted' },
            { actor: reviewer, action: 'withdrawn' },
            { actor: submitter, action: 'submitted' },
          ],
        },
        reviewer,
      ),
    ).toEqual(['withdraw']);
  });

  it('leave out submitting what cannot be submitted', () => {
    expect(availableActions(subjectIn(states.draft, {}), author)).toEqual([
      'edit',
    ]);
    expect(
      availableActions(
        subjectIn({ status: 'draft', decision: { pattern: 'hybrid' } }),
        author,
      ),
    ).toEqual(['edit']);
  });
});
