import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { endedRuns } from '../../../testing/exampleRules';
import { FakeScorecards } from '../../../testing/FakeScorecards';
import { responseError } from '../../../testing/responseError';
import {
  frontendSystems,
  renderPavedRoadPage,
} from '../../../__testUtils__/renderPavedRoadPage';

const rows = async () =>
  within(await screen.findByRole('table', { name: 'Evaluation runs' }))
    .getAllByRole('row')
    .slice(1);

const press = async (name: string) =>
  await userEvent.click(await screen.findByRole('button', { name }));

/** The rules, with the runs unfolded; one that is under way is so by itself. */
async function renderRuns(
  system: (typeof frontendSystems)[number],
  api: FakeScorecards,
) {
  const page = await renderPavedRoadPage(system, api, '/paved-road/rules');
  const fold = await screen.findByRole('button', { name: 'Evaluation runs' });
  await waitFor(() => expect(fold).toHaveAttribute('aria-controls'));
  if (fold.getAttribute('aria-expanded') !== 'true') {
    await userEvent.click(fold);
  }
  return page;
}

const status = () =>
  screen.getAllByRole('status').map(element => element.textContent);

describe.each(frontendSystems)(
  'RunsSection in the %s frontend system',
  system => {
    const render = (api: FakeScorecards) => renderRuns(system, api);

    it('starts a run and follows it to its end', async () => {
      const api = new FakeScorecards({ runs: endedRuns(1) });
      const { content } = await render(api);
      expect((await rows())[0]).toHaveTextContent(
        /the schedule.*finished.*1 min, 5 sec.*2,000.*20/,
      );

      await press('Evaluate the fleet');
      await waitFor(() =>
        expect(status()).toContain('The fleet is being evaluated'),
      );
      expect(await rows()).toHaveLength(2);
      expect((await rows())[0]).toHaveTextContent(/a request of.*ada/);
      expect(
        screen.getByRole('button', { name: 'Evaluate the fleet' }),
      ).toBeDisabled();

      await api.evaluations.progress('run-2', { done: 500, changed: 30 });
      expect(
        await screen.findByText('500 of 2,000 entities checked, 30 evaluated'),
      ).toBeVisible();
      expect(
        screen.getByRole('progressbar', { name: 'Progress of the run' }),
      ).toHaveAttribute('aria-valuenow', '25');
      expect(await axe(content())).toHaveNoViolations();

      await api.evaluations.progress('run-2', {
        state: 'finished',
        done: 2000,
        changed: 90,
        finishedAt: '2026-11-25T10:02:00.000Z',
      });
      await waitFor(() =>
        expect(status()).toContain('The fleet has been evaluated'),
      );
      expect((await rows())[0]).toHaveTextContent(/finished.*2 min.*2,000.*90/);
      expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();

      const asked = jest.spyOn(api, 'listEvaluations');
      await new Promise(resolve => {
        setTimeout(resolve, 2500);
      });
      expect(asked).not.toHaveBeenCalled();
      expect(
        screen.getByRole('button', { name: 'Evaluate the fleet' }),
      ).toBeEnabled();
    });

    it('cancels a run that somebody else has started, once one has said so twice', async () => {
      const api = new FakeScorecards({ runs: endedRuns(1) });
      await render(api);
      await rows();
      await api.startEvaluation();

      await press('Evaluate the fleet');
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'The run was not startedA run over the fleet is under way since 10:00; cancel it first',
      );
      await press('Cancel the run');
      const dialog = within(await screen.findByRole('dialog'));
      await userEvent.click(dialog.getByRole('button', { name: 'Let it run' }));
      expect(status()).toContain('The fleet is being evaluated');

      await press('Cancel the run');
      await userEvent.click(
        within(await screen.findByRole('dialog')).getByRole('button', {
          name: 'Cancel the run',
        }),
      );
      await waitFor(() => expect(status()).toContain('The run was cancelled'));
      expect((await rows())[0]).toHaveTextContent('cancelled');
      expect(
        screen.queryByRole('button', { name: 'Cancel the run' }),
      ).not.toBeInTheDocument();
    });
  },
);

describe('RunsSection', () => {
  const render = (api: FakeScorecards) => renderRuns('new', api);

  it('reads on in older runs', async () => {
    await render(new FakeScorecards({ runs: endedRuns(12) }));
    expect(await rows()).toHaveLength(10);
    await press('Show more');
    await waitFor(async () => expect(await rows()).toHaveLength(12));
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
  });

  it('says why a run has failed', async () => {
    const [run] = endedRuns(1);
    await render(
      new FakeScorecards({
        runs: [{ ...run, state: 'failed', problem: 'The catalog is away' }],
      }),
    );
    expect((await rows())[0]).toHaveTextContent(/failed.*The catalog is away/);
  });

  it('goes on following a run when an answer fails', async () => {
    const api = new FakeScorecards({});
    await api.startEvaluation();
    await render(api);
    await screen.findByText(/0 of 2,000 entities/);
    jest
      .spyOn(api, 'listEvaluations')
      .mockRejectedValueOnce(
        await responseError(503, 'ServiceUnavailableError', 'Database is away'),
      );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Database is away',
    );
    await api.evaluations.progress('run-1', { done: 700 });
    expect(await screen.findByText(/700 of 2,000 entities/)).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
