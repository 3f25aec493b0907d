import {
  AppRouter,
  createSpecializedApp,
  ErrorApiForwarder,
  FlatRoutes,
  WebStorage,
} from '@backstage/core-app-api';
import { Progress } from '@backstage/core-components';
import {
  createApiFactory,
  discoveryApiRef,
  errorApiRef,
  fetchApiRef,
  storageApiRef,
} from '@backstage/core-plugin-api';
import {
  createTranslationMessages,
  createTranslationResource,
} from '@backstage/core-plugin-api/alpha';
import { ConfigReader } from '@backstage/config';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import {
  PavedRoadPage,
  pavedRoadPlugin as classicPlugin,
  pavedRoadTranslationRef,
} from '@paved-road/plugin-paved-road';
import pavedRoadPlugin from '@paved-road/plugin-paved-road/alpha';
import { createTheme, ThemeProvider } from '@material-ui/core/styles';
import { render, screen } from '@testing-library/react';
import { BrowserRouter, Route } from 'react-router-dom';

const config = {
  app: {
    baseUrl: 'http://localhost:3000',
    extensions: [
      { 'sign-in-page:app': false },
      {
        'api:app/app-language': {
          config: { availableLanguages: ['en', 'de'], defaultLanguage: 'de' },
        },
      },
    ],
  },
  backend: { baseUrl: 'http://localhost:7007' },
};

jest.setTimeout(60_000);

/** What an app gives to Backstage to replace texts, and to add a language. */
const translations = [
  createTranslationMessages({
    ref: pavedRoadTranslationRef,
    messages: { 'unknownTab.explanation': 'Look around: {{address}}.' },
  }),
  createTranslationResource({
    ref: pavedRoadTranslationRef,
    translations: {
      de: async () => ({
        default: { 'unknownTab.title': 'Diese Seite gibt es nicht' },
      }),
    },
  }),
];

/** As much as the header of a page needs. */
const theme = {
  ...createTheme(),
  getPageTheme: () => ({ backgroundImage: '', fontColor: '' }),
};

function renderNewApp() {
  const app = createApp({
    features: [
      pavedRoadPlugin,
      createFrontendModule({
        pluginId: 'app',
        extensions: translations.map((resource, index) =>
          TranslationBlueprint.make({
            name: `paved-road-${index}`,
            params: { resource },
          }),
        ),
      }),
    ],
    advanced: {
      configLoader: async () => ({
        config: ConfigReader.fromConfigs([{ context: 'test', data: config }]),
      }),
    },
  });
  render(app.createRoot());
}

function renderClassicApp() {
  const app = createSpecializedApp({
    apis: [
      createApiFactory(errorApiRef, new ErrorApiForwarder()),
      createApiFactory({
        api: storageApiRef,
        deps: { errorApi: errorApiRef },
        factory: WebStorage.create,
      }),
      createApiFactory(discoveryApiRef, {
        getBaseUrl: async id => `/api/${id}`,
      }),
      createApiFactory(fetchApiRef, {
        fetch: async () => new Response('', { status: 503 }),
      }),
    ],
    plugins: [classicPlugin],
    icons: {} as never,
    themes: [
      {
        id: 'plain',
        title: 'Plain',
        variant: 'light',
        Provider: ({ children }) => (
          <ThemeProvider theme={theme}>{children}</ThemeProvider>
        ),
      },
    ],
    components: {
      NotFoundErrorPage: () => null,
      BootErrorPage: () => null,
      Progress,
      Router: BrowserRouter,
      ErrorBoundaryFallback: ({ error }) => <p>{error.message}</p>,
    },
    configLoader: async () => [{ context: 'test', data: config }],
    __experimentalTranslations: {
      availableLanguages: ['en', 'de'],
      defaultLanguage: 'de',
      resources: translations,
    },
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/paved-road" element={<PavedRoadPage />} />
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Root />);
}

describe.each([
  ['new', renderNewApp],
  ['classic', renderClassicApp],
] as const)('an app of the %s frontend system', (_, renderApp) => {
  it('translates one text and replaces another; the rest stays', async () => {
    window.history.replaceState(undefined, '', '/paved-road/nowhere');
    renderApp();
    expect(await screen.findByText('Diese Seite gibt es nicht')).toBeVisible();
    expect(screen.getByText('Look around: /paved-road/nowhere.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Reviews' })).toBeVisible();
  });
});
