import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  Assessment,
  AssessmentStatus,
  isCurrent,
  Measured,
  ScorecardSummary,
  Standing,
  standingIds,
  standingTitles,
  SystemComponent,
} from '@paved-road/plugin-paved-road-common';
import { cleanup, screen, waitFor } from '@testing-library/react';
import fc from 'fast-check';
import { atScale } from '../../__testUtils__/assessments';
import { entityNamed, entityRef } from '../../__testUtils__/renderArchitecture';
import { pavedRoadApiRef } from '../../data/api';
import { selectedTemplateRouteRef } from '../../data/routes';
import { ScorecardProvider } from '../../data/scorecards/ScorecardProvider';
import { useServiceColumns } from '../../features/fleet/useServiceColumns';
import { MeasuredStrip } from '../../features/measured/MeasuredStrip';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { createPavedRoadColumns } from '../catalog/createPavedRoadColumns';
import { CardDecision } from '../entityCard/CardDecision';
import { AssessmentHeader } from './AssessmentHeader';
import { ComponentTable } from './composition/ComponentTable';

const entity = entityNamed('fraud-scorer');

const anyStanding = fc
  .record({
    id: fc.constantFrom(...standingIds),
    chance: fc.integer({ min: 1, max: 99 }),
    isOverride: fc.boolean(),
  })
  .map(({ id, chance, isOverride }): Standing => {
    const isClear = id === 'clear' || id === 'clear-so-far';
    const subject = isOverride ? ' for Modular monolith' : '';
    const label = isClear
      ? `${standingTitles[id]}${subject}, ${chance}% · `
      : `${standingTitles[id]}: `;
    return {
      id,
      chance: chance / 100,
      text: `${label}because of an answer`,
      ...(isOverride && {
        overrides: { pattern: 'monolith', chance: chance / 100 },
      }),
    };
  });

const anyState = fc.record({
  standing: anyStanding,
  status: fc.constantFrom<AssessmentStatus>(
    'draft',
    'submitted',
    'approved',
    'rejected',
    'superseded',
  ),
  measured: fc.constantFrom<Measured['status']>('changed', 'near', 'holds'),
});

/** A row of a list; the service leaves out the standing of past decisions. */
const toSummary = (status: AssessmentStatus, standing?: Standing) =>
  ({
    entityRef,
    title: 'Fraud scorer',
    assessmentStatus: status,
    stale: false,
    standing: isCurrent({ status }) ? standing : undefined,
  }) as ScorecardSummary;

/** All places that show the standing of one decision. */
function Places(props: { assessment: Assessment; measured: Measured }) {
  const { assessment, measured } = props;
  const { standing, status, advice } = assessment;
  const summary = toSummary(status, standing);
  const { pattern: recommended, stage, confidence } = advice.recommendation;
  const components: SystemComponent[] =
    status === 'rejected' || status === 'superseded'
      ? []
      : [
          {
            entityRef,
            title: 'Fraud scorer',
            assessment: {
              id: assessment.id,
              status,
              standing,
              pattern: recommended,
              stage,
              confidence,
            },
          },
        ];
  const { pattern } = useServiceColumns({
    levelOf: id => ({ id, title: id, rank: 1 }),
  });
  const [, column] = createPavedRoadColumns();
  return (
    <ScorecardProvider entity={entity} assessmentVersion={assessment.etag}>
      <AssessmentHeader assessment={assessment} actions={null} />
      {status === 'approved' && (
        <MeasuredStrip
          state={{ value: measured, loading: false, retry: async () => {} }}
          standing={standing}
          onShow={() => {}}
        />
      )}
      <CardDecision
        entity={entity}
        assessment={{ value: { counting: assessment }, retry: async () => {} }}
      />
      <ComponentTable components={components} levelOf={() => undefined} />
      {pattern.cell(summary)}
      {column.render?.(
        { entity } as Parameters<NonNullable<typeof column.render>>[0],
        'row',
      )}
    </ScorecardProvider>
  );
}

describe('the standing', () => {
  it('has the same word, number and colour in all places, whatever the state', async () => {
    const fake = new FakeAssessments();
    const created = await fake.createAssessment(entityRef, atScale);
    const measured = await fake.getMeasured(created.id);
    await fc.assert(
      fc.asyncProperty(anyState, async state => {
        const assessment = {
          ...created,
          status: state.status,
          standing: state.standing,
          decision: { pattern: created.advice.recommendation.pattern },
          submitted: { by: created.author, at: created.createdAt },
          review: { by: created.author, at: created.createdAt },
        } as Assessment;
        // Another client, because requests of a client share a cache.
        const api = Object.assign(new FakeAssessments(), {
          listScorecards: async () => ({
            items: [toSummary(state.status, state.standing)],
            totalItems: 1,
          }),
        });
        await renderInTestApp(
          <TestApiProvider apis={[[pavedRoadApiRef, api]]}>
            <Places
              assessment={assessment}
              measured={{ ...measured, status: state.measured }}
            />
          </TestApiProvider>,
          {
            mountedRoutes: {
              '/catalog/:namespace/:kind/:name': entityRouteRef,
              '/create/templates/:namespace/:templateName':
                selectedTemplateRouteRef,
            },
          },
        );
        const places = state.status === 'approved' ? 6 : 5;
        const expected = isCurrent(state) ? places : 0;
        await waitFor(() =>
          expect(screen.queryAllByTitle(state.standing.text)).toHaveLength(
            expected,
          ),
        );
        const looks = screen
          .queryAllByTitle(state.standing.text)
          .map(
            place =>
              `${place.textContent} ${place.firstElementChild!.className}`,
          );
        expect(new Set(looks).size).toBe(expected > 0 ? 1 : 0);
        cleanup();
      }),
      // A smaller example says no more.
      { numRuns: 8, endOnFailure: true },
    );
  }, 120_000);
});
