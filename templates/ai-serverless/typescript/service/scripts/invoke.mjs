// Calls the handlers as Lambda would, with the events of some files, and prints the answers:
// `npm run invoke -- events/*.json`. What the handlers write goes to standard error, so that the answers can
// be piped into other programs.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('Usage: npm run invoke -- events/*.json');
  process.exitCode = 2;
} else if (process.send === undefined) {
  invokeInProcessOfTheirOwn();
} else {
  await invoke();
  process.disconnect();
}

/** The handlers write to file descriptor 1, which only a separate process can redirect. */
function invokeInProcessOfTheirOwn() {
  const handlers = fork(fileURLToPath(import.meta.url), files, { stdio: ['ignore', 2, 2, 'ipc'] });
  handlers.on('message', answer => {
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  });
  handlers.on('exit', code => {
    process.exitCode = code ?? 1;
  });
}

async function invoke() {
  for (const file of files) {
    const event = JSON.parse(await readFile(file, 'utf8'));
    const name = detectHandlerKind(event, file);
    const { handler } = await import(`../dist/src/handlers/${name}.js`);
    const start = performance.now();
    const answer = await handler(event, createLambdaContext(name));
    const milliseconds = Math.round((performance.now() - start) * 10) / 10;
    process.send({ file: path.basename(file), milliseconds, answer });
  }
}

function detectHandlerKind(event, file) {
  if (event.requestContext?.http) {
    return 'http';
  }
  if (event.Records?.[0]?.eventSource === 'aws:sqs') {
    return 'queue';
  }
  throw new Error(`${file} is neither an event of an HTTP API (version 2.0) nor one of SQS`);
}

function createLambdaContext(name) {
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
