import { Routes } from '../http/createRoutes';
import { CreationService } from './CreationService';

/** What a template would be refused, over HTTP. */
export function addCreationRoutes(
  { on, fresh }: Routes,
  service: CreationService,
): void {
  fresh('checkCreation', ({ body, caller }) => service.check(body, caller));

  fresh('listCreationOwners', ({ query, caller }) =>
    service.listOwners(query, caller),
  );

  on('listRepositoryPlaces', async () => ({
    items: await service.listPlaces(),
  }));
}
