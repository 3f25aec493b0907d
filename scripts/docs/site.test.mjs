/* The navigation of the docs, without MkDocs; ./dev docs:site builds them with it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parse } from 'yaml';
import { documentedPages, root } from './readBlocks.mjs';

const read = async name => parse(await readFile(`${root}${name}`, 'utf8'));

function pagesIn(nav) {
  return nav.flatMap(entry =>
    Object.values(entry).flatMap(target =>
      Array.isArray(target) ? pagesIn(target) : [target],
    ),
  );
}

test('the navigation has each page of the docs once', async () => {
  const { nav } = await read('mkdocs.yml');
  const pages = (await documentedPages())
    .filter(page => page.startsWith('docs/'))
    .map(page => page.slice('docs/'.length));
  assert.deepEqual(pagesIn(nav).sort(), pages);
});

test('the site has the navigation of TechDocs, and fails for what is not there', async () => {
  const { INHERIT, nav, strict, validation } = await read('mkdocs.site.yml');
  assert.deepEqual([INHERIT, nav, strict], ['mkdocs.yml', undefined, true]);
  for (const level of [
    ...Object.values(validation.nav),
    ...Object.values(validation.links),
  ]) {
    assert.equal(level, 'warn');
  }
});
