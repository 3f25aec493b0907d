import {
  mockErrorHandler,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { capabilities } from '@paved-road/plugin-paved-road-common/schemas';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { Router } from 'express';
import request, { Response } from 'supertest';
import { assertContract } from '../__testUtils__/assertContract';
import { pavedRoadPlugin } from '../plugin';
import { createOpenApiDocument } from './createOpenApiDocument';

const routes = capabilities
  .flatMap(({ operations }) => Object.values(operations))
  .map(({ route }) => route);

/** The routers that the plugin registers. */
async function registeredRouters(): Promise<Router[]> {
  const routers: Router[] = [];
  await startTestBackend({
    features: [
      pavedRoadPlugin,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.httpRouter.mock({
        use: handler => routers.push(handler as Router),
      }).factory,
    ],
  });
  return routers;
}

describe('the OpenAPI document', () => {
  let routers: Router[];
  beforeAll(async () => {
    routers = await registeredRouters();
  });

  it('has every route of the plugin, and no other', () => {
    const registered = routers
      .flatMap(({ stack = [] }) => stack)
      .flatMap(({ route }) =>
        route
          ? Object.keys((route as unknown as { methods: object }).methods).map(
              method => `${method.toUpperCase()} ${route.path}`,
            )
          : [],
      )
      // What the framework registers beside it.
      .filter(route => !route.includes(' /.'));
    expect(registered.sort()).toEqual([...routes].sort());
  });

  it('is served', async () => {
    const app = express();
    routers.forEach(router => app.use(router));
    app.use(mockErrorHandler());
    const { body, headers } = await request(app)
      .get('/openapi.json')
      .expect(200);
    expect(body).toEqual(createOpenApiDocument());
    expect(Number(headers['content-length'])).toBeLessThan(260_000);
  });

  it('has every operation of the page', async () => {
    const page = await readFile(
      path.resolve(__dirname, '../../../../docs/reference/rest-api.md'),
      'utf8',
    );
    const headings = page.split('\n').filter(line => line.startsWith('### '));
    // Each heading has routes, or a route and other ends of its path.
    const documented = headings.flatMap(heading => {
      let last: string;
      return [...heading.matchAll(/`([^`]+)`/g)].map(([, text]) => {
        const route = text.replace(/\?.*/, '');
        last = route.startsWith('/') ? last.replace(/\/[^/]*$/, route) : route;
        return last;
      });
    });
    const below = (route: string) => page.includes(`\`${route}\``);
    expect(
      documented.filter(route => !routes.includes(route as never)),
    ).toEqual([]);
    expect(
      routes.filter(route => !documented.includes(route) && !below(route)),
    ).toEqual([]);
  });
});

describe('assertContract', () => {
  const answer = (status: number, body: object, route = '/evaluations') =>
    ({
      status,
      body,
      type: 'application/json',
      get: () => undefined,
      request: { method: 'GET', url: `http://portal/api/paved-road${route}` },
    }) as unknown as Response;
  const run = {
    id: '1',
    trigger: 'rules',
    state: 'finished',
    startedAt: '2026-11-28T10:00:00.000Z',
  };

  it('accepts what the document has', () => {
    const page = answer(200, { items: [run], nextCursor: 'x' });
    expect(() => assertContract(page)).not.toThrow();
    const nowhere = answer(404, {}, '/nowhere');
    expect(() => assertContract(nowhere)).not.toThrow();
  });

  it.each([
    ['an unknown field', answer(200, { items: [{ ...run, more: 1 }] })],
    ['a missing field', answer(200, {})],
    ['another type', answer(200, { items: [{ ...run, startedAt: 'now' }] })],
    ['another status', answer(418, {})],
    ['another parameter', answer(200, { items: [] }, '/evaluations?page=2')],
    ['an unknown route', answer(200, {}, '/nowhere')],
    ['a missing header', answer(200, {}, '/waivers/1')],
  ])('refuses %s', (_, response) => {
    expect(() => assertContract(response)).toThrow();
  });
});
