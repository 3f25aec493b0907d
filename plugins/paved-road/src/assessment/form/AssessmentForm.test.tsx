import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { firstVersion, reviewer } from '../__testUtils__/assessments';
import {
  fill,
  findButton,
  findHeading,
  press,
  statusOf,
} from '../__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from '../__testUtils__/renderArchitecture';

describe.each(frontendSystems)('Assessment form, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    options?: Parameters<typeof renderArchitecture>[2],
  ) => renderArchitecture(system, fake, options);

  beforeEach(() => localStorage.clear());

  it('leads from an empty page over a live result to a submitted assessment', async () => {
    const fake = new FakeAssessments();
    await render(fake);

    await findHeading('No architecture assessment yet');
    const facts = screen.getByRole('region', {
      name: 'What the catalog already tells',
    });
    expect(within(facts).getByText('production')).toBeVisible();
    expect(within(facts).getByText('Modular monolith')).toBeVisible();
    expect(await within(facts).findByText('fraud')).toBeVisible();

    await press('Start assessment');
    const live = within(
      await screen.findByRole('region', { name: 'Result so far' }),
    );
    expect(live.getByText(/Answer a question/)).toBeVisible();
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await userEvent.type(
      screen.getByRole('textbox', {
        name: 'Teams that work in parallel (teams)',
      }),
      '1{Tab}',
    );
    expect(
      await live.findByText(/^2 of \d+ questions answered$/),
    ).toBeVisible();
    await press('Next');
    expect(await findHeading('Product')).toHaveFocus();
    await userEvent.click(screen.getByLabelText('Time to market'));
    await userEvent.click(screen.getByLabelText('A pivot is likely'));
    await waitFor(() =>
      expect(live.getByRole('status')).toHaveTextContent('Modular monolith'),
    );
    expect(
      within(live.getByRole('list', { name: 'Patterns by fit' })).getAllByRole(
        'listitem',
      ),
    ).toHaveLength(3);

    await press('Save draft');
    expect(await statusOf('Modular monolith')).toHaveTextContent('Draft');
    await press('Submit for approval');
    await waitFor(async () =>
      expect(await statusOf('Modular monolith')).toHaveTextContent('Submitted'),
    );
    expect(screen.getByText(/another person has to review/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
    const { items } = await fake.getEntityAssessments(entityRef);
    expect(items).toMatchObject([
      {
        status: 'submitted',
        profile: {
          team: { devopsMaturity: 2, parallelTeams: 1 },
          product: { driver: 'time-to-market', roadmap: 'pivot-likely' },
        },
      },
    ]);
  });

  it('names the range of a wrong answer and saves nothing until it is corrected', async () => {
    const fake = new FakeAssessments();
    await render(fake, { query: '?view=assess' });
    await findHeading('Team');
    const size = screen.getByRole('textbox', {
      name: 'People on the application (people)',
    });
    await userEvent.type(size, '0{Tab}');
    expect(
      screen.getByText('Use a whole number from 1 to 1,000,000 (people).'),
    ).toBeVisible();

    await press(/Growth/);
    await press('Save draft');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Correct the answer to “People on the application”.',
    );
    expect(await findHeading('Team')).toHaveFocus();
    expect((await fake.getEntityAssessments(entityRef)).items).toEqual([]);

    await press('Not sure: People on the application');
    await press('Save draft');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Answer at least one question.',
    );
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await press('Save draft');
    await findButton('Submit for approval');
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      { profile: { team: { devopsMaturity: 2 } } },
    ]);
  });

  it('asks why when a decision overrides the recommendation', async () => {
    const fake = new FakeAssessments();
    const draft = await fake.createAssessment(entityRef, firstVersion);
    await render(fake);
    await press('Edit');
    await press('Decision');
    expect(
      screen.getByLabelText('Accept the recommendation: Modular monolith'),
    ).toBeChecked();
    await userEvent.click(
      screen.getByLabelText('Decide for Microservices instead'),
    );
    await press('Save draft');
    expect(
      await screen.findByText(
        'Say why the decision overrides the recommendation.',
      ),
    ).toBeVisible();

    await fill(/Rationale/, 'The team already runs the platform');
    await fill('Accepted trade-offs', 'Slower start\nMore to run');
    await fill('Revisit when', 'A pivot happens');
    await press('Save draft');
    expect(await statusOf('Microservices')).toHaveTextContent('Draft');
    expect(
      screen.getByText(
        'Recommended was Modular monolith. Decided otherwise: The team already runs the platform',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('Accepted trade-offs: Slower start; More to run'),
    ).toBeVisible();
    expect(screen.getByText('Revisit when: A pivot happens')).toBeVisible();
    expect((await fake.getAssessment(draft.id)).decision).toEqual({
      pattern: 'microservices',
      rationale: 'The team already runs the platform',
      acceptedTradeOffs: ['Slower start', 'More to run'],
      revisitTriggers: ['A pivot happens'],
    });
  });

  it('keeps what was filled in until it is saved or discarded', async () => {
    const fake = new FakeAssessments();
    await render(fake, { query: '?view=assess' });
    await findHeading('Team');
    await userEvent.click(
      screen.getByLabelText('4: Infrastructure as code, observability'),
    );
    cleanup();

    await render(fake, { query: '?view=assess' });
    expect(
      await screen.findByText(/which were not saved, are back/),
    ).toBeVisible();
    expect(
      screen.getByLabelText('4: Infrastructure as code, observability'),
    ).toBeChecked();
    await press('Discard them');
    expect(
      screen.getByLabelText('4: Infrastructure as code, observability'),
    ).not.toBeChecked();
    cleanup();

    fake.actor = reviewer;
    await render(fake, { query: '?view=assess' });
    await findHeading('Team');
    expect(screen.queryByText(/are back/)).toBeNull();
    await userEvent.click(screen.getByLabelText('2: Some pipelines'));
    await press('Discard changes');
    expect(screen.getByLabelText('2: Some pipelines')).not.toBeChecked();
  });

  it('offers a way out when somebody else has changed the draft meanwhile', async () => {
    const fake = new FakeAssessments();
    const { id, etag } = await fake.createAssessment(entityRef, firstVersion);
    await render(fake);
    await press('Edit');
    await userEvent.click(
      await screen.findByLabelText('5: All of it is a habit, on-call included'),
    );
    await fake.updateAssessment(id, etag, {
      profile: { team: { teamSize: 9 } },
    });

    await press('Save draft');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Someone else has changed this assessment');
    await press('Load the newest version');
    await waitFor(() =>
      expect(
        screen.getByRole('textbox', {
          name: 'People on the application (people)',
        }),
      ).toHaveValue('9'),
    );

    await userEvent.click(
      screen.getByLabelText('5: All of it is a habit, on-call included'),
    );
    const newest = await fake.getAssessment(id);
    await fake.submitAssessment(id, newest.etag);
    await press('Save draft');
    await press('Save as a new draft');
    await findButton('Submit for approval');
    expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
      {
        status: 'draft',
        profile: { team: { devopsMaturity: 5, teamSize: 9 } },
      },
      { id, status: 'submitted' },
    ]);
  });
});
