import { expect, test } from '@playwright/test';
import { expectAccessible, signInAs } from '../support/portal';

test('a developer creates a monolith and lands on its assessed page', async ({
  page,
}) => {
  await test.step('the template says what is wrong with a name', async () => {
    await signInAs(page, 'Sam, service owner', '/create');
    await page
      .getByRole('article')
      .or(page.locator('[class*=MuiCard-root]'))
      .filter({ hasText: 'AI service, modular monolith' })
      .getByRole('button', { name: 'Choose' })
      .click();
    await page.getByLabel('Name').fill('Bad Name');
    await page.getByLabel('Owner').fill('Support');
    await page.getByRole('option', { name: /support intelligence/i }).click();
    await page
      .getByLabel('Description')
      .fill('Sends incoming mail to the team that can answer it.');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText(/^must match pattern/)).toBeVisible();
  });

  await test.step('the answers about the workload are filled in for a first version', async () => {
    await page.getByLabel('Name').fill('mail-router');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(
      page.getByText('Teams that work in parallel').first(),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
  });

  await test.step('the service is in the catalog, assessed', async () => {
    // Exact: the log shows the file name of the decision record as a link too.
    await page
      .getByRole('link', { name: 'Architecture', exact: true })
      .click({ timeout: 90_000 });
    await expect(page).toHaveURL(/component\/mail-router\/architecture/);
    await expect(
      page.getByRole('heading', { name: /Why Modular monolith/ }),
    ).toBeVisible();
    await expect(page.getByText('Drafted by')).toContainText('Sam Owner');
    await expectAccessible(page, 'main');
  });
});
