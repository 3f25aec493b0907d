import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

type Person = 'Guest' | 'Sam, service owner' | 'Vera, viewer';

/** Opens the portal and signs in as one of the demo's people. */
export async function signInAs(page: Page, person: Person, path = '/') {
  await page.goto(path);
  await page.getByRole('button', { name: `Enter as ${person}` }).click();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
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
  const { violations } = await new AxeBuilder({ page })
    .include(region)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ target }) => target.join(' ')),
    })),
  ).toEqual([]);
}
