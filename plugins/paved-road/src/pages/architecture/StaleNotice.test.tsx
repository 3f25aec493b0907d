import { screen } from '@testing-library/react';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { approved, atScale } from '../../__testUtils__/assessments';
import { findHeading, press, statusOf } from '../../__testUtils__/page';
import { renderArchitecture } from '../../__testUtils__/renderArchitecture';

describe('StaleNotice', () => {
  beforeEach(() => localStorage.clear());

  it('says in words what makes an assessment stale, and leads on', async () => {
    const fake = new FakeAssessments();
    const { id, advice } = await approved(fake, atScale);
    fake.present(id, {
      stale: ['model-version', 'age', 'catalog'],
      advice: { ...advice, modelVersion: '0.9.0' },
      reviewAt: '2026-11-20T12:00:00.000Z',
      catalogChanges: [
        {
          what: 'owner',
          added: ['group:default/risk'],
          removed: ['group:default/fraud'],
        },
        {
          what: 'dependencies',
          added: ['resource:default/features'],
          removed: [],
        },
        { what: 'pattern', added: ['serverless'], removed: [] },
      ],
    });
    await renderArchitecture('new', fake);
    await statusOf('Microservices');
    const notice = screen.getByRole('note');
    expect(notice).toHaveTextContent('was due for review on Nov 20, 2026');
    expect(notice).toHaveTextContent(
      `current model, ${advice.modelVersion}, gives another answer or verdict than model 0.9.0`,
    );
    expect(notice).toHaveTextContent(/owner now .*risk/);
    expect(notice).toHaveTextContent(/owner was .*fraud/);
    expect(notice).toHaveTextContent(/new dependency .*features/);
    expect(notice).toHaveTextContent('states the pattern serverless');

    await press('Recompute');
    await findHeading('The same answers with the current model');
    await press('Back to the result');
    await statusOf('Microservices');
    expect(screen.getByRole('button', { name: 'Reassess' })).toBeVisible();
  });
});
