import { createMockDirectory } from '@backstage/backend-test-utils';
import { DemoPortal, Person, runTemplate } from './__testUtils__/DemoPortal';
import { templateNames } from './__testUtils__/ExampleCatalog';

/** A portal that has nothing of the demo, and can publish to GitHub only. */
describe('templates in the portal of an adopter', () => {
  const directory = createMockDirectory();
  const values = {
    name: 'parcel-answers',
    owner: 'support-intelligence',
    description: 'Answers questions about parcels',
  };
  let paula: Person;

  beforeAll(async () => {
    directory.setContent({ work: {}, repositories: {} });
    const portal = await DemoPortal.start({
      repositories: directory.resolve('repositories'),
      workingDirectory: directory.resolve('work'),
      adopter: {
        integrations: { github: [{ host: 'github.com', token: 'secret' }] },
        pavedRoad: { templates: { owner: 'support-intelligence' } },
      },
    });
    paula = await portal.signIn('user:default/paula.platform');
  });

  it.each(templateNames)(
    'have the owner of the config, and the steps that can run (%s)',
    async name => {
      const { body } = await paula.get(
        `/api/catalog/entities/by-name/template/default/${name}`,
      );
      expect(body.relations).toContainEqual({
        type: 'ownedBy',
        targetRef: 'group:default/support-intelligence',
      });
      const steps: string[] = body.spec.steps.map(
        ({ id }: { id: string }) => id,
      );
      expect(steps.filter(id => /publish|gitlab/i.test(id))).toEqual([
        'publishGithub',
      ]);
    },
  );

  it('are offered only what credentials and actions are there for', async () => {
    const { body } = await paula.get('/api/paved-road/creation-places');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['github']);
  });

  it.each(templateNames)(
    'make nothing without a place to publish to (%s)',
    async name => {
      const { status, log } = await runTemplate(
        paula,
        `template:default/${name}`,
        values,
      );
      expect(status).toBe('failed');
      expect(log).toContain(
        'repository: This portal has nowhere to publish a repository by default. Choose where to publish.',
      );
      expect(log).not.toContain('Write the decision record');
    },
  );
});
