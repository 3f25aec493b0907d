import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadConfigSchema } from '@backstage/config-loader';
import express from 'express';
import template from 'lodash/template.js';

/**
 * Serves a built front end with its config, as `@backstage/plugin-app-backend` does in production.
 * That plugin needs a whole back end, which takes seconds to start, and compresses responses that never leave this machine.
 *
 * @param dist - output of `backstage-cli package build`
 * @param config - the whole config; the page gets the part that the schema marks for the front end
 */
export async function frontEndServer(dist, config) {
  const page = await pageWithConfig(dist, config);
  const policy = contentSecurityPolicy(config);
  const server = express().disable('x-powered-by');
  server.use(
    '/static',
    // Their names change with their content.
    express.static(path.join(dist, 'static'), {
      immutable: true,
      maxAge: '1y',
    }),
    (_request, response) => response.status(404).end(),
  );
  const sendPage = (_request, response) =>
    response
      .set('Cache-Control', 'no-store')
      .set('Content-Security-Policy', policy)
      .type('html')
      .send(page);
  server.get('/index.html', sendPage);
  server.use(express.static(dist, { index: false }));
  server.get('*', sendPage);
  return server;
}

/** The policy of the config, extended by the origin of the back end. */
export function contentSecurityPolicy(config) {
  const { origin } = new URL(config.getString('backend.baseUrl'));
  const backEnd = {
    // WebSockets are for signals.
    'connect-src': [origin, origin.replace(/^http/, 'ws')],
    'img-src': [origin],
  };
  const directives = config.getConfig('backend.csp');
  return directives
    .keys()
    .map(name =>
      [name, ...directives.getStringArray(name), ...(backEnd[name] ?? [])].join(
        ' ',
      ),
    )
    .join('; ');
}

async function pageWithConfig(dist, config) {
  const schema = await loadConfigSchema({
    serialized: JSON.parse(
      await readFile(path.join(dist, '.config-schema.json'), 'utf8'),
    ),
  });
  const forFrontEnd = schema.process([{ data: config.get(), context: 'app' }], {
    visibility: ['frontend'],
    withDeprecatedKeys: true,
  });
  const render = template(
    await readFile(path.join(dist, 'index.html.tmpl'), 'utf8'),
    { interpolate: /<%=([\s\S]+?)%>/g },
  );
  const { pathname } = new URL(config.getString('app.baseUrl'));
  const json = JSON.stringify(forFrontEnd).replaceAll('<', '\\u003c');
  return render({ config, publicPath: pathname.replace(/\/+$/, '') }).replace(
    '</head>',
    () => `<script type="backstage.io/config">${json}</script></head>`,
  );
}
