import { configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { flushSync } from 'react-dom';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { renderTemplateForm } from './__testUtils__/renderTemplateForm';

const groups = [
  { entityRef: 'group:default/platform', title: 'Platform team' },
  { entityRef: 'group:default/search', title: 'Search team' },
];

/** The service, with more groups than it tells at once. */
class FakeOwners extends FakeAssessments {
  readonly searches: string[] = [];
  answerSearches = () => {};
  readonly #searchesAnswered = new Promise<void>(resolve => {
    this.answerSearches = resolve;
  });

  listCreationOwners: PavedRoadApi['listCreationOwners'] = async ({
    q,
  } = {}) => {
    if (!q) {
      return { items: groups.slice(1), refused: false, more: true };
    }
    this.searches.push(q);
    await this.#searchesAnswered;
    return { items: groups.slice(0, 1), refused: false, more: false };
  };
  checkCreation = async () => ({ problems: [] });
  listRepositoryPlaces = async () => ({ items: [] });
}

const pages = [
  {
    title: 'Service',
    properties: {
      owner: { title: 'Owner', type: 'string', 'ui:field': 'PavedRoadOwner' },
      description: { title: 'Description', type: 'string' },
    },
  },
];

async function typeOwner(text: string) {
  const fake = new FakeOwners();
  await renderTemplateForm('new', fake, {
    pages,
    formData: { owner: 'group:default/search' },
  });
  const owner = await screen.findByRole('combobox', { name: /Owner/ });
  await waitFor(() => expect(owner).toHaveValue('Search team'));
  await userEvent.tripleClick(owner);
  await userEvent.keyboard(text);
  expect(owner).toHaveAttribute('aria-expanded', 'true');
  return { fake, owner };
}

/** That focus has moved on, and that nothing has opened since. */
async function expectLeft(owner: HTMLElement) {
  await new Promise(resolve => {
    setTimeout(resolve, 100);
  });
  expect(screen.getByRole('textbox', { name: 'Description' })).toHaveFocus();
  expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  expect(owner).toHaveAttribute('aria-expanded', 'false');
  expect(owner).toHaveValue('Search team');
}

describe('OwnerField', () => {
  // As a browser does: what a key changes is drawn before the focus moves, and what follows from it after that.
  beforeEach(() =>
    configure({
      eventWrapper: dispatch => flushSync(dispatch),
    }),
  );

  it('stays closed once it is left', async () => {
    const { fake, owner } = await typeOwner('platform');
    fake.answerSearches();
    expect(
      await screen.findByRole('option', { name: /Platform team/ }),
    ).toBeVisible();
    await userEvent.tab();
    await expectLeft(owner);
  });

  it('stays closed where what was typed is found after it is left', async () => {
    const { fake, owner } = await typeOwner('platform');
    await waitFor(() => expect(fake.searches).toContain('platform'));
    await userEvent.tab();
    fake.answerSearches();
    await expectLeft(owner);
  });

  it('closes with Escape', async () => {
    const { owner } = await typeOwner('platform');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('listbox')).not.toBeInTheDocument(),
    );
    expect(owner).toHaveAttribute('aria-expanded', 'false');
    expect(owner).toHaveValue('Search team');
  });

  it.each([
    [true, /^You may not create services for any group/],
    [false, /^The catalog shows you no group/],
  ])('says why it offers nothing, refused: %s', async (refused, reason) => {
    const fake = new FakeOwners();
    fake.listCreationOwners = async () => ({
      items: [],
      refused,
      more: false,
    });
    await renderTemplateForm('new', fake, { pages });
    expect(await screen.findByText(reason)).toBeVisible();
  });

  it('finds and takes a group that was not offered at first', async () => {
    const { fake, owner } = await typeOwner('platform');
    fake.answerSearches();
    await userEvent.click(
      await screen.findByRole('option', { name: /Platform team/ }),
    );
    await waitFor(() => expect(owner).toHaveValue('Platform team'));
    expect(owner).toHaveAttribute('aria-expanded', 'false');
  });
});
