import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { withVerdict } from '../../testing/withVerdict';
import {
  approved,
  atScale,
  firstVersion,
  owner,
  reviewer,
  submitted,
} from '../../__testUtils__/assessments';
import {
  choose,
  findButton,
  findHeading,
  press,
  statusOf,
} from '../../__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

/* The record is a document of its own, which starts at its first level below the title of the dialog. */
const headingsMayStartAnywhere = {
  rules: { 'heading-order': { enabled: false } },
};

describe.each(frontendSystems)(
  'Actions on an assessment, %s frontend',
  system => {
    const render = (
      fake: FakeAssessments,
      options?: Parameters<typeof renderArchitecture>[2],
    ) => renderArchitecture(system, fake, options);

    beforeEach(() => localStorage.clear());

    it('lets a second person approve with a comment', async () => {
      const fake = new FakeAssessments();
      const older = await approved(fake, firstVersion);
      await submitted(fake, atScale);
      fake.actor = reviewer;
      await render(fake);

      expect(await statusOf('Modular monolith')).toHaveTextContent('Approved');
      expect(screen.getByRole('note')).toHaveTextContent(
        /A newer assessment by .*owner for Microservices has waited for review since/,
      );
      await press('Show it');
      expect(await statusOf('Microservices')).toHaveTextContent('Submitted');
      expect(screen.getByRole('note')).toHaveTextContent(
        'This is not the current assessment: Modular monolith was approved',
      );

      fake.levels = {
        now: { id: 'bronze', title: 'Bronze', rank: 1 },
        approve: { id: 'bronze', title: 'Bronze', rank: 1 },
        requestChanges: { id: 'bronze', title: 'Bronze', rank: 1 },
        reject: { id: 'none', title: 'none', rank: 0 },
      };
      await press('Review');
      const dialog = within(
        await screen.findByRole('dialog', { name: 'Review the assessment' }),
      );
      expect(dialog.getByText(/^Clear.*\d+%/)).toBeVisible();
      expect(
        await dialog.findByRole('radio', {
          name: /Rejecting takes the service from Bronze to none/,
        }),
      ).toBeVisible();
      const approve = dialog.getByRole('radio', {
        name: /Approve.*The level stays Bronze/,
      });
      expect(approve).not.toBeChecked();
      expect(await axe(screen.getByRole('dialog'))).toHaveNoViolations();
      await userEvent.type(dialog.getByLabelText('Comment'), 'Well reasoned');
      await userEvent.click(approve);
      await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
      await waitFor(async () =>
        expect(await statusOf('Microservices')).toHaveTextContent('Approved'),
      );
      expect(screen.getByText('Well reasoned')).toBeVisible();
      expect(screen.queryByRole('note')).toBeNull();
      expect(await fake.getAssessment(older.id)).toMatchObject({
        status: 'superseded',
      });
    });

    it('tells what the author says to the reviewer', async () => {
      const fake = new FakeAssessments();
      await fake.createAssessment(entityRef, firstVersion);
      await render(fake);
      await press('Submit for review');
      const dialog = within(await screen.findByRole('dialog'));
      await userEvent.type(
        dialog.getByLabelText('Comment for the reviewer'),
        'Volume is a guess',
      );
      await userEvent.click(dialog.getByRole('button', { name: 'Submit' }));
      await waitFor(async () =>
        expect(await statusOf('Modular monolith')).toHaveTextContent(
          'Submitted',
        ),
      );
      await choose('History');
      expect(
        await screen.findByRole('list', { name: 'Events' }),
      ).toHaveTextContent(/owner submitted it.*Volume is a guess/);
    });

    it('tells for which pattern of a close call a draft is submitted', async () => {
      const fake = new FakeAssessments();
      const { id, advice } = await fake.createAssessment(
        entityRef,
        firstVersion,
      );
      fake.present(id, {
        advice: withVerdict(advice, 'close', {
          recommendation: { runnerUp: 'serverless' },
        }),
      });
      await render(fake);
      expect(
        await statusOf('Modular monolith or Serverless functions'),
      ).toHaveTextContent(/Draft.*Close/);
      await press('Submit for review');
      expect(
        await screen.findByText(/submitting decides for Modular monolith/),
      ).toBeVisible();
    });

    it('makes it the first step to correct what the evidence contradicts', async () => {
      const misses = {
        id: 'misses-requirement',
        text: 'Misses its requirement: p99 1.3 s, required 1 s',
      } as const;
      const holding = new FakeAssessments();
      await approved(holding);
      const first = await render(holding);
      expect(await findButton('Reassess')).toHaveAttribute(
        'data-variant',
        'secondary',
      );
      first.unmount();

      const missing = new FakeAssessments();
      const { id } = await approved(missing);
      missing.present(id, { standing: misses });
      const second = await render(missing);
      expect(await statusOf('Modular monolith')).toHaveTextContent(
        'ApprovedMisses its requirement',
      );
      expect(screen.getByText('p99 1.3 s, required 1 s')).toBeVisible();
      expect(await findButton('Reassess')).toHaveAttribute(
        'data-variant',
        'primary',
      );
      second.unmount();

      const fake = new FakeAssessments();
      const draft = await fake.createAssessment(entityRef, {
        ...firstVersion,
        decision: { pattern: 'serverless', rationale: 'We know it best.' },
      });
      fake.present(draft.id, { standing: misses });
      await render(fake);
      expect(await findButton('Change the decision')).toBeVisible();
      expect(
        screen.queryByRole('button', { name: 'Submit for review' }),
      ).toBeNull();
      await choose('Submit for review');
      expect(await screen.findByRole('dialog')).toBeVisible();
    });

    it('says why the record cannot be shown, and tries again', async () => {
      const fake = new FakeAssessments();
      await approved(fake);
      jest
        .spyOn(fake, 'getDecisionRecord')
        .mockRejectedValueOnce(new Error('The record is away'));
      await render(fake);
      await press('Decision record');
      const dialog = within(await screen.findByRole('dialog'));
      expect(await dialog.findByRole('alert')).toHaveTextContent(
        'The record is away',
      );
      expect(dialog.getByRole('button', { name: 'Download' })).toBeDisabled();
      await press('Try again');
      expect(
        await dialog.findByRole('heading', { name: 'Decision Outcome' }),
      ).toBeVisible();
    });

    it('rejects only with a reason, from which the author goes on', async () => {
      const fake = new FakeAssessments();
      await submitted(fake);
      fake.actor = reviewer;
      await render(fake);
      await press('Review');
      const dialog = within(await screen.findByRole('dialog'));
      await userEvent.click(dialog.getByRole('radio', { name: /^Reject/ }));
      const confirm = dialog.getByRole('button', { name: 'Reject' });
      const reason = dialog.getByRole('textbox', { name: /^Reason/ });
      await userEvent.click(confirm);
      expect(reason).toHaveFocus();
      expect(reason).toHaveAccessibleDescription(
        'Enter a comment; the author will see it.',
      );
      await userEvent.type(reason, 'State the volume');
      await userEvent.click(confirm);
      await waitFor(async () =>
        expect(await statusOf('Modular monolith')).toHaveTextContent(
          'Rejected',
        ),
      );
      expect(
        screen.getByText(/Rejected by .*State the volume.*Reassess/),
      ).toBeVisible();
      cleanup();

      fake.actor = owner;
      await render(fake);
      await press('Reassess');
      await findHeading('Assess the architecture');
      await press(/^Team/);
      expect(screen.getByLabelText('2: Some pipelines')).toBeChecked();
    });

    it('returns a draft to its author, with what has to change', async () => {
      const fake = new FakeAssessments();
      await submitted(fake, {
        ...firstVersion,
        decision: { pattern: 'serverless', rationale: 'We know it best.' },
      });
      fake.actor = reviewer;
      await render(fake);
      await press('Review');
      const dialog = within(await screen.findByRole('dialog'));
      expect(
        dialog.getByText('Overrides the recommendation: Modular monolith'),
      ).toBeVisible();
      expect(dialog.getByText('We know it best.')).toBeVisible();
      await userEvent.click(
        dialog.getByRole('radio', { name: /^Request changes/ }),
      );
      await userEvent.type(
        dialog.getByRole('textbox', { name: /^Requested changes/ }),
        'State the volume',
      );
      await userEvent.click(
        dialog.getByRole('button', { name: 'Request changes' }),
      );
      await waitFor(async () =>
        expect(await statusOf('Serverless functions')).toHaveTextContent(
          'Draft',
        ),
      );
      expect(
        screen.getByText(/Changes requested by .*State the volume/),
      ).toBeVisible();
      cleanup();

      fake.actor = owner;
      await render(fake);
      await press('Edit and resubmit');
      await findHeading('Edit the draft');
    });

    it('tells a reviewer who was faster', async () => {
      const fake = new FakeAssessments();
      const { id, etag } = await submitted(fake);
      fake.actor = reviewer;
      await render(fake);
      await press('Review');
      const dialog = within(await screen.findByRole('dialog'));
      await fake.approveAssessment(id, etag);
      await userEvent.click(dialog.getByRole('radio', { name: /^Approve/ }));
      await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
      expect(await dialog.findByRole('alert')).toHaveTextContent(
        'Someone else has changed this assessment',
      );
      await userEvent.click(
        dialog.getByRole('button', { name: 'Load the newest version' }),
      );
      expect(
        await dialog.findByText('Nothing is left to review. Status: Approved.'),
      ).toBeVisible();
      expect(dialog.queryByRole('radio')).toBeNull();
      expect(dialog.queryByRole('button', { name: 'Comment' })).toBeNull();
    });

    it('lets a draft go, and returns to what is approved', async () => {
      const fake = new FakeAssessments();
      const { id } = await approved(fake, atScale);
      const draft = await fake.createAssessment(entityRef, firstVersion);
      await render(fake, { query: `?assessment=${draft.id}` });
      await choose('Delete draft');
      await userEvent.click(
        within(await screen.findByRole('dialog')).getByRole('button', {
          name: 'Delete',
        }),
      );
      expect(await statusOf('Microservices')).toHaveTextContent('Approved');
      await findButton('Reassess');
      expect((await fake.getEntityAssessments(entityRef)).items).toMatchObject([
        { id },
      ]);
    });

    it('hands out the decision record', async () => {
      const fake = new FakeAssessments();
      await approved(fake);
      const files: Blob[] = [];
      URL.createObjectURL = blob => `blob:${files.push(blob as Blob)}`;
      URL.revokeObjectURL = () => {};
      const names: string[] = [];
      const click = jest
        .spyOn(HTMLAnchorElement.prototype, 'click')
        .mockImplementation(function download(this: HTMLAnchorElement) {
          names.push(this.download);
        });
      await render(fake);
      await press('Decision record');
      const dialog = within(await screen.findByRole('dialog'));
      expect(
        await dialog.findByRole('heading', { name: 'Decision Outcome' }),
      ).toBeVisible();
      expect(dialog.getByLabelText('Front matter')).toHaveTextContent(
        'status: accepted',
      );
      expect(
        await axe(screen.getByRole('dialog'), headingsMayStartAnywhere),
      ).toHaveNoViolations();

      // Gives the browser of the test a clipboard.
      const user = userEvent.setup();
      const copy = jest.spyOn(navigator.clipboard, 'writeText');
      await user.click(dialog.getByRole('button', { name: 'Copy Markdown' }));
      expect(await dialog.findByText('Copied to the clipboard')).toBeVisible();
      expect(copy.mock.calls).toEqual([
        [expect.stringMatching(/^---\nstatus: accepted/)],
      ]);
      copy.mockRejectedValueOnce(new Error('Not allowed here'));
      await user.click(dialog.getByRole('button', { name: 'Copy Markdown' }));
      expect(await dialog.findByRole('alert')).toHaveTextContent(
        'Not allowed here',
      );
      await press('Download');
      await waitFor(() =>
        expect(names).toEqual(['fraud-scorer-architecture-decision.md']),
      );
      expect(files[0].type).toBe('text/markdown');
      expect(files[0].size).toBeGreaterThan(500);
      click.mockRestore();
    });
  },
);
