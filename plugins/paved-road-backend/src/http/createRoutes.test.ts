import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { createRoutes } from './createRoutes';

const id = '11111111-1111-4111-8111-111111111111';

/** The routes without what Backstage puts before those of a plugin. */
function createApp() {
  const { router, on } = createRoutes(mockServices.httpAuth());
  const answer = jest.fn();
  on('approveWaiver', ({ body, precondition, res }) => {
    answer(body, precondition);
    res.json({});
  });
  return { answer, app: express().use(router).use(mockErrorHandler()) };
}

describe('createRoutes', () => {
  it.each([
    [401, 'a token that is not valid', mockCredentials.user.invalidHeader()],
    [401, 'no token', mockCredentials.none.header()],
    [400, 'the token of a user', mockCredentials.user.header()],
    [400, 'the token of a service', mockCredentials.service.header()],
  ])(
    'answers %i to what cannot be read with %s',
    async (status, _, authorization) => {
      const { answer, app } = createApp();
      await request(app)
        .post(`/waivers/${id}/approve`)
        .set('Authorization', authorization)
        .set('Content-Type', 'application/json')
        .send('{')
        .expect(status);
      expect(answer).not.toHaveBeenCalled();
    },
  );

  it('hands on what was sent as the operation declares it', async () => {
    const { answer, app } = createApp();
    const send = (etag: Record<string, string>, body: object) =>
      request(app)
        .post(`/waivers/${id}/approve`)
        .set('Authorization', mockCredentials.user.header())
        .set(etag)
        .send(body);
    const etag = { 'If-Match': '"3"' };
    await send({}, { comment: 'Fine' }).expect(428);
    await send(etag, { comment: 'Fine', more: 1 }).expect(400);
    expect(answer).not.toHaveBeenCalled();
    await send(etag, { comment: 'Fine' }).expect(200);
    expect(answer.mock.calls).toEqual([
      [{ comment: 'Fine' }, { anyVersion: false, etags: ['"3"'] }],
    ]);
  });
});
