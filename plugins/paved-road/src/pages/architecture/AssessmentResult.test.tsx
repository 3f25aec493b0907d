import { Pattern } from '@paved-road/plugin-paved-road-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { withVerdict } from '../../testing/withVerdict';
import {
  approved,
  atScale,
  fewAnswers,
  firstVersion,
} from '../../__testUtils__/assessments';
import {
  findHeading,
  openSection,
  press,
  statusOf,
} from '../../__testUtils__/page';
import {
  entityRef,
  frontendSystems,
  renderArchitecture,
} from '../../__testUtils__/renderArchitecture';

describe.each(frontendSystems)(
  'Result of an assessment, %s frontend',
  system => {
    const render = (
      fake: FakeAssessments,
      options?: Parameters<typeof renderArchitecture>[2],
    ) => renderArchitecture(system, fake, options);

    beforeEach(() => localStorage.clear());

    it('explains the decision', async () => {
      const fake = new FakeAssessments();
      const { id } = await approved(fake, atScale);
      fake.present(id, {
        stale: ['model-version', 'age'],
        reviewAt: '2027-05-03T09:00:00.000Z',
      });
      await render(fake);

      const status = await statusOf('Microservices');
      expect(status).toHaveTextContent('Model changes the answer');
      expect(status).toHaveTextContent('Due for review');

      expect(status).toHaveTextContent(/Clear( so far)?, /);
      expect(screen.getByText(/next review on May 3, 2027/)).toBeVisible();
      expect(
        screen.getByRole('region', { name: 'For and against' }),
      ).toHaveTextContent(/^Microservices compared with .*For.*\+\d+\.\d/);
      expect(
        screen.getByRole('region', { name: / in figures$/ }),
      ).toHaveTextContent(/\$[\d,]+\/month.*p99.*(meets|misses) 1 s/);
      const why = within(
        screen.getByRole('region', { name: /^Why Microservices/ }),
      );
      expect(
        why.getByRole('list', { name: 'Patterns that are not eligible' }),
      ).toHaveTextContent('Serverless functions: not possible on the platform');

      await openSection('Compare');
      const comparison = within(
        screen.getByRole('table', { name: 'Comparison' }),
      );
      await press(/criteri.* that weigh/);
      const autonomy = within(
        comparison.getByRole('row', { name: /Team autonomy/ }),
      );
      expect(autonomy.getByText('needs 5 of 5')).toBeInTheDocument();
      expect(
        autonomy.getByRole('button', {
          name: '1 Falls short. One codebase and one release for all teams.',
        }),
      ).toBeVisible();
      const maturity = within(
        comparison.getByRole('row', { name: /DevOps maturity required/ }),
      );
      expect(maturity.getByText('the team can carry 5')).toBeVisible();
      expect(
        maturity.getByRole('button', {
          name: /^asks [\d.]+ Meets the need. One pipeline/,
        }),
      ).toBeVisible();

      await openSection('Cost and latency');
      expect(
        screen.queryByRole('region', { name: 'For and against' }),
      ).not.toBeInTheDocument();
      await press('Show the numbers');
      const cost = within(
        screen.getByRole('table', { name: 'Cost by pattern' }),
      );
      expect(
        cost.getByRole('row', { name: /Microservices/ }),
      ).toHaveTextContent(/\$[\d,]+/);
      const latency = within(
        screen.getByRole('table', { name: 'Latency by pattern' }),
      );
      expect(
        latency.getByRole('row', { name: /Microservices/ }),
      ).toHaveTextContent(/(meets|misses) 1 s/);
      await press(/assumptions behind these numbers/);
      expect(
        within(screen.getByRole('table', { name: 'Assumptions' })).getByRole(
          'row',
          { name: /^Always-on instance without GPU/ },
        ),
      ).toHaveTextContent(/0\.\d+ USD per hour.*List price/);
    });

    it('never lends a decision the confidence of the recommendation', async () => {
      const fake = new FakeAssessments();
      await approved(fake, {
        ...firstVersion,
        decision: {
          pattern: 'microservices',
          rationale: 'A supplier built it.',
        },
      });
      await render(fake);
      const status = await statusOf('Microservices');
      expect(status).toHaveTextContent(
        /Clear( so far)? for Modular monolith, /,
      );
      expect(
        screen.getByText(
          /^Overrides the recommendation, Modular monolith. Its own chance: (under )?\d+%, rank 3 of 3/,
        ),
      ).toBeVisible();
      expect(screen.getByText(/“A supplier built it.”$/)).toBeVisible();
      expect(
        screen.getByRole('region', { name: 'For and against' }),
      ).toHaveTextContent(/^Microservices compared with Modular monolith/);
      expect(screen.getByText('decided').closest('li')).toHaveTextContent(
        /^Microservices/,
      );
    });

    it('shows a decision for a pattern that the model no longer has', async () => {
      const fake = new FakeAssessments();
      const { id } = await approved(fake, atScale);
      fake.present(id, {
        decision: { pattern: 'event-mesh' as Pattern, rationale: 'As it was.' },
      });
      await render(fake);
      await statusOf('event-mesh');
      expect(
        screen.getByRole('region', { name: 'event-mesh in figures' }),
      ).toHaveTextContent(
        /CostNo longer in the model.*p99No longer in the model/,
      );
      expect(
        screen.getByText('event-mesh compared with Microservices'),
      ).toBeVisible();
      for (const section of ['Compare', 'Cost and latency', 'Roadmap']) {
        await openSection(section);
      }
      expect(screen.getByRole('region', { name: 'Roadmap' })).toBeVisible();
    });

    it('takes an answer that decides on the spot', async () => {
      const decisive = [
        'workload.traffic',
        'workload.memoryGb',
        'workload.requestsPerMonth',
        'team.parallelTeams',
      ];
      const fake = new FakeAssessments();
      const { id, advice } = await fake.createAssessment(entityRef, fewAnswers);
      fake.present(id, {
        advice: withVerdict(advice, 'not-enough-answers', {
          openAnswers: decisive,
        }),
      });
      await render(fake);
      expect(await statusOf('No pattern yet')).toHaveTextContent(
        /Draft.*Not enough answers/,
      );
      expect(
        screen.getByRole('button', {
          name: `Answer ${decisive.length} questions`,
        }),
      ).toBeVisible();
      expect(
        within(
          screen.getByRole('region', { name: 'Answer these first' }),
        ).getAllByRole('listitem'),
      ).toHaveLength(decisive.length);
      await userEvent.type(
        screen.getByRole('textbox', { name: /^Memory of one instance/ }),
        '2{Enter}',
      );
      await waitFor(async () =>
        expect((await fake.getAssessment(id)).profile).toMatchObject({
          workload: { memoryGb: 2 },
        }),
      );
    });

    it('names the only answer that decides', async () => {
      const fake = new FakeAssessments();
      const { id, advice } = await fake.createAssessment(entityRef, fewAnswers);
      fake.present(id, {
        advice: withVerdict(advice, 'not-enough-answers', {
          openAnswers: ['workload.requestsPerMonth'],
        }),
      });
      await render(fake);
      await press('Answer: Inference requests per month');
      await findHeading('Edit the draft');
      expect(
        screen.getByRole('textbox', { name: /^Inference requests per month/ }),
      ).toHaveFocus();
    });

    it('says which answers an estimate needs', async () => {
      const fake = new FakeAssessments();
      await approved(fake, firstVersion);
      await render(fake);
      await statusOf('Modular monolith');
      expect(
        screen.getByRole('region', { name: / in figures$/ }),
      ).toHaveTextContent(/CostAnswer “.*” to see it/);
      await openSection('Cost and latency');
      const quantities = screen.getByRole('region', {
        name: 'Cost and latency',
      });
      expect(quantities).toHaveTextContent(
        /Cost by patternAnswer .*Inference requests per month.*Time of one inference.* to see it.*Latency by patternAnswer/,
      );
      expect(within(quantities).queryByRole('table')).toBeNull();
    });
  },
);
