import { expect, Page } from '@playwright/test';
import { choose } from './portal';

/** Answers the advisor in the form of a template for a function that an event starts now and then. */
export async function answerForFunction(page: Page) {
  for (const topic of ['Team', 'Product', 'Workload']) {
    await page.getByRole('button', { name: new RegExp(`^${topic}`) }).click();
  }
  await choose(page, 'DevOps and MLOps maturity', '2: Some pipelines');
  await page
    .getByRole('textbox', { name: 'Teams that work in parallel' })
    .fill('1');
  await choose(page, 'Primary business driver', 'Cost of an existing feature');
  await choose(page, 'What the budget is sensitive to', 'Price per request');
  await choose(page, 'Traffic pattern', 'Low and infrequent');
  await page
    .getByRole('textbox', { name: 'Inference requests per month' })
    .fill('20000');
  await choose(page, 'Latency requirement', 'Batch, nobody waits');
  await choose(
    page,
    'How the model is called',
    'By an event, such as a new file',
  );
  await choose(page, 'Special hardware for inference', 'None');
  await choose(page, 'Event-driven side work', 'None');
}

/** Fills in the page about the service, as far as it is empty. */
export async function describeService(page: Page, name: string) {
  await page.getByLabel('Name').fill(name);
  // The only group that the service owner may create services for.
  await expect(page.getByRole('combobox', { name: /^Owner/ })).toHaveValue(
    'Support Intelligence',
  );
  await page
    .getByLabel('Description')
    .fill('Sends incoming mail to the team that can answer it.');
}

/** Presses a button at the end of a form by keyboard: a notification can cover it, and stays under the mouse. */
export async function press(page: Page, name: string) {
  await page.getByRole('button', { name, exact: true }).press('Enter');
}

/** Runs the template from its review on, and opens the Architecture tab of what it made. */
export async function create(page: Page, name: string) {
  await press(page, 'Create');
  // Exact: the log shows the file name of the decision record as a link too.
  const architecture = page.getByRole('link', {
    name: 'Architecture',
    exact: true,
  });
  await expect(architecture).toBeVisible({ timeout: 90_000 });
  for (const link of [/^Catalog entity/, /^Repository/, /^Decision record/]) {
    await expect(
      page.getByRole('link', { name: link }).first(),
    ).toHaveAttribute('href', new RegExp(name));
  }
  await architecture.click();
  await expect(page).toHaveURL(new RegExp(`component/${name}/architecture`));
}

/** The scorecard of a new service is at silver before anybody has done anything for it. */
export async function expectSilver(page: Page) {
  await page.goto(page.url().replace(/architecture.*$/, 'scorecard'));
  const scorecard = page.getByRole('region', { name: 'Scorecard' });
  await scorecard.getByRole('button', { name: 'Evaluate now' }).click();
  await expect(
    scorecard
      .getByRole('list', { name: 'Levels' })
      .getByRole('listitem')
      .filter({ hasText: 'Silver' }),
  ).toContainText('reached');
}
