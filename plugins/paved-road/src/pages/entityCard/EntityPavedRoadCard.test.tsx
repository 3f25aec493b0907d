import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { scorecardChannelFor } from '@paved-road/plugin-paved-road-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { allowAllBut } from '../../__testUtils__/allowAllBut';
import { FakeSignals } from '../../__testUtils__/FakeSignals';
import plugin from '../../alpha';
import { pavedRoadApiRef } from '../../data/api';
import {
  entityNamed,
  entityRef,
  frontendSystems,
} from '../../__testUtils__/renderArchitecture';
import { atScale, fewAnswers } from '../../__testUtils__/assessments';
import { EntityPavedRoadCard } from '../../plugin/classic/plugin';
import { selectedTemplateRouteRef } from '../../data/routes';
import { exampleScorecard } from '../../testing/exampleScorecard';
import { FakeAssessments } from '../../testing/FakeAssessments';

const ENTITY_PATH = '/catalog/:namespace/:kind/:name';
const TEMPLATE_PATH = '/create/templates/:namespace/:templateName';

/** The card on the overview page of an entity. */
async function render(
  system: (typeof frontendSystems)[number],
  fake: FakeAssessments,
  options: { entity?: Entity; signals?: FakeSignals } = {},
) {
  const { entity = entityNamed('fraud-scorer'), signals = new FakeSignals() } =
    options;
  const apis = [
    [pavedRoadApiRef, fake],
    [catalogApiRef, catalogApiMock({ entities: [entity] })],
    [permissionApiRef, allowAllBut([])],
    [signalApiRef, signals],
  ] as const;
  const address = `/catalog/default/${entity.kind.toLocaleLowerCase('en-US')}/${entity.metadata.name}`;
  if (system === 'new') {
    return renderTestApp({
      features: [catalogPlugin, plugin],
      initialRouteEntries: [address],
      mountedRoutes: { [TEMPLATE_PATH]: selectedTemplateRouteRef },
      apis: [...apis],
    });
  }
  return await renderInTestApp(
    <TestApiProvider apis={apis}>
      <EntityProvider entity={entity}>
        <EntityPavedRoadCard />
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        [ENTITY_PATH]: entityRouteRef,
        [TEMPLATE_PATH]: selectedTemplateRouteRef,
      },
    },
  );
}

const card = async () =>
  within(await screen.findByRole('region', { name: 'Paved road' }));

describe.each(frontendSystems)(
  'EntityPavedRoadCard in the %s frontend system',
  system => {
    it('names no pattern for a draft without enough answers', async () => {
      const fake = new FakeAssessments();
      await fake.createAssessment(entityRef, fewAnswers);
      await render(system, fake);
      const shown = await card();
      expect(await shown.findByText('Not enough answers')).toBeVisible();
      expect(shown.getByText('declared: Modular monolith')).toBeVisible();
    });

    it('says where the entity stands, what is decided, and what to do next', async () => {
      const fake = new FakeAssessments();
      fake.scorecard = exampleScorecard;
      await fake.createAssessment(entityRef, atScale);
      await render(system, fake);

      const shown = await card();
      expect(await shown.findByText('Bronze')).toBeVisible();
      expect(shown.getByText('62.5 of 100')).toBeVisible();
      expect(shown.getByText('1 waived')).toBeVisible();
      expect(shown.getByText('1 unknown')).toBeVisible();
      const blockers = shown.getByRole('list', { name: 'Blocks Silver' });
      expect(
        within(blockers)
          .getAllByRole('listitem')
          .map(({ textContent }) => textContent),
      ).toEqual(['SLO declared']);
      expect(within(blockers).getByRole('img', { name: 'fail' })).toBeVisible();
      expect(await shown.findByText('Microservices')).toBeVisible();
      expect(shown.getByText('declared: Modular monolith')).toBeVisible();
      expect(shown.getByText('Draft')).toBeVisible();
      expect(
        shown.getByRole('link', { name: 'Open the scorecard' }),
      ).toHaveAttribute(
        'href',
        '/catalog/default/component/fraud-scorer/scorecard?check=slo',
      );
      expect(
        await axe(screen.getByRole('region', { name: 'Paved road' })),
      ).toHaveNoViolations();
      expect(shown.queryByText(/^The catalog warns of/)).toBeNull();
    });

    it('shows what the catalog warned of when it took the entity in', async () => {
      const entity = {
        ...entityNamed('fraud-scorer'),
        status: {
          items: [
            {
              type: 'paved-road.io/policy',
              level: 'warning',
              message:
                'Says what it does (has-description): Describe it (https://docs.example/why). See https://docs.example/describe',
            },
            { type: 'example.com/other', level: 'info', message: 'Seen.' },
          ],
        },
      };
      await render(system, new FakeAssessments(), { entity });
      const shown = await card();
      const warnings = within(
        await shown.findByRole('list', {
          name: 'The catalog warns of 1 problem',
        }),
      );
      expect(
        warnings.getAllByRole('listitem').map(item => item.textContent),
      ).toEqual([
        'Says what it does (has-description): Describe it (https://docs.example/why). See https://docs.example/describe',
      ]);
      for (const address of [
        'https://docs.example/why',
        'https://docs.example/describe',
      ]) {
        expect(warnings.getByRole('link', { name: address })).toHaveAttribute(
          'href',
          address,
        );
      }
    });
  },
);

