import {
  createComponent,
  reviewer,
  startPavedRoad,
} from '../__testUtils__/startPavedRoad';

const ada = 'user:default/ada';
const eve = 'user:default/eve';
const profile = { team: { devopsMaturity: 2, teamSize: 5 } };

describe('comments on an assessment', () => {
  let backend: Awaited<ReturnType<typeof startPavedRoad>>;

  beforeAll(async () => {
    backend = await startPavedRoad([
      createComponent('search', ada, { title: 'Search' }),
      createComponent('secret', ada, { restricted: true }),
    ]);
  });

  async function submit(name: string) {
    const { body } = await backend
      .asUser(ada)
      .post(`/entities/component/default/${name}/assessments`, { profile })
      .expect(201);
    const { body: submitted } = await backend
      .asUser(ada)
      .post(`/assessments/${body.id}/submit`, { comment: 'Please review.' })
      .expect(200);
    return submitted;
  }

  const comment = (person: string, id: string, text: string) =>
    backend
      .asUser(person)
      .post(`/assessments/${id}/comments`, { comment: text });

  async function readComments(person: string, id: string) {
    const { body } = await backend
      .asUser(person)
      .get(`/assessments/${id}/comments`)
      .expect(200);
    return body.items.map((item: Record<string, string>) => [
      item.actor,
      item.action,
      item.comment,
    ]);
  }

  it('form one thread with the comments of submission and review, which the record keeps', async () => {
    const { id, etag } = await submit('search');
    backend.notified.length = 0;
    const { body } = await comment(
      reviewer,
      id,
      ` Why not <b>one</b> team? ${'Really. '.repeat(30)}\nIt is confidential. `,
    );
    expect(body).toMatchObject({ actor: reviewer, action: 'commented' });
    expect(backend.notified).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: [ada],
          excludeEntityRef: reviewer,
        },
        payload: {
          title: 'reviewer commented on the assessment of Search',
          description: expect.stringMatching(
            /^Why not ‹b›one‹\/b› team\? Really\. .{100,180}…$/,
          ),
          link: `/catalog/default/component/search/architecture?assessment=${id}`,
          topic: 'assessment-comment',
        },
      },
    ]);
    expect(backend.audited.at(-1)).toMatchObject({
      eventId: 'assessment-mutate',
      outcome: 'succeeded',
      meta: { actionType: 'comment', assessmentId: id },
    });

    await comment(ada, id, 'There will be two.').expect(200);
    expect(backend.notified.at(-1)?.recipients).toMatchObject({
      entityRef: [ada, reviewer],
      excludeEntityRef: ada,
    });
    // The version that the reviewer has read is still current.
    await backend
      .asUser(reviewer)
      .post(`/assessments/${id}/approve`, { comment: 'Agreed.' })
      .set('If-Match', etag)
      .expect(200);
    const thread = [
      [ada, 'submitted', 'Please review.'],
      [
        reviewer,
        'commented',
        expect.stringMatching(/^Why not <b>one.*\nIt is confidential\.$/),
      ],
      [ada, 'commented', 'There will be two.'],
      [reviewer, 'approved', 'Agreed.'],
    ];
    await expect(readComments(eve, id)).resolves.toEqual(thread);
    const { text } = await backend
      .asUser(eve)
      .get(`/assessments/${id}/decision-record`)
      .expect(200);
    // A record has no room for the whole thread.
    expect(text).toMatch(/commented by Ada: There will be two\./);
    expect(text).not.toContain('Why not');

    const next = await submit('search');
    await backend
      .asUser(reviewer)
      .post(`/assessments/${next.id}/approve`)
      .set('If-Match', next.etag)
      .expect(200);
    await expect(readComments(eve, id)).resolves.toEqual(thread);
  });

  it('are refused without the right to edit or review, of a hidden service, and out of bounds', async () => {
    const { id } = await submit('search');
    const secret = await submit('secret');
    await comment(eve, id, 'Me too.').expect(403);
    await comment(eve, secret.id, 'Me too.').expect(404);
    await backend
      .asUser(eve)
      .get(`/assessments/${secret.id}/comments`)
      .expect(404);
    await comment(ada, id, '   ').expect(400);
    await comment(ada, id, 'x'.repeat(2_001)).expect(400);
    await expect(readComments(ada, id)).resolves.toHaveLength(1);
  });
});
