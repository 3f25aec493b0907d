import { assessmentsChannelFor } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import {
  approved,
  atScale,
  firstVersion,
  reviewer,
  submitted,
} from '../../__testUtils__/assessments';
import { findHeading, press, statusOf } from '../../__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

const change = { assessmentId: 'any' };

describe.each(frontendSystems)('Live changes, %s frontend', system => {
  beforeEach(() => localStorage.clear());

  it('shows what somebody else did meanwhile', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    const { id, etag } = await submitted(fake);
    await renderArchitecture(system, fake, { signals });
    expect(await statusOf('Modular monolith')).toHaveTextContent('Submitted');

    const { actor } = fake;
    fake.actor = reviewer;
    await fake.approveAssessment(id, etag);
    fake.actor = actor;
    const loads = jest.spyOn(fake, 'getEntityAssessments');
    signals.send(assessmentsChannelFor('component:default/another'), change);
    expect(loads).not.toHaveBeenCalled();
    signals.send(assessmentsChannelFor(entityRef), change);
    await waitFor(async () =>
      expect(await statusOf('Modular monolith')).toHaveTextContent('Approved'),
    );
  });

  it('loads measurements again when they have changed the standing', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    const { id } = await approved(fake);
    await renderArchitecture(system, fake, { signals });
    await statusOf('Modular monolith');
    const loads = jest.spyOn(fake, 'getMeasured');
    fake.present(id, {
      standing: { id: 'tie', text: 'Now a tie: Microservices 56%' },
    });
    signals.send(assessmentsChannelFor(entityRef), change);
    await waitFor(() => expect(loads).toHaveBeenCalledWith(id));
  });

  it('leaves an open form alone, and shows the change afterwards', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    await approved(fake, firstVersion);
    await renderArchitecture(system, fake, { signals, query: '?view=assess' });
    await findHeading('Assess the architecture');
    await approved(fake, atScale);
    signals.send(assessmentsChannelFor(entityRef), change);
    expect(await screen.findByText(/have changed meanwhile/)).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'Assess the architecture' }),
    ).toBeVisible();
    await press('Close');
    expect(await statusOf('Microservices')).toHaveTextContent('Approved');
  });

  it('lets nobody approve what changed while the dialog was open', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    const { id, etag } = await submitted(fake);
    const { actor } = fake;
    fake.actor = reviewer;
    await renderArchitecture(system, fake, { signals });
    await press('Review');
    const dialog = within(await screen.findByRole('dialog'));

    fake.actor = actor;
    const draft = await fake.withdrawAssessment(id, etag);
    const changed = await fake.updateAssessment(id, draft.etag, {
      profile: atScale.profile,
    });
    await fake.submitAssessment(id, changed.etag);
    fake.actor = reviewer;
    signals.send(assessmentsChannelFor(entityRef), change);
    // Behind the dialog, and so hidden from assistive technology.
    await screen.findByRole('heading', { name: 'Microservices', hidden: true });
    await userEvent.click(dialog.getByRole('radio', { name: /^Approve/ }));
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(
      await screen.findByText('Someone else has changed this assessment'),
    ).toBeVisible();
    expect((await fake.getAssessment(id)).status).toBe('submitted');
  });

  it('keeps what it shows when it cannot be loaded again', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    await approved(fake);
    await renderArchitecture(system, fake, { signals });
    await screen.findByText(/ compared with /);
    jest
      .spyOn(fake, 'getEntityAssessments')
      .mockRejectedValueOnce(new Error('The service is restarting'));
    signals.send(assessmentsChannelFor(entityRef), change);
    expect(await screen.findByText(/The service is restarting/)).toBeVisible();
    await screen.findByText(/ compared with /);
  });
});
