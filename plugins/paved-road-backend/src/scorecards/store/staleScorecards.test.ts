import { DateTime } from 'luxon';
import {
  changeTo,
  createDraft,
  reviewed,
  submitted,
} from '../../__testUtils__/assessmentFixtures';
import { createEngine } from '../../__testUtils__/createEngine';
import { createService, refOf } from '../../__testUtils__/engineFixtures';
import { FakeCatalog } from '../../__testUtils__/FakeCatalog';
import { createTestDatabases } from '../../__testUtils__/testDatabases';
import { StoredAssessment } from '../../assessments/StoredAssessment';
import { AssessmentSummaryStore } from '../../assessments/AssessmentSummaryStore';
import { AssessmentStore } from '../../assessments/AssessmentStore';

const databases = createTestDatabases();
const start = DateTime.fromISO('2026-01-03T12:00:00.000Z', { zone: 'utc' });

describe('The scorecard of a service whose decision grows old', () => {
  it('says so after the next pass over the catalog, though nothing has changed but the time', async () => {
    const knex = await databases.init('SQLITE_3');
    const assessments = new AssessmentStore(knex);
    const summaries = new AssessmentSummaryStore(knex);
    let now = start;
    const { sync, fleet: fleetStore } = createEngine({
      knex,
      catalog: new FakeCatalog([
        createService('decided'),
        createService('waiting'),
      ]),
      assessments: {
        factsFor: entityRefs =>
          summaries.factsFor(entityRefs, {
            approvedBefore: now.minus({ days: 90 }).toISO()!,
          }),
      },
      now: () => now,
    });
    const assess = async (
      name: string,
      become: (draft: StoredAssessment) => StoredAssessment,
    ) => {
      const { assessment } = await assessments.create(
        changeTo(createDraft({ entityRef: refOf(name) }), 'created'),
      );
      await assessments.save([changeTo(become(assessment), 'submitted')]);
    };
    await assess('decided', draft => reviewed(draft, 'approved'));
    await assess('waiting', draft => submitted(draft));

    const found = [];
    for (const days of [0, 80, 100, 101]) {
      now = start.plus({ days });
      await sync.run(new AbortController().signal);
      const { items } = await fleetStore.list(
        { stale: true },
        { sort: 'name', limit: 10 },
        { all: true },
      );
      found.push(items.map(({ entityRef }) => entityRef));
    }
    expect(found).toEqual([[], [], [refOf('decided')], [refOf('decided')]]);

    const points = await fleetStore.trend(
      {},
      { all: true },
      {
        first: start.plus({ days: 98 }).toISODate()!,
        today: start.plus({ days: 101 }).toISODate()!,
      },
    );
    expect(points.map(({ stale }) => stale)).toEqual([0, 0, 1, 1]);
  });
});
