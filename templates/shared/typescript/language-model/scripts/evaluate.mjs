/**
 * Drafts a reply to each ticket of evals/drafts.jsonl as the service would, prints what its graders refuse, and fails
 * below the threshold of ai/llm.yaml. It asks the model at LLM_URL, or without it the answers of ai/stub.json.
 *
 * Usage: npm run evaluate
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { parse } from 'yaml';
import { createDraftService } from '../dist/src/drafts.js';
import { readSettings } from '../dist/src/settings.js';

const read = file => readFile(new URL(`../${file}`, import.meta.url), 'utf8');
const { evaluation } = parse(await read('ai/llm.yaml'));
const tickets = (await read(evaluation.set)).trim().split('\n').map(line => JSON.parse(line));
const drafts = createDraftService(readSettings(process.env));
const ignore = { called: () => {}, fellBack: () => {}, refused: () => {} };

let costUsd = 0;
let passed = 0;
for (const ticket of tickets) {
  const problem = await grade(ticket);
  passed += problem ? 0 : 1;
  if (problem) {
    console.log(`${ticket.id}: ${problem}`);
  }
}
const score = passed / tickets.length;
const { provider, name, version, promptVersion } = drafts.models;
console.log(
  `${provider} ${name} ${version}, prompt ${promptVersion}: ${passed} of ${tickets.length} drafts pass for ` +
    `$${costUsd.toFixed(4)}; ${score.toFixed(3)}, needed ${evaluation.threshold}: ` +
    `${score >= evaluation.threshold ? 'passed' : 'FAILED'}`,
);
process.exitCode = score >= evaluation.threshold ? 0 : 1;

/** What is wrong with the draft for a ticket; undefined if it is good. */
async function grade({ text, contains, excludes = [], maxCharacters = Infinity }) {
  let draft;
  try {
    const result = await drafts.draft(text, ignore, AbortSignal.timeout(60_000));
    draft = result.draft;
    costUsd += result.costUsd;
  } catch (error) {
    return error.message;
  }
  const has = part => draft.toLowerCase().includes(part.toLowerCase());
  if (contains && !contains.some(has)) {
    return `has none of ${contains.join(', ')}: ${draft}`;
  }
  const unwanted = excludes.find(has);
  if (unwanted !== undefined) {
    return `has "${unwanted}": ${draft}`;
  }
  return [...draft].length > maxCharacters ? `has more than ${maxCharacters} characters` : undefined;
}
