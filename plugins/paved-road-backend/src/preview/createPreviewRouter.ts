import { HttpAuthService } from '@backstage/backend-plugin-api';
import { Request, Router } from 'express';
import { createRoutes, readId, sendFresh } from '../http/createRoutes';
import { PreviewService } from './PreviewService';

/** Seconds to compare a fleet of some thousand services. */
const WAIT = { default: 5, most: 20 };

/** Previews of rules over HTTP: call, render. */
export function createPreviewRouter(options: {
  service: PreviewService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const { router, on } = createRoutes(httpAuth);

  on('getRulePackText', async ({ caller, req, res }) => {
    const text = await service.packText(req.params.name, caller);
    // RFC 9512
    res.type('application/yaml').send(text);
  });

  on('startPreview', async ({ body, caller, req, res }) => {
    const wait = readPreferredWait(req, WAIT);
    const preview = await service.start(body, wait * 1000, caller);
    res
      .status(preview.state === 'running' ? 202 : 200)
      .location(`${req.baseUrl}/rule-packs/preview/${preview.id}`)
      .set('Preference-Applied', `wait=${wait}`)
      .json(preview);
  });

  on('getPreview', async ({ caller, req, res }) => {
    sendFresh(res, await service.get(readId(req, 'preview'), caller));
  });

  on('cancelPreview', async ({ caller, req, res }) => {
    res.json(await service.cancel(readId(req, 'preview'), caller));
  });

  on('listPreviewChanges', async ({ query, caller, req, res }) => {
    res.json(await service.changes(readId(req, 'preview'), query, caller));
  });

  on('dryRunCheck', async ({ body, caller, res }) => {
    res.json(await service.dryRun(body, caller));
  });

  return router;
}

/** Reads how long the caller waits for the response, in seconds: `Prefer: wait=N` of RFC 7240. */
function readPreferredWait(
  req: Request,
  options: { default: number; most: number },
): number {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(
    req.header('prefer') ?? '',
  );
  return Math.min(wait ? Number(wait[1]) : options.default, options.most);
}
