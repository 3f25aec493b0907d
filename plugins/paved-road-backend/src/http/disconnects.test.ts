import { mockServices } from '@backstage/backend-test-utils';
import express, { ErrorRequestHandler } from 'express';
import { once } from 'node:events';
import { request } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { answerOutages } from './answerOutages';

describe('a client that disconnects', () => {
  it('is not logged as an outage', async () => {
    const logger = mockServices.logger.mock();
    const failed = Promise.withResolvers<Error>();
    const received = Promise.withResolvers<void>();
    const end: ErrorRequestHandler = (error, _req, _res, _next) =>
      failed.resolve(error);
    const app = express();
    app.post('/', (req, _res, next) => {
      text(req).catch(next);
      received.resolve();
    });
    app.use(answerOutages(logger), end);
    const server = app.listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = request({ port, method: 'POST', path: '/' });
    client.on('error', () => {});
    client.write('{');
    await received.promise;
    client.destroy();

    await expect(failed.promise).resolves.toMatchObject({ name: 'InputError' });
    expect(logger.warn).not.toHaveBeenCalled();
    expect(logger.error).not.toHaveBeenCalled();
    server.close();
  });
});
