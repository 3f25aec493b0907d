import AxeBuilder from '@axe-core/playwright';
import { expect, Locator, Page } from '@playwright/test';

type Person = 'Guest' | 'Sam, service owner' | 'Vera, viewer';

/** Opens the portal and signs in as one of the demo's people. */
export async function signInAs(page: Page, person: Person, path = '/') {
  await page.goto(path);
  await page.getByRole('button', { name: `Enter as ${person}` }).click();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
}

/** Leaves the seat to another of the demo's people. */
export async function changeTo(page: Page, person: Person, path: string) {
  await page.evaluate(() => localStorage.clear());
  await signInAs(page, person, path);
}

/** Answers a question with choices; the texts of choices stand in results as well. */
export async function choose(page: Page, question: string, choice: string) {
  await page
    .getByRole('radiogroup', { name: question })
    .getByText(choice, { exact: true })
    .click();
}

/** Nothing that axe finds in what Paved Road shows; the shell around it is Backstage's. */
export async function expectAccessible(page: Page, region: string) {
  await expectNothingFound(
    page,
    new AxeBuilder({ page })
      .include(region)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']),
  );
}

/**
 * Everybody can use what is shown in a region, by day and in the dark.
 *
 * @param show - shows the region again: with the other theme, which stays, the page is put up anew
 */
export async function expectAccessibleInBothThemes(
  page: Page,
  region: string,
  show: () => Promise<unknown>,
) {
  await expectAccessible(page, region);
  const body = page.locator('body');
  const mode = await body.getAttribute('data-theme-mode');
  const colorScheme = mode === 'dark' ? 'light' : 'dark';
  await page.emulateMedia({ colorScheme });
  await expect(body).toHaveAttribute('data-theme-mode', colorScheme);
  await show();
  await expectNothingFound(
    page,
    new AxeBuilder({ page }).include(region).withRules(['color-contrast']),
  );
}

/**
 * Everybody can use a page in both themes, and none of it is beside a narrow window.
 *
 * @param content - what the page is complete with
 */
export async function expectGoodPage(page: Page, content: Locator) {
  const show = () => expect(content).toBeVisible();
  await show();
  await expectAccessibleInBothThemes(page, 'main', show);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(size!);
}

/** Nothing that is wider than the window, so that nobody has to scroll the page sideways. */
export async function expectNoSidewaysScroll(page: Page) {
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          document.scrollingElement!.scrollWidth -
          document.documentElement.clientWidth,
      ),
    )
    .toBeLessThanOrEqual(0);
}

async function expectNothingFound(page: Page, axe: AxeBuilder) {
  await settled(page);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ target }) => target.join(' ')),
    })),
  ).toEqual([]);
}

/** What fades in, or is about to be replaced, has not the colours that people read. */
async function settled(page: Page) {
  // The library's lighter rows under a pointer are not ours to colour.
  await page.mouse.move(0, 0);
  await expect(page.locator('[data-stale=true]')).toHaveCount(0);
  await page.waitForFunction(() =>
    document.getAnimations().every(
      ({ playState, timeline, effect }) =>
        playState !== 'running' ||
        // Shadows that follow the scrolling, and what turns until something is loaded.
        timeline !== document.timeline ||
        effect?.getComputedTiming().endTime === Infinity,
    ),
  );
}
