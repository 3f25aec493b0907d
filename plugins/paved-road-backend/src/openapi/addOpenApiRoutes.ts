import { Routes } from '../http/createRoutes';
import { createOpenApiDocument } from './createOpenApiDocument';

/** The contract of the other routes, which is the same for everybody. */
export function addOpenApiRoutes({ on }: Routes): void {
  let document: string | undefined;

  on('getOpenApi', ({ res }) => {
    document ??= JSON.stringify(createOpenApiDocument());
    res.type('application/json').send(document);
  });
}