describe('EntityPavedRoadCard', () => {
  it('says quietly that nothing is known yet, and follows what changes', async () => {
    const fake = new FakeAssessments();
    const signals = new FakeSignals();
    fake.rules = { items: [], inactive: [], facts: [] };
    await render('new', fake, { signals });
    const shown = await card();
    expect(
      await shown.findByText(/^No rule pack selects this Component/),
    ).toBeVisible();
    expect(
      await shown.findByText('Modular monolith, as declared'),
    ).toBeVisible();
    expect(shown.getByText('Not decided')).toBeVisible();
    expect(shown.queryByRole('alert')).toBeNull();

    fake.scorecard = {
      ...exampleScorecard,
      level: 'gold',
      results: exampleScorecard.results.slice(0, 1),
    };
    signals.send(scorecardChannelFor(entityRef), { changed: 'scorecards' });
    expect(await shown.findByText('Nothing blocks a level.')).toBeVisible();
  });

  it('reports what could not be loaded, and tries again', async () => {
    const fake = new FakeAssessments();
    jest
      .spyOn(fake, 'getScorecard')
      .mockRejectedValueOnce(new Error('The database is asleep'));
    fake.scorecard = exampleScorecard;
    await render('new', fake);
    const shown = await card();
    expect(await shown.findByText('The database is asleep')).toBeVisible();
    await userEvent.click(shown.getByRole('button', { name: 'Try again' }));
    expect(await shown.findByText('Bronze')).toBeVisible();
  });

  it('says nothing of a decision where a portal has it on other pages', async () => {
    const fake = new FakeAssessments();
    fake.scorecard = {
      ...exampleScorecard,
      entityRef: 'api:default/payments',
    };
    await render('classic', fake, { entity: entityNamed('payments', 'API') });
    const shown = await card();
    expect(await shown.findByText('Bronze')).toBeVisible();
    expect(
      shown.getByRole('link', { name: 'Open the scorecard' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/api/payments/scorecard?check=slo',
    );
    expect(shown.queryByText('Not decided')).toBeNull();
    expect(shown.queryByText('Decision')).toBeNull();
  });

  it('is not there where nothing can be assessed', async () => {
    await render('new', new FakeAssessments(), {
      entity: {
        ...entityNamed('payments', 'API'),
        spec: { type: 'openapi', lifecycle: 'production', owner: 'fraud' },
      },
    });
    expect(await screen.findByText('About')).toBeVisible();
    // It would come a moment later.
    await expect(
      screen.findByRole('region', { name: 'Paved road' }, { timeout: 1_000 }),
    ).rejects.toThrow('Unable to find');
  });
});
