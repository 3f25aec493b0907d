import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAssessments } from '../testing/FakeAssessments';
import { approved, atScale, firstVersion } from './__testUtils__/assessments';
import { press, statusOf } from './__testUtils__/page';
import {
  frontendSystems,
  renderArchitecture,
} from './__testUtils__/renderArchitecture';

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
      expect(status).toHaveTextContent('Made with an older model');
      expect(status).toHaveTextContent('Due for review');

      const { advice } = await fake.getAssessment(id);
      expect(
        screen.getByText(/Next review on May 3, 2027.*Model \d/),
      ).toBeVisible();
      expect(
        screen.getByText(
          /^Chance that Microservices is the right pattern: \d+%/,
        ),
      ).toBeVisible();
      const why = within(
        screen.getByRole('region', { name: /^Why Microservices/ }),
      );
      await userEvent.click(why.getByRole('button', { name: /more criteri/ }));
      const points = why
        .getByRole('list', { name: 'What decides, as points of fit' })
        .textContent!.match(/[+\-−]\d+\.\d/g)!
        .map(text => Number(text.replace('−', '-')));
      const sum = points.reduce((total, point) => total + point, 0);
      expect(sum).toBeCloseTo(advice.recommendation.margin, 0);
      expect(
        why.getByRole('list', { name: 'Patterns that are not eligible' }),
      ).toHaveTextContent('Serverless functions: not possible on the platform');

      const comparison = within(
        screen.getByRole('grid', { name: 'Comparison' }),
      );
      await press(/criteri.* that weigh/);
      const autonomy = within(
        comparison.getByRole('row', { name: /Team autonomy/ }),
      );
      expect(autonomy.getByText('needs 5 of 5')).toBeInTheDocument();
      expect(
        autonomy.getByRole('button', {
          name: '1 Falls short. One code base and one release for everybody.',
        }),
      ).toBeVisible();
      const maturity = within(
        comparison.getByRole('row', { name: /DevOps maturity required/ }),
      );
      expect(maturity.getByText('team has 5')).toBeVisible();
      expect(
        maturity.getByRole('button', {
          name: /^asks [\d.]+ Meets the need. One pipeline/,
        }),
      ).toBeVisible();

      const cost = within(
        screen.getByRole('grid', { name: 'Cost by pattern' }),
      );
      expect(
        cost.getByRole('row', { name: /Microservices/ }),
      ).toHaveTextContent(/\$[\d,]+/);
      const latency = within(
        screen.getByRole('grid', { name: 'Latency by pattern' }),
      );
      expect(
        latency.getByRole('row', { name: /Microservices/ }),
      ).toHaveTextContent(/(meets|misses) 1 s/);
      await press(/assumptions behind these numbers/);
      expect(
        within(screen.getByRole('grid', { name: 'Assumptions' })).getByRole(
          'row',
          { name: /^Always-on instance without GPU/ },
        ),
      ).toHaveTextContent(/0\.\d+ USD per hour.*List price/);
    });

    it('says which answers an estimate needs', async () => {
      const fake = new FakeAssessments();
      await approved(fake, firstVersion);
      await render(fake);
      await statusOf('Modular monolith');
      const quantities = screen.getByRole('region', {
        name: 'Cost and latency',
      });
      expect(quantities).toHaveTextContent(
        /Cost by patternNot known without: .*Inference requests per month.*Time of one inference/,
      );
      expect(within(quantities).queryByRole('grid')).toBeNull();
    });
  },
);
