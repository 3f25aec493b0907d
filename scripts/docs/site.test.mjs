/* The navigation of the docs, without MkDocs; ./dev docs:site builds them with it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
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

/** Targets of the links of a page that lead to another file of the repository, without anchors. */
function relativeLinks(markdown) {
  const prose = markdown.replaceAll(/^( *)```[^]*?^\1```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)|^ *\[[^\]]+\]: +(\S+)/gm)]
    .map(([, inline, below]) => (inline ?? below).replace(/#.*$/, ''))
    .filter(target => target !== '' && !/^[a-z]+:/.test(target));
}

test('links of the docs lead to what is in the docs', async () => {
  const docs = `${root}docs/`;
  const links = [];
  for (const page of await documentedPages()) {
    if (page.startsWith('docs/')) {
      const markdown = await readFile(`${root}${page}`, 'utf8');
      for (const target of relativeLinks(markdown)) {
        links.push({
          page,
          target,
          file: resolve(root, dirname(page), target),
        });
      }
    }
  }
  assert.ok(links.length > 100);
  assert.deepEqual(
    links
      .filter(({ file }) => !file.startsWith(docs) || !existsSync(file))
      .map(({ page, target }) => `${page}: ${target}`),
    [],
    'what is not in docs/ needs the address of the repository',
  );
});

test('each form of a relative link is found', () => {
  assert.deepEqual(
    relativeLinks(
      '[a](../a.md#b "c") ![d](d.png) [e](#e) [f](https://f)\n\n[g]: g.md\n\n```md\n[h](h.md)\n```\n',
    ),
    ['../a.md', 'd.png', 'g.md'],
  );
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
