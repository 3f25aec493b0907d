import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleChecks,
  exampleServices,
  exampleTeams,
} from '../../../testing/exampleFleet';
import { FakeService } from '../../../testing/fakeFleet';
import { FakeScorecards } from '../../../testing/FakeScorecards';
import { renderPavedRoadPage } from '../../../__testUtils__/renderPavedRoadPage';

type Parameters = globalThis.Parameters<typeof renderPavedRoadPage>;

/** Renders the services tab with a query string. */
export const renderServices = (
  system: Parameters[0],
  api: FakeScorecards,
  query = '',
  options?: Parameters[3],
) => renderPavedRoadPage(system, api, `/paved-road/services${query}`, options);

export const exampleFleet = () =>
  new FakeScorecards({
    services: exampleServices,
    checks: exampleChecks,
    teams: exampleTeams,
  });

/** Services named `service-01` and so on, with falling scores. */
export const largeFleet = (size: number) =>
  new FakeScorecards({
    services: Array.from({ length: size }, (_, index): FakeService => ({
      name: `service-${String(index + 1).padStart(2, '0')}`,
      level: index % 2 ? 'bronze' : 'silver',
      score: size - index,
    })),
  });

/** Names of the listed services, in order. */
export const names = () =>
  screen
    .getAllByRole('rowheader')
    .map(cell => within(cell).queryAllByRole('link')[0]?.textContent);

/** The line with the number of services. */
export const found = (text: string) =>
  screen.findByText(text, { selector: 'p' });

export async function choose(filter: string, option: string) {
  await userEvent.click(screen.getByLabelText(new RegExp(`${filter}$`)));
  const list = await screen.findByRole('listbox');
  await userEvent.click(within(list).getByRole('option', { name: option }));
}
