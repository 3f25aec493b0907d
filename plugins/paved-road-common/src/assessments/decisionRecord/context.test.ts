import { advise } from '../../advisor/advise';
import { defaultModel } from '../../advisor/options/DecisionModel';
import { createModel } from '../../advisor/extension/createModel';
import {
  advice,
  draft,
  profile,
  readRecord,
  titleOf,
} from './__testUtils__/records';

describe('the context of a decision record', () => {
  it('has the answers behind the requirements and the drivers in few words', () => {
    const { section } = readRecord(draft);
    const context = section('Context and Problem Statement');
    expect(context).toContain('2.5M requests a month');
    expect(context).toContain('interactive answers (under 1 s)');
    expect(context).toMatch(/Team: .*1 team/);
    expect(context).toMatch(/these open ones could change the result: ".+"/);
    expect(section('More Information')).toContain(
      '* DevOps and MLOps maturity: 2 of 5, Some pipelines',
    );
    expect(section('More Information')).toContain('2,500,000 requests a month');
  });

  it('speaks the words of the model that it is given', () => {
    const model = {
      ...defaultModel,
      questions: defaultModel.questions.map(question => ({
        ...question,
        title: `Asked: ${question.title}`,
      })),
      criteria: defaultModel.criteria.map(criterion => ({
        ...criterion,
        title: `Rated: ${criterion.title}`,
      })),
    };
    const { section } = readRecord(draft, { model });
    expect(section('More Information')).toContain(
      '* Asked: DevOps and MLOps maturity: 2 of 5',
    );
    expect(section(titleOf('monolith'))).toContain('because of Rated: ');
    expect(section('Decision Drivers')).toContain('* Rated: ');
  });

  it('has what only an organisation asks', () => {
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
    const answers = { ...profile, custom: { residency: 'own-site' } };
    const { section } = readRecord(
      {
        ...draft,
        profile: answers,
        advice: advise({ profile: answers }, model),
      },
      { model },
    );
    expect(section('Context and Problem Statement')).toContain(
      'Where data may be processed: On our own site',
    );
    expect(section('Decision Drivers')).toContain(
      '* Rules out "Serverless functions": Data stays on our own site.',
    );
    expect(section('Serverless functions')).toMatch(
      /Bad, because it is not eligible: Data stays on our own site\./,
    );
  });
});

describe('the drivers of a decision record', () => {
  it('are few, without points', () => {
    const { section } = readRecord(draft);
    const drivers = section('Decision Drivers').trim().split('\n');
    expect(drivers.length).toBeLessThanOrEqual(5);
    const [{ criterion, points }] = advice.drivers;
    const { core, runnerUp } = advice.recommendation;
    const title = defaultModel.criteria.find(
      ({ id }) => id === criterion,
    )!.title;
    expect(drivers[0]).toContain(
      `${title} favours ${titleOf(points > 0 ? core : runnerUp!)}: `,
    );
    expect(drivers.join()).not.toContain('points');
  });
});
