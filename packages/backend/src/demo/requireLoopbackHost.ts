import { NotAllowedError } from '@backstage/errors';
import { RequestHandler } from 'express';

/**
 * Rejects requests by another name than that of this machine. Otherwise a web page could point its own name to 127.0.0.1
 * (DNS rebinding) and sign in, because the demo has no passwords.
 */
export const requireLoopbackHost: RequestHandler = (req, _, next) => {
  const [, name] = /^(\[.*\]|[^:]*)(:\d+)?$/.exec(req.headers.host ?? '') ?? [];
  next(
    /^((.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(name)
      ? undefined
      : new NotAllowedError(
          'The demo answers only to localhost. Open http://localhost:3000',
        ),
  );
};
