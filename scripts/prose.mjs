/*
 * Checks the English of docs, comments, texts and commit subjects against scripts/prose/style.yaml.
 *
 *   ./dev prose                  all files, and the subjects of the commits that main does not have
 *   ./dev prose <path>...        these files and folders
 *   ./dev prose --subject <file> the subject of the commit message in a file
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

const root = path.dirname(import.meta.dirname);
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { subject: { type: 'string' } },
});
const rules = parse(
  readFileSync(path.join(root, 'scripts/prose/style.yaml'), 'utf8'),
).map(({ not, say, but }) => ({
  pattern: new RegExp(not.replaceAll(' ', '\\s+'), 'gi'),
  exempt: but && new RegExp(but, 'i'),
  say,
}));
const generated =
  /CHANGELOG\.md|report.*\.api\.md|__fixtures__|^scripts\/prose\/style|^docs\/reference\/(default|language-model|api-and-model)-rule-pack\.md|\.test\.|__testUtils__|^templates\/(?!README)|package-lock/;
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 });

/** Replaces everything outside of the ranges by spaces, so that positions stay. */
function keepOnly(text, ranges) {
  let kept = '';
  let end = 0;
  for (const [from, to] of ranges) {
    kept +=
      text.slice(end, from).replaceAll(/[^\n]/g, '\0') + text.slice(from, to);
    end = to;
  }
  return kept;
}

/** Comments, and strings of more than one word. */
function readCode(text, file) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const ranges = [];
  const comments = new Set();
  const visit = node => {
    for (const comment of [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ]) {
      if (!comments.has(comment.pos)) {
        comments.add(comment.pos);
        ranges.push([comment.pos, comment.end]);
      }
    }
    if (
      (ts.isStringLiteralLike(node) ||
        ts.isTemplateLiteralToken(node) ||
        ts.isJsxText(node)) &&
      /\w \w/.test(node.text)
    ) {
      ranges.push([node.getStart(), node.end]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  visit(source.endOfFileToken);
  ranges.sort(([a], [b]) => a - b);
  const prose = keepOnly(text, ranges);
  const withoutMarks = blank(prose, [/^[ \0]*(\*|\/\/)/gm, /\/\*+/g, /@\w+/g]);
  return blank(withoutMarks, [/`[^`\n]*`/g], '·');
}

const blank = (text, patterns, fill = ' ') =>
  patterns.reduce(
    (result, pattern) =>
      result.replaceAll(pattern, found => found.replaceAll(/[^\n]/g, fill)),
    text,
  );

const readMarkdown = text =>
  blank(
    blank(text, [/^(`{3,})[\s\S]*?^\1/gm, /\]\([^)]*\)/g, /<!--[\s\S]*?-->/g]),
    [/`[^`]*`/g],
    '·',
  );

/** Without keys and code. */
const readData = text =>
  blank(text, [/^[ \t-]*[\w.$/-]+:/gm, /`[^`\n]*`/g], '\0');

function readProse(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  if (/\.md$/.test(file)) {
    return readMarkdown(text);
  }
  return /\.(tsx?|[cm]?js)$/.test(file) ? readCode(text, file) : readData(text);
}

function check(text, name) {
  for (const { pattern, exempt, say } of rules) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      // A blank line ends a sentence.
      if (!/\n\s*\n|\0/.test(words) && !exempt?.test(words)) {
        const line = text.slice(0, index).split('\n').length;
        console.log(
          `${name}:${line} "${words.replaceAll(/\s+/g, ' ')}" -> ${say}`,
        );
        process.exitCode = 1;
      }
    }
  }
}

function checkSubject(subject, name) {
  const problem =
    (subject.length > 72 && `${subject.length} characters, at most 72`) ||
    (!/^[A-Z]/.test(subject) && 'start with a capital letter') ||
    (/\.$/.test(subject) && 'no full stop') ||
    (/^(?!Embed|Need|Feed|Speed|Bring|Ring|String)\w+(ed|ing)\b/.test(
      subject,
    ) &&
      'use the imperative: "Fix", not "Fixed" or "Fixing"');
  if (problem) {
    console.log(`${name}: "${subject}": ${problem}`);
    process.exitCode = 1;
  }
  check(subject, name);
}

function checkCommits() {
  for (const line of git(
    'log',
    '--no-merges',
    '--format=%h %s',
    'origin/main..HEAD',
  )
    .split('\n')
    .filter(Boolean)) {
    const [hash, ...words] = line.split(' ');
    checkSubject(words.join(' '), hash);
  }
}

if (values.subject) {
  const [subject] = readFileSync(values.subject, 'utf8').split('\n');
  if (!/^(Merge|Revert|fixup!|squash!)/.test(subject)) {
    checkSubject(subject, 'Commit subject');
  }
} else {
  const files = git('ls-files', ...(positionals.length ? positionals : ['.']))
    .split('\n')
    .filter(file => /\.(md|tsx?|[cm]?js|css|ya?ml|sh|py)$/.test(file))
    .filter(file => !generated.test(file));
  for (const file of files) {
    check(readProse(file), file);
  }
  if (
    positionals.length === 0 &&
    git('branch', '--remotes', '--list', 'origin/main')
  ) {
    checkCommits();
  }
}
