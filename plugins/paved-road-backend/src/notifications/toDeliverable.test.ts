import { toDeliverable, withDeliverableTexts } from './toDeliverable';

describe('notifications', () => {
  it('keep link, severity, topic and scope for filters and updates', async () => {
    const send = jest.fn();
    const options = {
      recipients: {
        type: 'entity' as const,
        entityRef: 'group:default/architects',
      },
      payload: {
        title: 'The assessment of Search waits for review',
        description: 'Ada submitted it.',
        link: '/paved-road/reviews?assessment=1',
        severity: 'high' as const,
        topic: 'assessment-submission',
        scope: 'one',
      },
    };
    await withDeliverableTexts({ send }).send(options);
    expect(send).toHaveBeenCalledWith(options);
  });

  it('contain no markup for the HTML of a mail, and no mention for Slack', () => {
    expect(
      toDeliverable({
        title: 'Ada commented on <b>Search</b>',
        description: '<!channel> <a href="https://evil.example.com">here</a>',
      }),
    ).toEqual({
      title: 'Ada commented on ‹b›Search‹/b›',
      description: '‹!channel› ‹a href="https://evil.example.com"›here‹/a›',
    });
  });

  it('fit the column of a title, and a section of Slack', () => {
    const { title, description } = toDeliverable({
      title: 'a'.repeat(300),
      description: 'b'.repeat(10_000),
    });
    expect(title).toHaveLength(250);
    expect(description).toHaveLength(2_900);
    expect(description).toMatch(/b…$/);
  });
});
