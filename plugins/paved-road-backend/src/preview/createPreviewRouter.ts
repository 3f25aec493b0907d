import { HttpAuthService } from '@backstage/backend-plugin-api';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import {
  dryRunRequestSchema,
  previewChangesQuerySchema,
  previewRequestSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { sendFresh } from '../http/answers';
import { createCallerOf } from '../http/Caller';
import { idOf } from '../http/idOf';
import { jsonBody } from '../http/jsonBody';
import { PreviewService } from './PreviewService';

/** Bytes; the largest rule pack, with its line breaks and quotes escaped. */
const LIMIT = 1_000_000;
/** Seconds to compare a fleet of some thousand services. */
const WAIT = { default: 5, most: 20 };

/** What would change with other rules, over HTTP: parse, call, render. */
export function createPreviewRouter(options: {
  service: PreviewService;
  httpAuth: HttpAuthService;
}): Router {
  const { service, httpAuth } = options;
  const router = PromiseRouter();
  const callerOf = createCallerOf(httpAuth);
  const json = jsonBody(LIMIT);

  router.get('/rule-packs/:name/text', async (req, res) => {
    const text = await service.packText(req.params.name, await callerOf(req));
    // RFC 9512
    res.type('application/yaml').send(text);
  });

  router.post('/rule-packs/preview', json, async (req, res) => {
    const caller = await callerOf(req);
    const request = parseInput(previewRequestSchema, req.body, 'request');
    const wait = preferredWait(req, WAIT);
    const preview = await service.start(request, wait * 1000, caller);
    res
      .status(preview.state === 'running' ? 202 : 200)
      .location(`${req.baseUrl}/rule-packs/preview/${preview.id}`)
      .set('Preference-Applied', `wait=${wait}`)
      .json(preview);
  });

  router.get('/rule-packs/preview/:id', async (req, res) => {
    const caller = await callerOf(req);
    sendFresh(res, await service.get(idOf(req, 'preview'), caller));
  });

  router.post('/rule-packs/preview/:id/cancel', async (req, res) => {
    const caller = await callerOf(req);
    res.json(await service.cancel(idOf(req, 'preview'), caller));
  });

  router.get('/rule-packs/preview/:id/changes', async (req, res) => {
    const caller = await callerOf(req);
    const query = parseInput(previewChangesQuerySchema, req.query, 'query');
    res.json(await service.changes(idOf(req, 'preview'), query, caller));
  });

  router.post('/rule-packs/dry-run', json, async (req, res) => {
    const caller = await callerOf(req);
    const request = parseInput(dryRunRequestSchema, req.body, 'request');
    res.json(await service.dryRun(request, caller));
  });

  return router;
}

/**
 * For how long a caller is ready to wait for an answer, in seconds: `Prefer: wait=N` of RFC 7240.
 *
 * @param options - `default` without such a header, and `most` that anybody waits
 */
function preferredWait(
  req: Request,
  options: { default: number; most: number },
): number {
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(
    req.header('prefer') ?? '',
  );
  return Math.min(wait ? Number(wait[1]) : options.default, options.most);
}
