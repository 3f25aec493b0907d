import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';

test('the demo, where anyone signs in as anyone, is reached from its own machine only', async () => {
  const config = parse(await readFile('app-config.demo.yaml', 'utf8'));
  assert.equal(config.backend.listen.host, '127.0.0.1');
});

test('the token that the guide to the gate gives away is that of the demo, and only reads and pushes facts', async () => {
  const config = parse(await readFile('app-config.demo.yaml', 'utf8'));
  const guide = await readFile('docs/guides/gate.md', 'utf8');
  const [, token, portal] =
    /PAVED_ROAD_TOKEN=(\S+) \.\/dev paved-road gate .* --portal (\S+)\n/.exec(
      guide,
    );
  assert.equal(portal, 'http://localhost:7007');
  assert.deepEqual(config.backend.auth.externalAccess, [
    {
      type: 'static',
      options: { token, subject: 'pipelines' },
      accessRestrictions: [
        {
          plugin: 'paved-road',
          permission: ['catalog.entity.read', 'paved-road.fact.push'],
        },
      ],
    },
  ]);
});
