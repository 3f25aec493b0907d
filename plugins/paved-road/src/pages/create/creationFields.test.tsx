import { Entity } from '@backstage/catalog-model';
import {
  CreationCheckRequest,
  CreationProblem,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { firstVersion } from '../../__testUtils__/assessments';
import { press } from '../../__testUtils__/page';
import { FakeAssessments } from '../../testing/FakeAssessments';
import { responseError } from '../../testing/responseError';
import {
  frontendSystems,
  renderTemplateForm,
} from './__testUtils__/renderTemplateForm';

const search = { entityRef: 'group:default/search', title: 'Search team' };
const searchGroup: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { namespace: 'default', name: 'search', title: 'Search team' },
};

/** The service, with one name that is taken and one owner that is refused. */
class FakeCreation
  extends FakeAssessments
  implements
    Pick<
      PavedRoadApi,
      'checkCreation' | 'listCreationOwners' | 'listRepositoryPlaces'
    >
{
  readonly owners = [search];
  places = [{ id: 'local', title: 'Local folder (demo)' }] as Awaited<
    ReturnType<PavedRoadApi['listRepositoryPlaces']>
  >['items'];

  checkCreation = async ({ name, owner, repository }: CreationCheckRequest) => {
    const problems: CreationProblem[] = [];
    if (name === 'taken') {
      problems.push({
        field: 'name',
        value: name,
        message: 'The catalog already has a service named taken',
        remedy: 'Choose another name',
      });
    }
    if (owner === 'group:default/payments') {
      problems.push({
        field: 'owner',
        value: owner,
        message: 'You may not create services for Payments',
        remedy: 'Ask one of its members',
      });
    }
    if (repository?.url?.endsWith('repo=mine')) {
      problems.push({
        field: 'repository',
        value: repository.url,
        message: 'The repository acme/mine exists already',
        remedy: 'Choose another name for it',
      });
    }
    if (repository && this.places.length === 0) {
      problems.push({
        field: 'repository',
        value: name ?? '',
        message: 'This portal has nowhere to publish a repository',
        remedy: 'Ask the platform team to set credentials',
      });
    }
    return { problems };
  };
  listCreationOwners: PavedRoadApi['listCreationOwners'] = async () => ({
    items: this.owners,
    refused: true,
    more: false,
  });
  listRepositoryPlaces = async () => ({ items: this.places });
}

const pages = [
  {
    title: 'Service',
    required: ['name', 'owner'],
    properties: {
      name: {
        title: 'Name',
        type: 'string',
        pattern: '^[a-z]+(-[a-z]+)*$',
        errorMessage: { pattern: 'Use lower-case letters and hyphens' },
        'ui:field': 'PavedRoadName',
        'ui:options': { entityRefs: ['component:default/{name}'] },
      },
      owner: {
        title: 'Owner',
        type: 'string',
        'ui:field': 'PavedRoadOwner',
        'ui:backstage': { review: { show: false } },
      },
    },
  },
  {
    title: 'Where',
    properties: {
      repository: {
        title: 'Repository',
        type: 'object',
        'ui:field': 'PavedRoadRepository',
        'ui:backstage': { review: { show: false } },
      },
      plan: {
        title: 'What will be written',
        type: 'object',
        properties: {
          pattern: { title: 'Pattern', type: 'string' },
          advice: { title: 'Advice', type: 'string' },
          owner: { title: 'Owner', type: 'string' },
          repository: { title: 'Repository', type: 'string' },
        },
        'ui:field': 'PavedRoadPlan',
        'ui:options': { pattern: 'monolith' },
      },
    },
  },
];

const nameField = () => screen.findByRole('textbox', { name: /^Name/ });
const ownerField = () => screen.findByRole('combobox', { name: /Owner/ });
const row = async (title: string) =>
  (await screen.findByText(title)).closest('tr');

