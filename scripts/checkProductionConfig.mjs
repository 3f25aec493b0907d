/*
 * Checks the production config strictly, for each sign-in, with only the environment variables that docs/guides/operate.md
 * lists: yarn config:check.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  documentedVariables,
  productionEnvironment,
} from './productionEnvironment.mjs';

const signIns = new Set(
  (await documentedVariables()).flatMap(({ signIn }) => signIn ?? []),
);
for (const signIn of signIns) {
  console.log(`Config for production, SIGN_IN=${signIn}`);
  const { status } = spawnSync(
    'node_modules/.bin/backstage-cli',
    [
      'config:check',
      '--strict',
      ...[
        'app-config.yaml',
        'app-config.production.yaml',
        'deploy/overlays/example/config/app-config.portal.yaml',
      ].flatMap(file => ['--config', file]),
    ],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        PATH: process.env.PATH,
        // The certificates of the examples do not exist.
        ...(await productionEnvironment(signIn, {
          POSTGRES_SSL_MODE: 'disable',
        })),
      },
      stdio: 'inherit',
    },
  );
  if (status !== 0) {
    process.exitCode = 1;
  }
}
