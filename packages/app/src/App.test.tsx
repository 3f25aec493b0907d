import { AppConfig, ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import homePlugin from '@backstage/plugin-home/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import pavedRoadPlugin from '@paved-road/plugin-paved-road/alpha';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createModules } from './create/createModules';
import { navigationModule } from './navigation/navigationModule';
import { signInModule } from './signIn/signInModule';

const portalConfig = 'app-config.yaml';
const demoConfig = 'app-config.demo.yaml';

/** @param sources - files of the repository, or config itself; later ones on top */
function openPortalAt(
  path: string,
  ...sources: Array<string | AppConfig['data']>
) {
  window.history.replaceState(undefined, '', path);
  const config = ConfigReader.fromConfigs(
    sources.map(source => ({
      context: String(source),
      data:
        typeof source === 'string'
          ? parse(readFileSync(join(__dirname, '../../..', source), 'utf8'))
          : source,
    })),
  );
  const app = createApp({
    features: [
      catalogPlugin,
      catalogGraphPlugin,
      homePlugin,
      orgPlugin,
      notificationsPlugin,
      scaffolderPlugin,
      searchPlugin,
      signalsPlugin,
      userSettingsPlugin,
      pavedRoadPlugin,
      navigationModule,
      ...createModules,
      signInModule,
    ],
    advanced: { configLoader: async () => ({ config }) },
  });
  render(app.createRoot());
}

function openPortal(...sources: Array<string | AppConfig['data']>) {
  openPortalAt('/', ...sources);
}

/** The back end, as far as it signs people in. */
const signIn = jest.fn<Response, [provider: string, user: string | null]>();

function session(user: string | null) {
  return new Response(
    JSON.stringify({
      profile: {},
      backstageIdentity: {
        token: `header.${btoa('{}')}.signature`,
        identity: {
          type: 'user',
          userEntityRef: user,
          ownershipEntityRefs: [user],
        },
      },
    }),
  );
}

function failure(status: number, message: string) {
  return new Response(JSON.stringify({ error: { name: 'Error', message } }), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}

describe('portal', () => {
  const originalFetch = global.fetch;

  beforeEach(() => {
    localStorage.clear();
    signIn.mockReset().mockImplementation((_, user) => session(user));
    global.fetch = async (input, init) => {
      const { url, headers } = new Request(input, init);
      const provider = /\/api\/auth\/(\w+)\/refresh(?:\?|$)/.exec(url)?.[1];
      if (provider) {
        return signIn(provider, headers.get('x-demo-user'));
      }
      return url.endsWith('/api/notifications/status')
        ? new Response(JSON.stringify({ unread: 0, read: 0 }))
        : failure(404, `No ${url}`);
    };
  });

  afterEach(() => {
    jest.restoreAllMocks();
    global.fetch = originalFetch;
  });

  it('offers the people of the demo', async () => {
    openPortal(portalConfig, demoConfig);
    expect(
      await screen.findByRole('heading', { name: 'Who are you today?' }),
    ).toBeInTheDocument();
    expect(
      screen
        .getAllByRole('button')
        .map(button => button.getAttribute('aria-label')),
    ).toEqual([
      'Enter as Guest',
      'Enter as Sam, service owner',
      'Enter as Vera, viewer',
    ]);
    expect(signIn).not.toHaveBeenCalled();
  });

  it('opens on the Paved Road page, which is near the top of the navigation', async () => {
    openPortal(portalConfig, demoConfig);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Guest' }),
    );
    const navigation = await screen.findByRole('navigation');
    const links = within(navigation).getAllByRole('link');
    expect(links.map(link => link.textContent)).toEqual([
      'Home',
      'Paved Road',
      'Catalog',
      'Create',
      'Catalog Graph',
      'Notifications',
      'Settings',
    ]);
    expect(window.location.pathname).toBe('/home');
    expect(signIn).toHaveBeenCalledWith('guest', 'user:default/paula.platform');
  });

  it('keeps the chosen person over a reload, until they sign out', async () => {
    openPortal(portalConfig, demoConfig);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Enter as Sam, service owner',
      }),
    );
    await screen.findByRole('navigation');
    expect(signIn).toHaveBeenLastCalledWith('demo', 'user:default/sam.owner');
    cleanup();

    signIn.mockClear();
    openPortal(portalConfig, demoConfig);
    await userEvent.click(
      await screen.findByRole('link', { name: 'Settings' }),
    );
    expect(signIn).toHaveBeenLastCalledWith('demo', 'user:default/sam.owner');

    await userEvent.click(await screen.findByRole('button', { name: 'more' }));
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Sign Out' }),
    );
    cleanup();
    openPortal(portalConfig, demoConfig);
    expect(
      await screen.findByRole('heading', { name: 'Who are you today?' }),
    ).toBeInTheDocument();
  });

  it.each([
    [
      'has not read its catalog',
      () => failure(404, 'User not found'),
      'The portal is still reading its catalog',
    ],
    [
      'is starting',
      () => failure(503, 'Service has not started up yet'),
      'The portal is still reading its catalog',
    ],
    [
      'does not answer',
      () => {
        throw new TypeError('Failed to fetch');
      },
      'The back end cannot be reached',
    ],
  ])(
    'says so while the back end %s, and signs in when it can',
    async (_, answer, heading) => {
      signIn.mockImplementationOnce(answer);
      openPortal(portalConfig, demoConfig);
      await userEvent.click(
        await screen.findByRole('button', { name: 'Enter as Guest' }),
      );
      expect(
        await screen.findByRole('heading', { name: heading }),
      ).toBeVisible();
      // Who signs in before would do so without their teams, for as long as the token is valid.
      expect(signIn).not.toHaveBeenCalledWith('guest', expect.anything());
      expect(await screen.findByRole('navigation')).toBeVisible();
      expect(signIn).toHaveBeenLastCalledWith(
        'guest',
        'user:default/paula.platform',
      );
    },
  );

  it('lets another person be chosen while it waits for the catalog', async () => {
    signIn.mockImplementation(() => failure(404, 'User not found'));
    openPortal(portalConfig, demoConfig);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Guest' }),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Back' }));
    expect(
      await screen.findByRole('button', { name: 'Enter as Vera, viewer' }),
    ).toBeInTheDocument();
  });

  it('shows on the home page what waits for the person', async () => {
    // The grid of the home page draws nothing without a width.
    jest
      .spyOn(HTMLElement.prototype, 'offsetWidth', 'get')
      .mockReturnValue(900);
    openPortalAt('/home', portalConfig, demoConfig);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Guest' }),
    );
    expect(
      await screen.findByRole('region', { name: /^Needs you/ }),
    ).toBeInTheDocument();
  });

  it('says why nobody could sign in, and offers the people again', async () => {
    signIn.mockImplementation(() => failure(500, 'No signing keys'));
    openPortal(portalConfig, demoConfig);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as Vera, viewer' }),
    );
    expect(
      await screen.findByText(/Could not sign in as Vera, viewer/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(
      await screen.findByRole('button', { name: 'Enter as Guest' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['github', 'GitHub'],
    ['microsoft', 'Microsoft'],
    ['oidc', 'Single sign-on'],
  ])('outside the demo offers only %s', async (provider, title) => {
    signIn.mockImplementation(() => failure(401, 'No session'));
    openPortal(portalConfig, { portal: { signIn: provider } });
    expect(
      await screen.findByRole('button', { name: 'Sign In' }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('button')).toHaveLength(1);
    expect(screen.getByText(title)).toBeInTheDocument();
    expect(signIn).toHaveBeenCalledWith(provider, null);
  });

  it('offers nothing where nothing was chosen', async () => {
    openPortal(portalConfig);
    expect(await screen.findByText('Nobody can sign in')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(signIn).not.toHaveBeenCalled();
  });
});