describe.each(frontendSystems)('Creation, %s frontend', system => {
  const render = (
    fake: FakeAssessments,
    formData?: NonNullable<
      Parameters<typeof renderTemplateForm>[2]
    >['formData'],
  ) =>
    renderTemplateForm(system, fake, {
      pages,
      formData,
      groups: [searchGroup],
    });

  it('tells a name that is taken while it is typed, and leads on with the keyboard only', async () => {
    const { container, scaffolderApi } = await render(new FakeCreation());
    await waitFor(async () =>
      expect(await ownerField()).toHaveValue('Search team'),
    );
    expect(
      screen.getByText(/^Only groups that you may create services for/),
    ).toBeVisible();
    await userEvent.click(await nameField());
    await userEvent.keyboard('taken');
    const problem =
      'The catalog already has a service named taken. Choose another name.';
    expect(await screen.findByText(problem)).toBeVisible();
    expect(await nameField()).toHaveAccessibleDescription(
      expect.stringContaining(problem),
    );
    expect(await axe(container.querySelector('form')!)).toHaveNoViolations();
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(screen.getAllByText(problem).length).toBeGreaterThan(0),
    );
    expect(await nameField()).toBeVisible();

    await userEvent.keyboard('-not{Enter}');
    expect(
      await screen.findByText('Repository: Local folder (demo)'),
    ).toBeVisible();
    expect(await axe(container.querySelector('form')!)).toHaveNoViolations();
    await press('Review');
    expect(await row('Pattern')).toHaveTextContent('Modular monolith');
    expect(await row('Advice')).toHaveTextContent('Skipped');
    expect(await row('Owner')).toHaveTextContent('Search team');
    expect(await row('Repository')).toHaveTextContent(
      'taken-not, Local folder (demo)',
    );
    await press('Create');
    await waitFor(() =>
      expect(scaffolderApi.scaffold).toHaveBeenCalledWith(
        expect.objectContaining({
          values: expect.objectContaining({
            name: 'taken-not',
            owner: search.entityRef,
            repository: { place: 'local' },
          }),
        }),
      ),
    );
  });

  it('tells a malformed name when the field is left, and from then on while it is typed', async () => {
    await render(new FakeCreation());
    const problem = 'Use lower-case letters and hyphens';
    const name = await nameField();
    await userEvent.type(name, 'ticket-');
    expect(screen.queryByText(problem)).not.toBeInTheDocument();
    await userEvent.tab();
    expect(await screen.findByText(problem)).toBeVisible();
    expect(name).toHaveAccessibleDescription(expect.stringContaining(problem));
    await userEvent.type(name, 'triage');
    expect(screen.queryByText(problem)).not.toBeInTheDocument();
    await userEvent.type(name, '!');
    expect(await screen.findByText(problem)).toBeVisible();
    await press('Next');
    await waitFor(() =>
      expect(screen.getByText(`'Name' ${problem}`)).toBeVisible(),
    );
    expect(screen.getAllByText(problem)).toHaveLength(1);
  });

  it('refuses an owner that a link has filled in', async () => {
    await render(new FakeCreation(), {
      name: 'router',
      owner: 'group:default/payments',
    });
    const problem =
      'You may not create services for Payments. Ask one of its members.';
    expect(await screen.findByText(problem)).toBeVisible();
    await press('Next');
    expect(await ownerField()).toBeVisible();
  });

  it('asks where, and tells a repository that is taken', async () => {
    const fake = new FakeCreation();
    fake.places = [
      { id: 'github', host: 'github.com', title: 'GitHub' },
      { id: 'gitlab', host: 'gitlab.com', title: 'GitLab' },
    ];
    const { scaffolderApi } = await render(fake, {
      name: 'mine',
      owner: search.entityRef,
      profile: firstVersion.profile,
    });
    await press('Next');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Organisation/ }),
      'acme',
    );
    const problem =
      'The repository acme/mine exists already. Choose another name for it.';
    expect(await screen.findByText(problem)).toBeVisible();
    await press('Review');
    const repository = screen.getByRole('textbox', { name: /Repository name/ });
    await userEvent.type(repository, '-two');
    await press('Review');
    expect(await row('Repository')).toHaveTextContent(
      'github.com/acme/mine-two',
    );
    expect(await row('Advice')).toHaveTextContent('Clear: Modular monolith');
    await press('Create');
    await waitFor(() =>
      expect(scaffolderApi.scaffold).toHaveBeenCalledWith(
        expect.objectContaining({
          values: expect.objectContaining({
            repository: {
              place: 'github',
              url: 'github.com?owner=acme&repo=mine-two',
            },
          }),
        }),
      ),
    );
  });

  it('says what to configure, and does not go on, where there is nowhere to publish', async () => {
    const fake = new FakeCreation();
    fake.places = [];
    const { scaffolderApi } = await render(fake, {
      name: 'router',
      owner: search.entityRef,
    });
    await press('Next');
    const problem =
      'This portal has nowhere to publish a repository. Ask the platform team to set credentials.';
    expect(await screen.findByText(problem)).toBeVisible();
    await press('Review');
    await waitFor(() =>
      expect(screen.getByText(`'Repository' ${problem}`)).toBeVisible(),
    );
    // Beside the field, it is said once.
    expect(screen.getAllByText(problem)).toHaveLength(1);
    expect(
      screen.queryByRole('button', { name: 'Create' }),
    ).not.toBeInTheDocument();
    expect(scaffolderApi.scaffold).not.toHaveBeenCalled();
  });

  it('can be filled in with a back end that does not know the checks', async () => {
    const fake = new FakeCreation();
    const refuse = async () => {
      throw await responseError(404, 'NotFoundError', 'No route');
    };
    jest.spyOn(fake, 'checkCreation').mockImplementation(refuse);
    jest.spyOn(fake, 'listCreationOwners').mockImplementation(refuse);
    jest.spyOn(fake, 'listRepositoryPlaces').mockImplementation(refuse);
    await render(fake, { name: 'taken', owner: 'group:default/payments' });
    await nameField();
    await press('Next');
    await press('Review');
    expect(await row('Repository')).toHaveTextContent(
      "taken, in the portal's default location",
    );
    expect(await row('Advice')).toHaveTextContent('Skipped');
  });
});
