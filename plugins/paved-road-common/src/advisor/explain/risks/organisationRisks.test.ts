import fc from 'fast-check';
import { adviceSchema } from '../advice';
import { advise } from '../../advise';
import { RiskCondition } from '../../options/DecisionModel';
import { describeModel } from '../describeModel';
import { createModel } from '../../extension/createModel';
import { modelExtensionSchema } from '../../extension/modelExtension';
import { Profile, profileSchema } from '../../profile/profile';
import { adviceRequestSchema } from '../../profile/request';
import { isMet } from './organisationRisks';

const yes = (name: string) => ({ path: `custom.${name}`, is: ['yes'] });

const extension = modelExtensionSchema.parse({
  questions: ['encrypted', 'rotated', 'audited'].map(name => ({
    name,
    step: 'workload',
    title: `Is it ${name}`,
    help: 'As the policy asks.',
    optional: true,
    answer: {
      kind: 'choice',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    },
  })),
  risks: [
    {
      id: 'keys',
      title: 'Keys that leak',
      severity: 'high',
      when: { not: { any: [yes('encrypted'), yes('rotated')] } },
      mitigations: ['Encrypt it.'],
    },
    {
      id: 'trail',
      title: 'No trail',
      severity: 'low',
      when: { all: [yes('encrypted'), { not: yes('audited') }] },
    },
  ],
});

const model = createModel(extension);

const risksOf = (custom: Record<string, string>, chosen?: string) =>
  adviceSchema
    .parse(
      advise(
        adviceRequestSchema.parse({
          profile: { team: { teamSize: 3 }, custom },
          ...(chosen && { decision: { pattern: chosen } }),
        }),
        model,
      ),
    )
    .risks.filter(({ id }) => ['keys', 'trail'].includes(id));

describe('risks of the organisation', () => {
  it('are found where the answers say so, with these answers', () => {
    expect(risksOf({ encrypted: 'no', rotated: 'no' })).toEqual([
      {
        id: 'keys',
        severity: 'high',
        subject: { kind: 'recommended', pattern: expect.any(String) },
        title: 'Keys that leak',
        evidence: [
          {
            field: 'custom.encrypted',
            value: 'no',
            text: 'Is it encrypted: No.',
          },
          { field: 'custom.rotated', value: 'no', text: 'Is it rotated: No.' },
        ],
        mitigations: ['Encrypt it.'],
      },
    ]);
    expect(
      risksOf({ encrypted: 'yes', audited: 'no' }).map(({ id }) => id),
    ).toEqual(['trail']);
  });

  it('are not found where an open answer decides', () => {
    expect(risksOf({})).toEqual([]);
    expect(risksOf({ encrypted: 'no' })).toEqual([]);
    expect(risksOf({ rotated: 'yes' })).toEqual([]);
  });

  it('are found once, for the decision if there is one', () => {
    const found = risksOf({ encrypted: 'no', rotated: 'no' }, 'microservices');
    expect(found.map(({ subject }) => subject.pattern)).toEqual([
      'microservices',
    ]);
  });

  it('leave nothing missing, as their questions are optional', () => {
    const completeness = (custom: Record<string, string>) =>
      advise(adviceRequestSchema.parse({ profile: { custom } }), model)
        .completeness;
    expect(completeness({})).toBe(
      advise(adviceRequestSchema.parse({ profile: {} })).completeness,
    );
  });

  it('are part of the description and of the version of the model', () => {
    expect(describeModel(model).risks.slice(-2)).toEqual([
      { id: 'keys', title: 'Keys that leak', mitigations: ['Encrypt it.'] },
      { id: 'trail', title: 'No trail', mitigations: [] },
    ]);
    expect(model.version).not.toBe(
      createModel({ questions: extension.questions }).version,
    );
    expect(createModel({ risks: [] })).toEqual(createModel());
  });

  it('name their mistakes', () => {
    const broken = modelExtensionSchema.parse({
      ...extension,
      risks: [
        { ...extension.risks![0], id: 'chatty-services' },
        { ...extension.risks![1], when: { not: yes('nothing') } },
        {
          ...extension.risks![1],
          when: { any: [{ path: 'custom.audited', is: ['maybe'] }] },
        },
      ],
    });
    expect(() => createModel(broken)).toThrow(
      /risks\.2\.id: trail is declared twice.*risks\.0\.id: chatty-services is a built-in risk.*risks\.1\.when\.not\.path: no such question.*risks\.2\.when\.any\.0\.is\.0: "maybe" is not an answer/,
    );
  });
});

describe('a condition of a risk', () => {
  const names = ['a', 'b', 'c'];
  const { condition } = fc.letrec<{ condition: RiskCondition }>(tie => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...names).map(name => yes(name) as RiskCondition),
      fc.record({
        all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ not: tie('condition') }),
    ),
  }));
  const answers = fc.record(
    Object.fromEntries(
      names.map(name => [name, fc.constantFrom('yes', 'no', undefined)]),
    ),
  );
  const profileOf = (custom: object): Profile =>
    profileSchema.parse({ custom });

  const truth = (
    part: RiskCondition,
    custom: Record<string, string>,
  ): boolean => {
    if ('all' in part) {
      return part.all.every(inner => truth(inner, custom));
    }
    if ('any' in part) {
      return part.any.some(inner => truth(inner, custom));
    }
    return 'not' in part
      ? !truth(part.not, custom)
      : custom[part.path.slice('custom.'.length)] === 'yes';
  };

  it('is as true as with all answers, however the open ones are answered', () => {
    fc.assert(
      fc.property(
        condition,
        answers,
        fc.record(
          Object.fromEntries(
            names.map(name => [name, fc.constantFrom('yes', 'no')]),
          ),
        ),
        (when, known, rest) => {
          const complete = { ...rest };
          for (const [name, answer] of Object.entries(known)) {
            complete[name] = answer ?? rest[name];
          }
          const met = isMet(when, profileOf(known));
          expect([undefined, truth(when, complete)]).toContain(met);
          expect(isMet(when, profileOf(complete))).toBe(truth(when, complete));
        },
      ),
    );
  });
});
