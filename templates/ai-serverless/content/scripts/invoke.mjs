// Calls the handlers as Lambda would, with the events of some files, and prints the answers:
// `npm run invoke -- events/*.json`. What the handlers log goes to standard error.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Usage: npm run invoke -- events/*.json');
  process.exit(2);
}
// Answers alone belong on standard output, so that they can be piped into other programs.
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

for (const file of files) {
  const event = JSON.parse(await readFile(file, 'utf8'));
  const name = handlerOf(event, file);
  const { handler } = await import(`../dist/src/handlers/${name}.js`);
  const start = performance.now();
  const answer = await handler(event, contextOf(name));
  const milliseconds = Math.round((performance.now() - start) * 10) / 10;
  print(`${JSON.stringify({ file: path.basename(file), milliseconds, answer }, null, 2)}\n`);
}

function handlerOf(event, file) {
  if (event.requestContext?.http) {
    return 'http';
  }
  if (event.Records?.[0]?.eventSource === 'aws:sqs') {
    return 'queue';
  }
  throw new Error(`${file} is neither an event of an HTTP API (version 2.0) nor one of SQS`);
}

function contextOf(name) {
  const end = Date.now() + 10_000;
  return {
    awsRequestId: randomUUID(),
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => end - Date.now(),
  };
}
