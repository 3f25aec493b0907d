import AxeBuilder from '@axe-core/playwright';
import { Browser, BrowserContext, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Screen } from './screens';

/** What people wait for, read and meet on one page. */
export interface PageMeasures {
  height: number;
  /** Words that are visible without a click, on the whole page and on the first screen. */
  words: number;
  wordsAbove: number;
  /** Cumulative layout shift of a cold load and of a switch. */
  shift: number;
  switchShift: number;
  /** Bytes of scripts and styles of a cold load, before compression. */
  bytes: number;
  /** The same for a page of the portal without the plugin. */
  bareBytes?: number;
  /** Milliseconds from the click until the page changes and until it has its content; the first time and again. */
  switches: { skeleton: number; content: number }[];
  problems: string[];
  violations: string[];
}

/** Not in the types of the DOM library. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
}

declare global {
  interface Window {
    __shifts: { time: number; value: number; what: string }[];
    /** Milliseconds since the click. */
    __switch: { skeleton?: number; content?: number };
  }
}

type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs in as a person of the demo. */
export async function signIn(
  browser: Browser,
  portal: string,
): Promise<SignedIn> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${portal}/home`);
  await page
    .getByRole('button', { name: 'Enter as Guest' })
    .click({ timeout: 60_000 });
  await page
    .getByRole('link', { name: 'Settings' })
    .waitFor({ timeout: 60_000 });
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Measures a page in a fresh browser profile each time. */
export class PageMeter {
  constructor(
    private readonly browser: Browser,
    private readonly portal: string,
    private readonly signedIn: SignedIn,
    /** Built front end without the plugin. */
    private readonly bare?: string,
  ) {}

  async measure(screen: Screen): Promise<PageMeasures> {
    const { bytes, shift, height, words, wordsAbove, problems } =
      await this.load(screen);
    const { switches, switchShift } = await this.switchTo(screen);
    return {
      height,
      words,
      wordsAbove,
      shift,
      switchShift,
      bytes,
      bareBytes: this.bare ? await this.loadBare(screen, this.bare) : undefined,
      switches,
      problems,
      violations: await this.findViolations(screen),
    };
  }

  private async open(
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<Page> {
    const context = await this.browser.newContext({
      storageState: this.signedIn,
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(90_000);
    const page = await context.newPage();
    await page.addInitScript(observeShifts);
    return page;
  }

  private async load(screen: Screen) {
    const page = await this.open();
    const problems: string[] = [];
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) {
        problems.push(`${message.type()}: ${message.text().slice(0, 160)}`);
      }
    });
    page.on('response', response => {
      if (response.status() >= 400) {
        problems.push(
          `${response.status()} ${new URL(response.url()).pathname}`,
        );
      }
    });
    page.on('pageerror', error => problems.push(`thrown: ${error.message}`));
    const count = countBytes(page);
    await page.goto(this.portal + screen.path);
    await settle(page, screen);
    const bytes = await count();
    const shift = await page.evaluate(readShift);
    const read = await page.evaluate(readPage);
    await page.context().close();
    return { bytes, shift, ...read, problems: [...new Set(problems)] };
  }

  private async loadBare(screen: Screen, bare: string) {
    const page = await this.open();
    await page.route(`${this.portal}/**`, async (route, request) => {
      const { pathname } = new URL(request.url());
      if (request.isNavigationRequest()) {
        const original = await (await route.fetch()).text();
        const config = /<script type="backstage.io\/config">.*<\/script>/s.exec(
          original,
        )?.[0];
        const html = await readFile(path.join(bare, 'index.html'), 'utf8');
        await route.fulfill({
          contentType: 'text/html',
          body: html
            .replace(/<script type="backstage.io\/config">.*?<\/script>/s, '')
            .replace('</head>', () => `${config}</head>`),
        });
      } else {
        await route.fulfill({ path: path.join(bare, pathname) });
      }
    });
    const count = countBytes(page);
    await page.goto(this.portal + screen.bare);
    await page.getByRole('link', { name: 'Settings' }).first().waitFor();
    await rest(page);
    const bytes = await count();
    await page.context().close();
    return bytes;
  }

  private async switchTo(screen: Screen) {
    const page = await this.open();
    await page.goto(this.portal + screen.from);
    await page.locator(screen.link).first().waitFor();
    await rest(page);
    const before = await page.evaluate(readShift);
    const switches = [await this.follow(page, screen)];
    const switchShift = (await page.evaluate(readShift)) - before;
    await page.goBack();
    await rest(page);
    switches.push(await this.follow(page, screen));
    await page.context().close();
    return { switches, switchShift };
  }

  private async follow(page: Page, screen: Screen) {
    await page.evaluate(watchSwitch, {
      content: screen.content,
      path: screen.path.split('?')[0],
    });
    await page.locator(screen.link).first().click();
    await page.waitForFunction(() => window.__switch.content, null, {
      polling: 100,
      timeout: 90_000,
    });
    const { skeleton = 0, content = 0 } = await page.evaluate(
      () => window.__switch,
    );
    await rest(page);
    return { skeleton: Math.round(skeleton), content: Math.round(content) };
  }

  private async findViolations(screen: Screen) {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1440, 360]) {
        const page = await this.open({
          colorScheme,
          viewport: { width, height: 900 },
        });
        await page.goto(this.portal + screen.path);
        await settle(page, screen);
        const wide = await page.evaluate(
          () =>
            document.scrollingElement!.scrollWidth -
            document.documentElement.clientWidth,
        );
        if (wide > 0) {
          found.push(`${colorScheme} ${width}: ${wide} px beside the window`);
        }
        const { violations } = await new AxeBuilder({ page })
          // Some pages of Backstage have no main part.
          .include((await page.locator('main').count()) ? 'main' : '#root')
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        for (const { id, nodes } of violations) {
          found.push(
            `${colorScheme} ${width}: ${id} ×${nodes.length}, ${nodes[0].target.join(' ')}: ${nodes[0].failureSummary?.split('\n')[1]?.trim()}`,
          );
        }
        await page.context().close();
      }
    }
    return found;
  }
}

/** Waits for the content, and until no request is left. */
async function settle(page: Page, screen: Screen) {
  await page
    .locator(screen.content)
    .filter({ visible: true })
    .first()
    .waitFor();
  await page.waitForFunction(
    () =>
      !document.querySelector(
        'main .bui-Skeleton, main [role=progressbar]:not([aria-valuenow]), main [aria-busy=true]',
      ),
    null,
    { polling: 200 },
  );
  await rest(page);
}

