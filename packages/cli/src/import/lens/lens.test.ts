import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  advise,
  createModel,
  parseModelExtension,
} from '@paved-road/plugin-paved-road-common/advisor';
import fc from 'fast-check';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { run } from '../../__testUtils__/run';
import { classifyAnswerRisk } from '../../export/lensReview';
import { toLens } from '../../export/toLens';
import { Lens, lensRisks, parseLens } from './lens';
import { translateLens } from './translateLens';

const fixture = readFileSync(
  join(__dirname, '../__fixtures__/lens.json'),
  'utf8',
);

const id = fc.stringMatching(/^\w{3,40}$/);
const name = fc.oneof(
  fc
    .string({ minLength: 1, maxLength: 128, unit: 'grapheme' })
    .filter(text => text.length <= 128),
  fc
    .string({ minLength: 1, maxLength: 128, unit: 'binary' })
    .filter(text => text.length <= 128),
  fc.constantFrom(' ', "it's: \u0000", '\ud800', '# no comment', '- a', '~'),
);
const text = fc.string({ maxLength: 300 });
const resource = fc.record(
  { displayText: text, url: fc.webUrl() },
  { requiredKeys: ['displayText'] },
);
const choice = fc.record(
  {
    id,
    title: name,
    helpfulResource: resource,
    improvementPlan: resource,
    additionalResources: fc.array(
      fc.record({
        type: fc.constantFrom('HELPFUL_RESOURCE', 'IMPROVEMENT_PLAN'),
        content: fc.array(resource, { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    unknown: fc.jsonValue({ maxDepth: 2 }),
  },
  { requiredKeys: ['id', 'title'] },
);

/** Conditions over some choices, as people write them. */
const conditionOver = (choices: string[]) =>
  fc.letrec<{ condition: string }>(tie => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...choices),
      tie('condition').map(inner => `!(${inner})`),
      fc
        .tuple(
          tie('condition'),
          fc.constantFrom(' && ', '||', ' || ', '&&'),
          tie('condition'),
        )
        .map(([a, operator, b]) => `(${a}${operator}${b})`),
      fc
        .array(fc.constantFrom(...choices), { minLength: 1, maxLength: 4 })
        .map(all => all.join(' && ')),
    ),
  })).condition;

const question = fc
  .uniqueArray(choice, {
    selector: one => one.id,
    minLength: 1,
    maxLength: 5,
  })
  .chain(choices =>
    fc.record(
      {
        id,
        title: name,
        description: text,
        choices: fc.constant(choices),
        riskRules: fc
          .array(
            fc.record({
              condition: conditionOver(choices.map(one => one.id)),
              risk: fc.constantFrom(...lensRisks),
            }),
            { maxLength: 3 },
          )
          .chain(rules =>
            fc
              .constantFrom(...lensRisks)
              .map(risk => [...rules, { condition: 'default', risk }]),
          ),
      },
      { requiredKeys: ['id', 'title', 'choices', 'riskRules'] },
    ),
  );

/** Valid lenses, as the format specification describes them. */
const anyLens = fc.record({
  schemaVersion: fc.constant('2021-11-01'),
  name,
  description: text,
  pillars: fc.array(
    fc.record({
      id,
      name,
      questions: fc.array(question, { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

const read = (lens: unknown) => parseLens(JSON.stringify(lens), 'lens.json');
const through = (extension: object) =>
  parseModelExtension(stringify(extension), 'model.yaml');

describe('a custom lens', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyLens, given => {
        const lens = read(given);
        const translated = translateLens(lens);
        const back = toLens(lens, translated, through(translated.extension));
        expect(back.notes).toEqual([]);
        expect(JSON.stringify(back.lens)).toBe(JSON.stringify(given));
      }),
    );
  });

  it('comes back with the titles that were edited, which then come again', () => {
    fc.assert(
      fc.property(anyLens, given => {
        const lens = read(given);
        const translated = translateLens(lens);
        const edited = structuredClone(translated.extension);
        edited.questions.forEach((asked, index) => {
          asked.title = `Edited ${index}`;
        });
        const { lens: back } = toLens(lens, translated, through(edited));
        const again = translateLens(read(back));
        expect(again.extension.questions.map(({ title }) => title)).toEqual(
          edited.questions.map(({ title }) => title),
        );
        expect(again.extension.risks).toEqual(edited.risks);
      }),
    );
  });

  it('has the risks of its rules, for every answer', () => {
    fc.assert(
      fc.property(
        anyLens,
        fc.infiniteStream(fc.boolean()),
        (given, answers) => {
          const lens = read(given);
          const translated = translateLens(lens);
          const model = createModel(through(translated.extension));
          const custom: Record<string, string> = {};
          const expected = translated.questions.map(
            ({ question: asked, choices, risks }) => {
              const selected = new Set<string>();
              for (const [choiceId, own] of choices) {
                const isSelected = answers.next().value as boolean;
                custom[own.name] = isSelected ? 'yes' : 'no';
                if (isSelected) {
                  selected.add(choiceId);
                }
              }
              const severity = classifyAnswerRisk(
                asked,
                selected,
              ).toLocaleLowerCase('en-US');
              return risks
                .filter(risk => risk.severity === severity)
                .map(risk => risk.id);
            },
          );
          const found = advise({ profile: { custom } } as never, model)
            .risks.map(risk => risk.id)
            .filter(risk => risk.startsWith('lens-'));
          expect(found.toSorted()).toEqual(expected.flat().toSorted());
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('paved-road import lens and export lens', () => {
  const directory = createMockDirectory();
  const paved = (...args: string[]) => run(args, { cwd: directory.path });
  const fileOf = (file: string) =>
    readFileSync(join(directory.path, file), 'utf8');

  beforeEach(() => {
    directory.setContent({ 'policy.json': fixture });
  });

  const importing = () =>
    paved('import', 'lens', 'policy.json', '--output', 'model.yaml');

  it('writes a model extension, keeps the lens, and names what it could not translate', async () => {
    const { exitCode, stdout, stderr } = await importing();
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
     "2 of 3 questions translated into model.yaml: 2 exactly, 0 approximately, 1 not.

     Exactly: the same facts give the same verdict
       custom.lensSecWeightsSecEncrypted, custom.lensSecWeightsSecAccess, custom.lensSecWeightsSecWeightsNo, from pillar security, question sec_weights
         In the AWS tool, sec_weights_no excludes the other choices; here nothing forbids to answer both.
         Its resources stay in the lens only.
       custom.lensCostIdleCostAlert, from pillar costOptimization, question cost_idle

     Not translated
       pillar costOptimization, question cost_broken
         Its condition cost_other names cost_other, which is not one of its choices.

     Notes
       The lens is kept in model.lens.json: resources, pillars and all that the model has no place for. paved-road export lens needs it.
       Each choice becomes a yes-no question. A risk is shown once the answers decide it.
     "
    `);
    expect(fileOf('model.yaml')).toMatchInlineSnapshot(`
     "# Imported by \`paved-road import lens\` from Models in production, which is kept in model.lens.json.
     # Not translated: pillar costOptimization, question cost_broken: Its condition cost_other names cost_other, which is not one of its choices.

     questions:
       - name: lensSecWeightsSecEncrypted
         step: workload
         title: They are encrypted at rest
         help: How do you protect the weights of models? Weights are worth as much as the data they were
           trained on.
         optional: true
         answer:
           kind: choice
           options:
             - value: yes
               label: Yes
             - value: no
               label: No
       - name: lensSecWeightsSecAccess
         step: workload
         title: Who reads them is recorded
         help: How do you protect the weights of models? Weights are worth as much as the data they were
           trained on.
         optional: true
         answer:
           kind: choice
           options:
             - value: yes
               label: Yes
             - value: no
               label: No
       - name: lensSecWeightsSecWeightsNo
         step: workload
         title: None of these
         help: How do you protect the weights of models? Weights are worth as much as the data they were
           trained on.
         optional: true
         answer:
           kind: choice
           options:
             - value: yes
               label: Yes
             - value: no
               label: No
       - name: lensCostIdleCostAlert
         step: workload
         title: An alert fires
         help: How do you notice idle accelerators?
         optional: true
         answer:
           kind: choice
           options:
             - value: yes
               label: Yes
             - value: no
               label: No
     risks:
       - id: lens-sec-weights-high
         title: How do you protect the weights of models?
         severity: high
         when:
           all:
             - not:
                 all:
                   - path: custom.lensSecWeightsSecEncrypted
                     is:
                       - yes
                   - path: custom.lensSecWeightsSecAccess
                     is:
                       - yes
             - not:
                 all:
                   - any:
                       - path: custom.lensSecWeightsSecEncrypted
                         is:
                           - yes
                       - path: custom.lensSecWeightsSecAccess
                         is:
                           - yes
                   - not:
                       path: custom.lensSecWeightsSecWeightsNo
                       is:
                         - yes
         mitigations:
           - Encrypt the bucket with a key of your own. https://example.com/keys
           - Turn on access logs.
       - id: lens-sec-weights-medium
         title: How do you protect the weights of models?
         severity: medium
         when:
           all:
             - not:
                 all:
                   - path: custom.lensSecWeightsSecEncrypted
                     is:
                       - yes
                   - path: custom.lensSecWeightsSecAccess
                     is:
                       - yes
             - all:
                 - any:
                     - path: custom.lensSecWeightsSecEncrypted
                       is:
                         - yes
                     - path: custom.lensSecWeightsSecAccess
                       is:
                         - yes
                 - not:
                     path: custom.lensSecWeightsSecWeightsNo
                     is:
                       - yes
         mitigations:
           - Encrypt the bucket with a key of your own. https://example.com/keys
           - Turn on access logs.
       - id: lens-cost-idle-medium
         title: How do you notice idle accelerators?
         severity: medium
         when:
           any:
             - path: custom.lensCostIdleCostAlert
               is:
                 - yes
             - not:
                 path: custom.lensCostIdleCostAlert
                 is:
                   - yes
         mitigations: []
     "
    `);
    expect(fileOf('model.lens.json')).toBe(fixture);
  });

  it('writes the lens with what was edited', async () => {
    await importing();
    directory.addContent({
      'model.yaml': fileOf('model.yaml')
        .replace('An alert fires', 'An alert wakes someone')
        .replace('severity: high', 'severity: low'),
    });
    const { exitCode, stdout, stderr } = await paved(
      'export',
      'lens',
      'model.lens.json',
      '--model',
      'model.yaml',
    );
    expect(exitCode).toBe(0);
    const expected: Lens = JSON.parse(fixture);
    expected.pillars[1].questions[0].choices[0].title =
      'An alert wakes someone';
    expect(JSON.parse(stdout)).toEqual(expected);
    expect(stderr).toBe(
      'The severity or the condition of lens-sec-weights-high was edited; the rules of sec_weights stay as they were\n',
    );
  });

  it('writes the review of an assessment', async () => {
    await importing();
    directory.addContent({
      'assessment.json': JSON.stringify({
        id: '1',
        profile: {
          custom: {
            lensSecWeightsSecEncrypted: 'yes',
            lensSecWeightsSecAccess: 'no',
            lensSecWeightsSecWeightsNo: 'no',
          },
        },
      }),
    });
    const { exitCode, stdout } = await paved(
      'export',
      'lens',
      'model.lens.json',
      '--assessment',
      'assessment.json',
      '--output',
      'review.json',
    );
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'Written to review.json.\n',
    });
    expect(JSON.parse(fileOf('review.json'))).toEqual({
      LensName: 'Models in production',
      PillarReviewSummaries: [
        {
          PillarId: 'security',
          PillarName: 'Security',
          RiskCounts: { MEDIUM: 1 },
        },
        {
          PillarId: 'costOptimization',
          PillarName: 'Cost Optimization',
          RiskCounts: { UNANSWERED: 2 },
        },
      ],
      RiskCounts: { MEDIUM: 1, UNANSWERED: 2 },
      AnswerSummaries: [
        {
          QuestionId: 'sec_weights',
          PillarId: 'security',
          QuestionTitle: 'How do you protect the weights of models?',
          SelectedChoices: ['sec_encrypted'],
          ChoiceAnswerSummaries: [
            { ChoiceId: 'sec_encrypted', Status: 'SELECTED' },
            { ChoiceId: 'sec_access', Status: 'UNSELECTED' },
            { ChoiceId: 'sec_weights_no', Status: 'UNSELECTED' },
          ],
          IsApplicable: true,
          Risk: 'MEDIUM',
        },
        expect.objectContaining({
          QuestionId: 'cost_idle',
          Risk: 'UNANSWERED',
        }),
        expect.objectContaining({ QuestionId: 'cost_broken' }),
      ],
    });
  });

  it('leaves nothing behind if it cannot write the extension', async () => {
    directory.addContent({ 'model.yaml': 'edited' });
    expect(await importing()).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('model.yaml: the file exists'),
    });
    expect(fileOf('model.yaml')).toBe('edited');
    expect(existsSync(join(directory.path, 'model.lens.json'))).toBe(false);
    rmSync(join(directory.path, 'model.yaml'));
    expect((await importing()).exitCode).toBe(1);
  });

  it('takes the place of no lens that was kept', async () => {
    directory.addContent({ 'model.lens.json': 'kept' });
    expect((await importing()).exitCode).toBe(2);
    expect(fileOf('model.lens.json')).toBe('kept');
    expect(existsSync(join(directory.path, 'model.yaml'))).toBe(false);
  });

  it.each([
    ...[
      ['--filter', 'kind: Component'],
      ['--name', 'a'],
      ['--level', 'gold'],
      ['--levels', 'bronze,silver,gold'],
    ].map(([option, value]): [string[], string] => [
      ['import', 'lens', 'policy.json', '--output', 'a.yaml', option, value],
      `${option} is for rule packs`,
    ]),
    [['import', 'lens', 'policy.json'], 'needs --output'],
    [
      ['import', 'lens', 'no.json', '--output', 'a.yaml'],
      'There is no no.json',
    ],
    [['import', 'lens', 'text.json', '--output', 'a.yaml'], 'is not JSON'],
    [
      ['import', 'lens', 'other.json', '--output', 'a.yaml'],
      'pillars.0.id: use 3 to 128 letters, digits and underscores',
    ],
    [['export', 'lens', 'other.json'], 'is not a custom lens'],
    [
      ['export', 'lens', 'policy.json', '--assessment', 'other.json'],
      'is not an assessment',
    ],
  ])('refuses %j', async (args, message) => {
    directory.addContent({
      'text.json': 'no',
      'other.json': JSON.stringify({
        schemaVersion: '2021-11-01',
        name: 'a',
        description: '',
        pillars: [{ id: 'a', name: 'a', questions: [] }],
      }),
    });
    expect(await paved(...args)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
    expect(existsSync(join(directory.path, 'a.yaml'))).toBe(false);
  });
});
