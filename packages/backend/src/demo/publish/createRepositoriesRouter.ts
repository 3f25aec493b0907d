import { isChildPath } from '@backstage/backend-plugin-api';
import express, { Router } from 'express';
import path from 'node:path';
import { LocalRepositories } from './LocalRepositories';

/** Serves repository files as plain text, so that a README cannot run scripts in the portal. */
export function createRepositoriesRouter({ root }: LocalRepositories): Router {
  const router = Router();
  router.get('/:name', (req, res) => {
    res.redirect(
      `${req.baseUrl}/${encodeURIComponent(req.params.name)}/README.md`,
    );
  });
  router.use((req, res, next) => {
    if (isInside(root, req.path)) {
      next();
    } else {
      res.sendStatus(404);
    }
  });
  router.use(
    express.static(root, {
      // Excludes .git.
      dotfiles: 'ignore',
      index: false,
      redirect: false,
      setHeaders: res => {
        res.setHeader('Content-Type', 'text/plain; charset=utf-8');
        res.setHeader('X-Content-Type-Options', 'nosniff');
      },
    }),
  );
  return router;
}

/** Whether a URL path stays in a folder, because express follows symbolic links. */
function isInside(root: string, urlPath: string): boolean {
  try {
    return isChildPath(root, path.join(root, decodeURIComponent(urlPath)));
  } catch {
    return false;
  }
}
