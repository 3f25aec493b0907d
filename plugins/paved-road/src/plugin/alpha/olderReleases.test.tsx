import { render, screen } from '@testing-library/react';

const frontendPluginApi = '@backstage/frontend-plugin-api';
const translations = '@backstage/core-plugin-api/alpha';
const router = '@backstage/frontend-adapter-react-router-v6';

afterEach(() => {
  [frontendPluginApi, translations, router].forEach(jest.dontMock);
  jest.resetModules();
});

/** Makes what is imported from now on run in Backstage 1.55. */
function mockOlderRelease() {
  jest.resetModules();
  jest.doMock(frontendPluginApi, () => {
    const { useAppHref, ...older } = jest.requireActual(frontendPluginApi);
    return older;
  });
  jest.doMock(translations, () => {
    const newest = jest.requireActual(translations);
    return {
      ...newest,
      // No function.
      createTranslationRef: (config: unknown) => ({
        ...newest.createTranslationRef(config),
      }),
    };
  });
  // Bundlers leave it out.
  jest.doMock(router, () => ({}));
}

const describePages = async () => String((await import('./pages')).pages);

it('translates titles and explains unknown addresses from 1.57 on', async () => {
  const { createTitle } = await import('./olderReleases');
  expect(createTitle('tab.rules')).toMatchObject({ key: 'tab.rules' });
  expect(await describePages()).toMatch(/kind=page,name=unknown/);
});

it('uses the router and the English titles of the app before', async () => {
  mockOlderRelease();
  const { createTitle } = await import('./olderReleases');
  expect(createTitle('tab.rules')).toBe('Rules');
  expect(await describePages()).not.toMatch(/name=unknown/);
  const { InRouter } = await import('./pageParts');
  render(<InRouter>content</InRouter>);
  expect(screen.getByText('content')).toBeVisible();
});

describe('an app of another release', () => {
  const app = (routes: object) => ({ get: () => routes as any });
  const older = app({ resolve: () => undefined });
  const newest = app({ resolve: () => undefined, resolvePath: () => ({}) });

  it('is named, with the remedy', async () => {
    const { findReleaseProblem } = await import('./olderReleases');
    expect(findReleaseProblem(newest)).toBeUndefined();
    expect(findReleaseProblem(older)).toMatch(
      /for Backstage 1\.57, but this app has an older release: install/,
    );
  });

  it('is named by the packages for 1.55, too', async () => {
    mockOlderRelease();
    const { findReleaseProblem } = await import('./olderReleases');
    expect(findReleaseProblem(older)).toBeUndefined();
    expect(findReleaseProblem(newest)).toMatch(/1\.55, .* a newer release/);
  });
});
