import {
  AuthService,
  coreServices,
  createBackendPlugin,
  DiscoveryService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Router } from 'express';

/** Starts a back end that answers in the place of the real service; returns what the scaffolder calls it by. */
export async function startFakePavedRoad(
  createRouter: (httpAuth: HttpAuthService) => Router,
): Promise<{ auth: AuthService; discovery: DiscoveryService }> {
  const pavedRoad = createBackendPlugin({
    pluginId: 'paved-road',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          httpRouter.use(createRouter(httpAuth));
        },
      });
    },
  });
  let services: { auth: AuthService; discovery: DiscoveryService };
  const scaffolder = createBackendPlugin({
    pluginId: 'scaffolder',
    register(env) {
      env.registerInit({
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        async init(deps) {
          services = deps;
        },
      });
    },
  });
  await startTestBackend({
    features: [pavedRoad, scaffolder, mockServices.rootLogger.factory()],
  });
  return services!;
}
