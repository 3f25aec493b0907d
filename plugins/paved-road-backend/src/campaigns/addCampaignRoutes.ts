import { Request } from 'express';
import { Routes, readId, sendCreated } from '../http/createRoutes';
import { CampaignReader } from './CampaignReader';
import { CampaignReminders } from './CampaignReminders';
import { CampaignService } from './CampaignService';

/** Campaigns over HTTP: call, render. */
export function addCampaignRoutes(
  { on, fresh, tagged }: Routes,
  {
    reader,
    service,
    reminders,
  }: {
    reader: CampaignReader;
    service: CampaignService;
    reminders: CampaignReminders;
  },
): void {
  fresh('listCampaigns', ({ query, caller }) => reader.list(query, caller));

  on('createCampaign', async ({ body, caller, req, res }) => {
    const { created, campaign: record } = await service.create(body, caller);
    sendCreated(req, res, 'campaigns', { created, record });
  });

  tagged('getCampaign', ({ caller, req }) =>
    reader.get(readCampaignId(req), caller),
  );

  tagged('updateCampaign', ({ body, precondition, caller, req }) =>
    service.update(readCampaignId(req), body, precondition, caller),
  );

  tagged('endCampaign', ({ precondition, caller, req }) =>
    service.end(readCampaignId(req), precondition, caller),
  );

  fresh('previewReminder', ({ caller, req }) =>
    reminders.preview(readCampaignId(req), caller),
  );

  tagged('remindOwners', ({ precondition, caller, req }) =>
    reminders.remind(readCampaignId(req), precondition, caller),
  );

  fresh('getBurnDown', ({ caller, req }) =>
    reader.burnDown(readCampaignId(req), caller),
  );

  fresh('listCampaignTasks', ({ query, caller, req }) =>
    reader.tasks(readCampaignId(req), query, caller),
  );
}

function readCampaignId(req: Request): string {
  return readId(req, 'campaign');
}
