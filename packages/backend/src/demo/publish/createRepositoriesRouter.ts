import express, { Router } from 'express';
import { LocalRepositories } from './LocalRepositories';

/** Shows the files of the repositories, as text, so that a README cannot run scripts in the portal. */
export function createRepositoriesRouter({ root }: LocalRepositories): Router {
  const router = Router();
  router.get('/:name', (req, res) => {
    res.redirect(
      `${req.baseUrl}/${encodeURIComponent(req.params.name)}/README.md`,
    );
  });
  router.use(
    express.static(root, {
      // Among them is .git.
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
