/*
 * What `./dev` does before it installs anything: prints help, or refuses wrong options. Uses only what Node.js brings.
 * Ends with status 100 if the command should run.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  commands,
  formatCommandHelp,
  formatHelp,
  parseOptions,
} from './commands.mjs';

const RUN = 100;
const [command = 'help', ...args] = process.argv.slice(2);
const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
const asksForHelp = args.some(arg => arg === '--help' || arg === '-h');

if (['help', '--help', '-h'].includes(command)) {
  const [topic] = args;
  process.stdout.write(
    topic !== 'help' && Object.hasOwn(commands, topic)
      ? formatCommandHelp(topic)
      : formatHelp(),
  );
} else if (known && asksForHelp && !known.passesHelp) {
  process.stdout.write(formatCommandHelp(command));
} else {
  const problem = await findProblem();
  if (problem) {
    console.error(`./dev ${command}: ${problem}`);
    process.exitCode = 2;
  } else {
    process.exitCode = RUN;
  }
}

async function findProblem() {
  if (!known?.options) {
    return undefined;
  }
  let options;
  try {
    options = parseOptions(command, { args });
  } catch (error) {
    return `${error.message}; see ./dev ${command} --help`;
  }
  return command === 'start' ? await findStartProblem(options) : undefined;
}

async function findStartProblem({ services, metrics, dev }) {
  if (
    services !== undefined &&
    (!/^[1-9]\d{0,4}$/.test(services) || services > 10_000)
  ) {
    return `--services needs a whole number from 1 to 10000, not "${services}"`;
  }
  if (metrics && dev) {
    return '--metrics does not work with --dev';
  }
  const missing = ['prometheus', 'promtool'].find(
    program => metrics && !isInstalled(program),
  );
  if (missing) {
    return `--metrics needs the program ${missing}: apt-get install prometheus, brew install prometheus, or a release in PATH`;
  }
  const { DEV_BACK_END_PORT = 7007, DEV_FRONT_END_PORT = 3000 } = process.env;
  // Otherwise --fresh would delete the data of a running portal, and the front end would fail after the back end has started.
  for (const port of [DEV_BACK_END_PORT, DEV_FRONT_END_PORT].map(Number)) {
    if (await isTaken(port)) {
      return `port ${port} is taken, probably by a running portal: stop it first`;
    }
  }
  return undefined;
}

function isInstalled(program) {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return error.code !== 'ENOENT';
  }
}

async function isTaken(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
