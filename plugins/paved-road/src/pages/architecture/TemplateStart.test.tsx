import { cleanup, screen } from '@testing-library/react';
import { templates } from '../create/__testUtils__/renderTemplateForm';
import { FakeAssessments } from '../../testing/FakeAssessments';
import {
  approved,
  atScale,
  firstVersion,
  submitted,
} from '../../__testUtils__/assessments';
import { press } from '../../__testUtils__/page';
import {
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

const start = /^Start from the template/;

/** Where the link leads, and what it fills in. */
async function linked() {
  await press('More for this assessment');
  const link = await screen.findByRole('menuitem', { name: start });
  const url = new URL(link.getAttribute('href')!, 'http://portal');
  return {
    text: link.textContent,
    path: url.pathname,
    formData: JSON.parse(url.searchParams.get('formData')!),
  };
}

describe.each(frontendSystems)('Start from a template, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, { others: templates, ...options });

  it('leads from what is decided to the template for it, filled in', async () => {
    const fake = new FakeAssessments();
    const rationale = 'The platform is there already.';
    await approved(fake, {
      ...firstVersion,
      decision: { pattern: 'microservices', rationale },
    });
    await render(fake);
    expect(await linked()).toEqual({
      text: 'Start from the template “The microservice”',
      path: '/create/templates/default/ai-microservices',
      formData: {
        profile: firstVersion.profile,
        rationale,
        owner: 'group:default/fraud',
        description: 'Scores payments before they go out.',
      },
    });
  });

  it('builds the core of a hybrid, in the system that was assessed', async () => {
    const fake = new FakeAssessments();
    await submitted(
      fake,
      {
        ...atScale,
        decision: { pattern: 'hybrid', rationale: 'x'.repeat(5000) },
      },
      'system:default/payments',
    );
    await render(fake, { name: 'payments', kind: 'System' });
    const { text, path, formData } = await linked();
    expect(path).toBe('/create/templates/default/ai-microservices');
    expect(formData).toMatchObject({ system: 'system:default/payments' });
    expect(formData).not.toHaveProperty('rationale');
    expect(text).toMatch(/background work comes from .*Serverless functions/);
  });

  it('offers none for a service that was made from one, or to who may not decide', async () => {
    const fake = new FakeAssessments();
    await submitted(fake, firstVersion, 'component:default/generated');
    await render(fake, {
      name: 'generated',
      annotations: { 'paved-road.io/template': 'ai-monolith' },
    });
    await press('More for this assessment');
    expect(screen.queryByRole('menuitem', { name: start })).toBeNull();
    cleanup();

    await submitted(fake, firstVersion, 'component:default/sealed');
    await render(fake, {
      name: 'sealed',
      denied: ['paved-road.assessment.edit'],
    });
    await press('More for this assessment');
    expect(screen.queryByRole('menuitem', { name: start })).toBeNull();
  });
});
