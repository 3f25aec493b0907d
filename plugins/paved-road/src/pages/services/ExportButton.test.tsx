import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  choose,
  found,
  largeFleet,
  renderServices,
} from './__testUtils__/renderServices';

describe('The export of the services', () => {
  it('exports what matches, all pages of it, and says when that failed', async () => {
    const api = largeFleet(25);
    const files: { name: string; content: Promise<string> }[] = [];
    let content: Blob;
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        content = blob;
        return 'blob:file';
      },
      revokeObjectURL: () => {},
    });
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function save(this: HTMLAnchorElement) {
        files.push({ name: this.download, content: content.text() });
      });
    await renderServices('new', api, '?level=bronze&sort=-score&limit=10');
    await found('12 services');
    const openMenu = async () =>
      await userEvent.click(
        screen.getByRole('button', { name: 'More actions' }),
      );
    const exportAll = async () => {
      await openMenu();
      await userEvent.click(
        await screen.findByRole('menuitem', { name: 'Export CSV' }),
      );
    };

    api.failure = new Error('The database is asleep');
    await exportAll();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not export the listThe database is asleep',
    );
    api.failure = undefined;
    await exportAll();
    await waitFor(() => expect(files).toHaveLength(1));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(files[0].name).toMatch(/^paved-road-services-\d{4}-\d\d-\d\d\.csv$/);
    expect((await files[0].content).split('\r\n')).toHaveLength(13);
    expect(api.exports).toEqual([
      expect.objectContaining({ level: 'bronze', sort: '-score' }),
    ]);

    await choose('Level', 'Gold');
    expect(
      await screen.findByText('Nothing matches these filters.'),
    ).toBeVisible();
    await openMenu();
    expect(
      await screen.findByRole('menuitem', { name: 'Export CSV' }),
    ).toHaveAttribute('aria-disabled', 'true');
  });
});
