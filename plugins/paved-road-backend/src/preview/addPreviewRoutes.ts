import { Request } from 'express';
import { Routes, readId } from '../http/createRoutes';
import { PreviewService } from './PreviewService';

/** Seconds to compare a fleet of some thousand services. */
const WAIT = { default: 5, most: 20 };

/** Previews of rules over HTTP: call, render. */
export function addPreviewRoutes(
  { on, fresh }: Routes,
  service: PreviewService,
): void {
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

  fresh('getPreview', ({ caller, req }) =>
    service.get(readId(req, 'preview'), caller),
  );

  on('cancelPreview', ({ caller, req }) =>
    service.cancel(readId(req, 'preview'), caller),
  );

  on('listPreviewChanges', ({ query, caller, req }) =>
    service.changes(readId(req, 'preview'), query, caller),
  );

  on('dryRunCheck', ({ body, caller }) => service.dryRun(body, caller));
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
