import { chromium } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PageMeasures, PageMeter, signIn } from './pages/measurePage';
import { screens } from './pages/screens';

const { values } = parseArgs({
  options: {
    portal: { type: 'string', default: 'http://localhost:3000' },
    bare: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-features=LocalNetworkAccessChecks',
    ],
  });
  const meter = new PageMeter(
    browser,
    values.portal,
    await signIn(browser, values.portal),
    values.bare,
  );
  const measured: Record<string, PageMeasures> = {};
  for (const screen of screens.filter(
    ({ name }) => !values.only || values.only.split(';').includes(name),
  )) {
    try {
      measured[screen.name] = await meter.measure(screen);
    } catch (error) {
      console.error(`${screen.name}: ${error}`);
      process.exitCode = 1;
      continue;
    }
    console.log(formatRow(screen.name, measured[screen.name]));
    if (values.out) {
      writeFileSync(values.out, JSON.stringify(measured, null, 2));
    }
  }
  await browser.close();
}

function formatRow(name: string, page: PageMeasures): string {
  const [first, again] = page.switches;
  return [
    name,
    `${page.height} px`,
    `${page.words} words (${page.wordsAbove} above)`,
    `shift ${page.shift} / ${page.switchShift}`,
    `${megabytes(page.bytes)}${page.bareBytes ? ` - ${megabytes(page.bareBytes)}` : ''} MB`,
    `switch ${first.skeleton} / ${first.content} ms, again ${again.skeleton} / ${again.content} ms`,
    `${page.problems.length} problems`,
    `${page.violations.length} violations`,
  ].join(' | ');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}

void main();
