import { chromium, expect } from '@playwright/test';

/** The AI service that is added later; stock portals have none. */
export const service = `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ticket-triage
  description: Sorts incoming tickets.
spec:
  type: ai-service
  lifecycle: experimental
  owner: guests
`;

const overview = '/catalog/default/component/ticket-triage';

/** Milliseconds for the portal to read and evaluate a new entity. */
const readingMs = 60_000;

/**
 * Uses a portal with Paved Road in a browser, as its only user.
 *
 * @param portal - `url` of its front end; `hasGroups`: whether a group can own services; `addService()`, which
 * registers one
 * @param options - `step`, which runs and times a named step; `picture`: file for a screenshot of a failed page
 * @throws Error if a page has the wrong content or throws an error
 */
export async function takeJourneys(portal, { step, picture }) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const page = await browser.newPage({
      baseURL: portal.url,
      viewport: { width: 1440, height: 1000 },
    });
    page.setDefaultTimeout(30_000);
    const errors = [];
    page.on('pageerror', error => errors.push(`${page.url()}: ${error}`));
    try {
      await step('journey: first look', () => lookAtNothing(page));
      await portal.addService();
      await step('journey: assess', () => assess(page));
      await step('journey: start', () => start(page, portal));
      await step('journey: stay', () => stay(page));
    } catch (error) {
      await page.screenshot({ path: picture, fullPage: true });
      throw new Error(`${error.message}\n${page.url()} is in ${picture}`);
    }
    if (errors.length > 0) {
      throw new Error(`Pages threw errors:\n${errors.join('\n')}`);
    }
  } finally {
    await browser.close();
  }
}

/** Without an AI service in the catalog, the page explains which services would count. */
async function lookAtNothing(page) {
  await page.goto('/paved-road');
  const enter = page.getByRole('button', { name: 'Enter' });
  const title = page.getByRole('heading', {
    name: 'Which of your components are AI services?',
  });
  await visible(enter.or(title));
  if (await enter.isVisible()) {
    await enter.click();
  }
  await visible(title);
  await visible(page.getByText(/^filter: .*website/));
}

async function assess(page) {
  await expect(async () => {
    await page.goto(`${overview}/architecture`);
    await expect(
      page.getByRole('heading', { name: 'No architecture assessment yet' }),
    ).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: readingMs });
  await page.getByRole('button', { name: 'Assess', exact: true }).click();
  await choose(page, 'Primary business driver', 'Time to market');
  await choose(page, 'Traffic pattern', 'Steady');
  await page.getByRole('button', { name: 'Next' }).click();
  await choose(page, 'DevOps and MLOps maturity', '2: Some pipelines');
  await page
    .getByRole('textbox', { name: 'People on the application' })
    .fill('4');
  await page.getByRole('button', { name: 'Next' }).click();
  await choose(page, 'Roadmap', 'A pivot is likely');
  await page.getByRole('button', { name: /Key questions/ }).click();
  await choose(page, 'How the model is called', 'From inside the application');
  await visible(
    page
      .getByRole('region', { name: 'Result so far' })
      .getByText('Modular monolith')
      .first(),
  );
  await page.getByRole('button', { name: 'Decision' }).click();
  await page.getByRole('button', { name: 'Save and submit' }).click();
  await visible(page.getByText('Submitted for review'));
}

/** Without credentials of a Git host, the form opens, advises, and reports what is missing before writing anything. */
async function start(page, { hasGroups }) {
  await page.goto('/create/templates/default/ai-monolith');
  await page.getByRole('button', { name: /^Team/ }).click();
  await choose(page, 'DevOps and MLOps maturity', '2: Some pipelines');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByLabel('Name').fill('mail-router');
  await page
    .getByLabel('Description')
    .fill('Sends incoming mail to the team that can answer it.');
  if (!hasGroups) {
    await visible(page.getByText(/^The catalog shows you no group/));
    return;
  }
  // The only group, filled in once it is loaded.
  await expect(page.getByRole('combobox', { name: /^Owner/ })).toHaveValue(
    'guests',
    { timeout: 30_000 },
  );
  await visible(
    page.getByText(/^This portal has nowhere to publish a repository/).first(),
  );
}

async function stay(page) {
  await page.goto('/paved-road/services');
  const row = page.getByRole('row', { name: /ticket-triage/ });
  await visible(row);
  await visible(
    row.getByText(
      /^(No level yet|Bronze|Silver|Gold|Reading the repository…)$/,
    ),
  );
  await page.goto(overview);
  await visible(page.getByRole('heading', { name: 'Paved road' }));
  const name = { name: 'Scorecard', exact: true };
  await page.getByRole('tab', name).or(page.getByRole('link', name)).click();
  await visible(page.getByRole('region', name));
}

/** Labels of choices also occur in results. */
async function choose(page, question, choice) {
  await page
    .getByRole('radiogroup', { name: question })
    .getByText(choice, { exact: true })
    .click();
}

async function visible(locator) {
  await expect(locator).toBeVisible({ timeout: 30_000 });
}