async function rest(page: Page) {
  // Signals keep a connection open, which is not one of the requests that this waits for.
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1_500);
}

function countBytes(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('response', response => {
    const { pathname } = new URL(response.url());
    if (/\.(js|css)$/.test(pathname)) {
      sizes.push(
        response.body().then(
          body => body.length,
          () => 0,
        ),
      );
    }
  });
  return async () =>
    (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/* The functions below run in the page. */

function observeShifts() {
  window.__shifts = [];
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as LayoutShift[]) {
      if (!entry.hadRecentInput) {
        window.__shifts.push({
          time: entry.startTime,
          value: entry.value,
          what: entry.sources
            .map(({ node }) =>
              node instanceof Element
                ? `${node.tagName}.${node.className}`
                : node?.nodeName,
            )
            .join(' '),
        });
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Sum of all shifts, which is at least what web vitals report. */
function readShift(): number {
  const total = window.__shifts.reduce((sum, { value }) => sum + value, 0);
  return Math.round(total * 1000) / 1000;
}

function watchSwitch({
  content,
  path: target,
}: {
  content: string;
  path: string;
}) {
  const measured: Window['__switch'] = {};
  window.__switch = measured;
  document.addEventListener(
    'click',
    () => {
      const start = performance.now();
      const look = () => {
        const now = performance.now() - start;
        const isThere = location.pathname.startsWith(target);
        const main = document.querySelector('main, article');
        if (
          isThere &&
          measured.skeleton === undefined &&
          main?.querySelector(`.bui-Skeleton, ${content}`)
        ) {
          measured.skeleton = now;
        }
        if (
          isThere &&
          document.querySelector(content) &&
          !document.querySelector('main .bui-Skeleton')
        ) {
          measured.content = now;
          measured.skeleton ??= now;
          return;
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    { capture: true, once: true },
  );
}

function readPage() {
  const main = document.querySelector('main, article') ?? document.body;
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  let words = 0;
  let wordsAbove = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const count = (node.textContent ?? '')
      .split(/\s+/)
      .filter(word => /[\p{L}\p{N}]/u.test(word)).length;
    const parent = node.parentElement;
    if (
      !count ||
      !parent?.checkVisibility({
        opacityProperty: true,
        visibilityProperty: true,
      })
    ) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const own = parent.getBoundingClientRect();
    // Texts for screen readers are clipped to a pixel.
    if (box.width < 2 || own.width < 2 || own.height < 2) {
      continue;
    }
    words += count;
    if (box.top + window.scrollY < 900) {
      wordsAbove += count;
    }
  }
  return { height: document.documentElement.scrollHeight, words, wordsAbove };
}
