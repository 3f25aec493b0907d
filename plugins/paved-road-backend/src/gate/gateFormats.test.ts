import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import { GateResult } from '@paved-road/plugin-paved-road-common';
import express from 'express';
import request from 'supertest';
import { version } from '../../package.json';
import { createRoutes } from '../http/createRoutes';
import { addGateRoutes } from './addGateRoutes';
import { GateService } from './GateService';

const result: GateResult = {
  verdict: 'deny',
  entityRef: 'component:default/search',
  level: 'none',
  minLevel: 'silver',
  packs: [{ name: 'house-rules', version: '1.0.0' }],
  results: [
    {
      checkId: 'owned',
      title: 'Has an owner',
      track: 'ownership',
      level: 'bronze',
      weight: 1,
      evidence: [],
      facts: [],
      state: 'fail',
      remediation: { text: 'Set spec.owner.' },
    },
  ],
  blocking: ['owned'],
};

const { router, ...routes } = createRoutes(mockServices.httpAuth());
addGateRoutes(routes, {
  check: async () => result,
} as Partial<GateService> as GateService);
const app = express().use(router).use(mockErrorHandler());

const ask = (accept: string, path = '/gate') =>
  request(app)
    .post(path)
    .set('Authorization', mockCredentials.user.header())
    .set('Accept', accept)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', chunk => chunks.push(chunk));
      res.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
    })
    .send({
      entity: { apiVersion: 'v1', kind: 'Component', metadata: { name: 'a' } },
    });

describe('the formats of POST /gate', () => {
  const sarif = new RegExp(
    `"name": "Paved Road",\\s*"version": ${JSON.stringify(version)},`,
  );
  const junit = /^<\?xml .*\?>\n<testsuites /;
  const table = /^Denied: component:default\/search has no level/;
  const json = /^\{"verdict":"deny"/;

  it.each([
    ['', 'application/json', json],
    ['*/*', 'application/json', json],
    ['application/json', 'application/json', json],
    ['application/sarif+json', 'application/sarif+json', sarif],
    ['application/junit+xml', 'application/junit+xml', junit],
    ['application/xml', 'application/xml', junit],
    ['text/xml', 'text/xml', junit],
    ['text/plain', 'text/plain', table],
    ['text/*', 'text/xml', junit],
    // The one that is wanted most, whatever comes first.
    [
      'application/json;q=0.2, application/sarif+json;q=0.8',
      'application/sarif+json',
      sarif,
    ],
    ['text/html, text/plain;q=0.5, */*;q=0.1', 'text/plain', table],
    ['application/json;q=0, */*', 'application/sarif+json', sarif],
  ])('are chosen by Accept: %s', async (accept, type, content) => {
    const response = await ask(accept);
    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      vary: expect.stringContaining('Accept'),
    });
    expect(response.body).toMatch(content);
  });

  it('are listed where none of them is wanted', async () => {
    const response = await ask('text/html');
    expect(response.status).toBe(406);
    expect(JSON.parse(response.body).error).toMatchObject({
      name: 'NotAcceptableError',
      message:
        'Accept: "text/html" is not a format of verdicts, use one of application/json, application/sarif+json, application/junit+xml, application/xml, text/xml, text/plain',
    });
  });

  it('point into the file that the caller names', async () => {
    const uriIn = async (path?: string) => {
      const { body } = await ask('application/sarif+json', path);
      const [{ locations }] = JSON.parse(body).runs[0].results;
      return locations[0].physicalLocation.artifactLocation.uri;
    };
    expect(await uriIn()).toBe('catalog-info.yaml');
    expect(await uriIn('/gate?file=services/a%20b/catalog-info.yaml')).toBe(
      'services/a%20b/catalog-info.yaml',
    );
    const { status } = await ask('application/json', '/gate?folder=x');
    expect(status).toBe(400);
  });
});
