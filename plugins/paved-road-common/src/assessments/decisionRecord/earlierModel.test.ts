import { adviceSchema } from '../../advisor/advice';
import assessmentOfModel1 from '../__fixtures__/assessmentOfModel1.json';
import { assessmentSchema } from '../schemas';
import { draft, readRecord } from './__testUtils__/records';

describe('a stored assessment of an earlier model', () => {
  const stored = assessmentSchema.parse(assessmentOfModel1);

  it('stays readable with its own words for how sure it is', () => {
    const { headings, section, page } = readRecord(stored);
    expect(headings[0]).toBe('# Modular monolith for reply-suggester');
    const outcome = section('Decision Outcome');
    expect(outcome).toContain('This overrides the recommendation.');
    expect(outcome).toContain(
      'Version 1.1.0 of the model counted a confidence of under 1 % for it.',
    );
    expect(outcome).not.toContain('chance');
    expect(section('Modular monolith')).toMatch(/it costs \$[\d,]+ a month/);
    expect(section('More Information')).toContain('version 1.1.0');
    expect(page).not.toMatch(/undefined|NaN/);
  });

  it('is readable also where it was model 1.0, which knew less', () => {
    const {
      confidence: _,
      flips,
      tradeOffs,
      roadmap,
      notices,
      ...old
    } = stored.advice;
    const { confidence, verdict, worstCase, ...recommendation } =
      stored.advice.recommendation;
    const { section } = readRecord({
      ...draft,
      profile: stored.profile,
      advice: adviceSchema.parse({
        ...old,
        recommendation: { ...recommendation, tooClose: false },
        modelVersion: '1.0.0',
        cost: { perPattern: old.cost.perPattern },
      }),
    });
    const outcome = section('Decision Outcome');
    expect(outcome).toContain('because the model clearly recommends it');
    expect(outcome).not.toMatch(/confidence|chance/);
    expect(section('Confirmation')).not.toContain('next step');
    expect(section('More Information')).toContain('version 1.0.0');
    expect(section('More Information')).not.toContain('would change');
  });
});
