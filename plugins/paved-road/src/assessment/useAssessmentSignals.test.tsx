import { JsonObject } from '@backstage/types';
import { SignalApi } from '@backstage/plugin-signals-react';
import { assessmentsChannelOf } from '@paved-road/plugin-paved-road-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAssessments } from '../testing/FakeAssessments';
import {
  approved,
  atScale,
  firstVersion,
  reviewer,
  submitted,
} from './__testUtils__/assessments';
import { findHeading, press, statusOf } from './__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from './__testUtils__/renderArchitecture';

/** A channel that sends when the test says so. */
class FakeSignals implements SignalApi {
  #listeners: [string, (message: never) => void][] = [];

  subscribe<T extends JsonObject>(
    channel: string,
    onMessage: (message: T) => void,
  ) {
    const listener: [string, (message: never) => void] = [channel, onMessage];
    this.#listeners.push(listener);
    return {
      unsubscribe: () => {
        this.#listeners = this.#listeners.filter(kept => kept !== listener);
      },
    };
  }

  send(changedRef: string) {
    act(() => {
      for (const [channel, listener] of this.#listeners) {
        if (channel === assessmentsChannelOf(changedRef)) {
          listener({ assessmentId: 'any' } as never);
        }
      }
    });
  }
}

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
    signals.send('component:default/another');
    expect(loads).not.toHaveBeenCalled();
    signals.send(entityRef);
    await waitFor(async () =>
      expect(await statusOf('Modular monolith')).toHaveTextContent('Approved'),
    );
  });

  it('leaves an open form alone, and shows the change afterwards', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    await approved(fake, firstVersion);
    await renderArchitecture(system, fake, { signals, query: '?view=assess' });
    await findHeading('Assess the architecture');
    await approved(fake, atScale);
    signals.send(entityRef);
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
    await press('Approve');
    const dialog = within(await screen.findByRole('dialog'));

    fake.actor = actor;
    const draft = await fake.withdrawAssessment(id, etag);
    const changed = await fake.updateAssessment(id, draft.etag, {
      profile: atScale.profile,
    });
    await fake.submitAssessment(id, changed.etag);
    fake.actor = reviewer;
    signals.send(entityRef);
    // Behind the dialog, and so hidden from assistive technology.
    await screen.findByRole('heading', { name: 'Microservices', hidden: true });
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(
      await screen.findByText('The assessment was not changed'),
    ).toBeVisible();
    expect((await fake.getAssessment(id)).status).toBe('submitted');
  });

  it('keeps what it shows when it cannot be loaded again', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    await approved(fake);
    await renderArchitecture(system, fake, { signals });
    await findHeading(/^Why /);
    jest
      .spyOn(fake, 'getEntityAssessments')
      .mockRejectedValueOnce(new Error('The service is restarting'));
    signals.send(entityRef);
    expect(await screen.findByText(/The service is restarting/)).toBeVisible();
    await findHeading(/^Why /);
  });
});
