import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { exampleScorecard } from '../../testing/exampleScorecard';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { responseError } from '../../testing/responseError';
import {
  approved,
  atScale,
  firstVersion,
  reviewer,
  submitted,
} from '../../__testUtils__/assessments';
import {
  choose,
  findButton,
  findHeading,
  openSection,
  press,
  statusOf,
} from '../../__testUtils__/page';
import {
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

describe.each(frontendSystems)('Architecture tab, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, options);

  beforeEach(() => localStorage.clear());

  it('explains an assessment that cannot be read, and offers a new one', async () => {
    const fake = new FakeAssessments();
    jest
      .spyOn(fake, 'getEntityAssessments')
      .mockResolvedValue({ items: [], totalItems: 1, unreadable: 1 });
    await render(fake);
    expect(
      await screen.findByText(/An earlier assessment can’t be read/),
    ).toBeVisible();
    await findButton('Assess');
  });

  it('shows older assessments, and what happened to them', async () => {
    const fake = new FakeAssessments();
    for (let i = 0; i < 11; i++) {
      await approved(fake, i === 10 ? atScale : firstVersion);
    }
    await render(fake);
    await statusOf('Microservices');
    await choose('History');
    const table = within(
      await screen.findByRole('table', { name: 'Assessments of this entity' }),
    );
    expect(table.getAllByRole('row')[1]).toHaveTextContent(
      /Approved.*Viewing.*Current.*Microservices/,
    );
    const events = screen.getByRole('list', { name: 'Events' });
    expect(events).toHaveTextContent(
      /reviewer approved it.*Agreed.*owner created it/,
    );

    await press('Next table page');
    await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(2));
    await press(/Open the assessment of/);
    expect(await statusOf('Modular monolith')).toHaveTextContent('Superseded');
    expect(screen.queryByRole('button', { name: 'Reassess' })).toBeNull();
    await press('Show the current one');
    expect(await statusOf('Microservices')).toHaveTextContent('Approved');
  });

  it('tells those who may not assess whom to ask', async () => {
    const outsider = {
      name: 'sealed-scorer',
      denied: [
        'paved-road.assessment.edit',
        'paved-road.assessment.review',
        'paved-road.scorecard.evaluate',
      ],
    };
    const fake = new FakeAssessments();
    await render(fake, outsider);
    await findHeading('No architecture assessment yet');
    expect(screen.getByText(/Only its owners/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Assess' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Evaluate now' })).toBeNull();
    cleanup();

    await submitted(fake, firstVersion, 'component:default/sealed-scorer');
    fake.actor = reviewer;
    await render(fake, { ...outsider, query: '?view=assess' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Only its owners/,
    );
    cleanup();

    await render(fake, outsider);
    await press('More for this assessment');
    await screen.findByRole('menuitem', { name: 'History' });
    expect(screen.queryByRole('menuitem', { name: 'Withdraw' })).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
    cleanup();

    jest
      .spyOn(fake, 'getEntityAssessments')
      .mockRejectedValue(await responseError(403, 'NotAllowedError', 'no'));
    await render(fake, outsider);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Ask the owner or the platform team for access.',
    );
  });

  it('says what went wrong and tries again', async () => {
    const fake = new FakeAssessments();
    const failing = jest
      .spyOn(fake, 'getEntityAssessments')
      .mockRejectedValue(
        await responseError(503, 'ServiceUnavailableError', 'Database is away'),
      );
    await render(fake);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Database is away',
    );
    failing.mockRestore();
    await press('Try again');
    await findButton('Assess');
  });

  it('is free of accessibility violations in each of its views', async () => {
    const fake = new FakeAssessments();
    fake.scorecard = exampleScorecard;
    const main = async (name: string | RegExp) =>
      (await findHeading(name)).closest<HTMLElement>('article')!.parentElement!;

    await render(fake);
    expect(
      await axe(await main('No architecture assessment yet')),
    ).toHaveNoViolations();
    cleanup();
    await render(fake, { query: '?view=assess' });
    expect(
      await axe(await main('Assess the architecture')),
    ).toHaveNoViolations();
    cleanup();
    await approved(fake, atScale);
    await submitted(fake);
    await render(fake);
    expect(
      await axe((await main('Microservices')).parentElement!),
    ).toHaveNoViolations();
    cleanup();
    await render(fake, { query: '?view=history' });
    expect(
      await axe(await main('Assessments of this entity')),
    ).toHaveNoViolations();
    for (const section of ['Compare', 'Cost and latency', 'Risks', 'Roadmap']) {
      await openSection(section);
      expect(
        await axe(screen.getByRole('tabpanel', { name: section })),
      ).toHaveNoViolations();
    }
  });
});
