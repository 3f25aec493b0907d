import { screen, waitFor } from '@testing-library/react';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { responseError } from '../../testing/responseError';
import { approved, firstVersion } from '../../__testUtils__/assessments';
import { findHeading, press, statusOf } from '../../__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

const notice = /It left 3 assessments, 1 waiver, 12 days of history/;

describe.each(frontendSystems)('earlier entities, %s frontend', system => {
  function createFake() {
    const fake = new FakeAssessments();
    fake.orphans = [
      {
        uid: '8f5d1b1e-6a35-4b6c-9a5e-2f6a4f0d9c11',
        orphanedAt: '2026-11-02T09:00:00.000Z',
        assessments: 3,
        waivers: 1,
        historyDays: 12,
      },
    ];
    return fake;
  }

  it('offers their records to reviewers, and shows them once they are adopted', async () => {
    const fake = createFake();
    const adopt = jest
      .spyOn(fake, 'adoptOrphans')
      .mockRejectedValueOnce(
        await responseError(503, 'ServiceUnavailableError', 'Database is away'),
      );
    await renderArchitecture(system, fake);
    await findHeading('No architecture assessment yet');
    expect(await screen.findByText(notice)).toBeVisible();
    await press('Adopt');
    const dialog = await screen.findByRole('dialog', {
      name: 'Adopt the records',
    });
    await press('Adopt');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The records could not be adoptedDatabase is away',
    );
    expect(dialog).toBeVisible();

    await approved(fake, firstVersion);
    await press('Adopt');
    expect(await statusOf('Modular monolith')).toHaveTextContent('Approved');
    await waitFor(() => expect(screen.queryByText(notice)).toBeNull());
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(adopt).toHaveBeenLastCalledWith(entityRef, {
      uids: ['8f5d1b1e-6a35-4b6c-9a5e-2f6a4f0d9c11'],
    });
  });

  it.each(['paved-road.assessment.review', 'paved-road.waiver.review'])(
    'does not ask for them without the permission %s',
    async permission => {
      const fake = createFake();
      const getOrphans = jest.spyOn(fake, 'getOrphans');
      await renderArchitecture(system, fake, {
        name: permission.split('.').join('-'),
        denied: [permission],
      });
      await findHeading('No architecture assessment yet');
      expect(screen.queryByText(notice)).toBeNull();
      expect(getOrphans).not.toHaveBeenCalled();
    },
  );

  it('says where they cannot be loaded, and tries again', async () => {
    const fake = createFake();
    jest
      .spyOn(fake, 'getOrphans')
      .mockRejectedValueOnce(
        await responseError(503, 'ServiceUnavailableError', 'Database is away'),
      );
    await renderArchitecture(system, fake);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Records of earlier entities could not be loaded',
    );
    await press('Try again');
    expect(await screen.findByText(notice)).toBeVisible();
  });
});
