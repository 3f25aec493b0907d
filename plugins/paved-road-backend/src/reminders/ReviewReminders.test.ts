import { mockServices } from '@backstage/backend-test-utils';
import { DateTime } from 'luxon';
import {
  changeTo,
  createDraft,
  reviewed,
  submitted,
} from '../__testUtils__/assessmentFixtures';
import {
  createTestDatabases,
  testDatabaseIds,
} from '../__testUtils__/testDatabases';
import {
  createRequest,
  creationOf,
  juneDay,
} from '../__testUtils__/waiverFixtures';
import { AssessmentStore } from '../assessments/AssessmentStore';
import { CommentStore } from '../assessments/CommentStore';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { WaiverStore } from '../waivers/WaiverStore';
import { ReminderStore } from './ReminderStore';
import { ReviewReminders } from './ReviewReminders';

const databases = createTestDatabases();
const entityRef = 'component:default/search';
const signal = new AbortController().signal;

describe.each(testDatabaseIds)('reviews on %s', databaseId => {
  async function createReminders(remindAfterDays = 7) {
    const knex = await databases.init(databaseId);
    const index = new EntityIndexStore(knex);
    await index.upsert(
      [
        {
          entityRef,
          kind: 'component',
          namespace: 'default',
          name: 'search',
          title: 'Search',
          snapshot: { dependencies: [] },
        },
      ],
      '1',
    );
    let now = DateTime.fromJSDate(juneDay(1));
    const reminded: string[] = [];
    let failure: Error | undefined;
    const remind =
      (kind: string) => async (_id: string, title: string, days: number) => {
        if (failure) {
          throw failure;
        }
        reminded.push(`${kind} of ${title} after ${days}`);
      };
    const create = () =>
      new ReviewReminders({
        store: new ReminderStore(knex),
        remindAfterDays,
        remind: { assessment: remind('assessment'), waiver: remind('waiver') },
        logger: mockServices.logger.mock(),
        now: () => now,
      });
    const replicas = [create(), create()];
    return {
      knex,
      assessments: new AssessmentStore(knex),
      waivers: new WaiverStore(knex),
      setFailure: (error?: Error) => {
        failure = error;
      },
      /** The reminders of a day by two back ends at once. */
      remindOn: async (day: number) => {
        now = DateTime.fromJSDate(juneDay(day));
        reminded.length = 0;
        await Promise.all(replicas.map(each => each.run(signal)));
        return [...reminded];
      },
    };
  }

  const waiting = () => {
    const at = juneDay(1).toISOString();
    return submitted(createDraft({ entityRef, createdAt: at }), at);
  };

  it('cause one reminder per period over all back ends, until they are done', async () => {
    const { assessments, remindOn, waivers } = await createReminders();
    const { assessment } = await assessments.create(
      changeTo(waiting(), 'submitted'),
    );
    await waivers.create(creationOf(createRequest({ entityRef })));
    await assessments.create(
      changeTo(createDraft({ entityRef: 'component:default/gone' }), 'created'),
    );
    await expect(remindOn(7)).resolves.toEqual([]);
    await expect(remindOn(8)).resolves.toEqual(
      expect.arrayContaining([
        'assessment of Search after 7',
        'waiver of Search after 7',
      ]),
    );
    await expect(remindOn(9)).resolves.toEqual([]);
    await assessments.save([
      changeTo(reviewed(assessment, 'approved'), 'approved'),
    ]);
    await expect(remindOn(15)).resolves.toEqual(['waiver of Search after 14']);
  });

  it('are reminded of again after a failure, and never without a period', async () => {
    const { assessments, remindOn, setFailure } = await createReminders();
    await assessments.create(changeTo(waiting(), 'submitted'));
    setFailure(new Error('The portal is down'));
    await expect(remindOn(8)).resolves.toEqual([]);
    setFailure();
    await expect(remindOn(9)).resolves.toEqual([
      'assessment of Search after 8',
    ]);
    const never = await createReminders(0);
    await never.assessments.create(changeTo(waiting(), 'submitted'));
    await expect(never.remindOn(30)).resolves.toEqual([]);
  });

  it('have as many comments as a thread may have, also when they are written at once', async () => {
    const { assessments, knex } = await createReminders();
    const { assessment } = await assessments.create(
      changeTo(waiting(), 'submitted'),
    );
    const store = new CommentStore(knex);
    const at = juneDay(2).toISOString();
    const comments = ['one', 'two', 'three'].map(comment => ({
      at,
      actor: 'user:default/ada',
      action: 'commented' as const,
      comment,
    }));
    const added = await Promise.all(
      comments.map(comment => store.add(assessment.id, comment, 2)),
    );
    expect(added.filter(Boolean)).toHaveLength(2);
    await expect(store.list(assessment.id)).resolves.toHaveLength(2);
  });
});
