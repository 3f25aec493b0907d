import { expect, test } from '@playwright/test';
import {
  choose,
  expectAccessible,
  expectNoSidewaysScroll,
  signInAs,
} from '../support/portal';

const service = '/catalog/default/component/ticket-triage/architecture';

test('an architect challenges the answer for a service', async ({ page }) => {
  await test.step('the page says how sure it is and what would change it', async () => {
    await signInAs(page, 'Guest', service);
    await expect(
      page.getByRole('region', { name: 'For and against' }),
    ).toBeVisible();
    for (const [tab, name] of [
      ['Why', /^What would change the /],
      ['Compare', 'Comparison'],
      ['Cost and latency', 'Cost and latency'],
      ['Risks', 'Risks'],
      ['Roadmap', 'Roadmap'],
    ] as const) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await expect(page.getByRole('heading', { name })).toBeVisible();
      await expectAccessible(page, 'main');
    }
    await expect(page).toHaveURL(/section=roadmap/);
  });

  await test.step('what if: the outcome follows, and nothing is stored', async () => {
    await page.getByRole('button', { name: 'What if' }).click();
    const drawer = page.getByRole('dialog', { name: 'What if' });
    await drawer
      .getByRole('textbox', { name: /^Inference requests per month/ })
      .fill('900000000');
    await expect(
      drawer.getByRole('button', { name: 'Save as new draft' }),
    ).toBeEnabled();
    await expectAccessible(page, '[role=dialog]');
    await drawer.getByRole('button', { name: 'Reset all' }).click();
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('two versions are compared, side by side', async () => {
    await page
      .getByRole('button', { name: 'More for this assessment' })
      .click();
    await page
      .getByRole('menuitem', { name: 'Compare with another assessment' })
      .click();
    await expect(
      page.getByRole('heading', { name: 'Compare assessments' }),
    ).toBeVisible();
    await expectAccessible(page, 'main');
  });

  await test.step('a system is composed of its components', async () => {
    await page.goto('/catalog/default/system/support-desk/architecture');
    await expect(
      page.getByRole('link', { name: 'Ticket Triage' }).first(),
    ).toBeVisible();
    await expectAccessible(page, 'main');
  });

  await test.step('it is readable in a narrow window and in the dark', async () => {
    await page.evaluate(() => localStorage.setItem('theme', 'dark'));
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(service);
    await expect(
      page.getByRole('region', { name: 'For and against' }),
    ).toBeVisible();
    await expectNoSidewaysScroll(page);
  });
});

test('somebody without a service asks the advisor and shares the answer', async ({
  page,
}) => {
  await test.step('the answers live in the link', async () => {
    await signInAs(page, 'Sam, service owner', '/paved-road/advisor');
    await choose(page, 'Primary business driver', 'Time to market');
    await page.getByRole('button', { name: 'Next' }).click();
    await choose(page, 'DevOps and MLOps maturity', '2: Some pipelines');
    await page
      .getByRole('textbox', { name: 'Teams that work in parallel' })
      .fill('1');
    const result = page.getByRole('region', { name: 'Result so far' });
    await expect(result.getByRole('status')).toHaveText(/^Not enough answers/);
    await expectAccessible(page, 'main');
  });

  await test.step('the questions that decide come first', async () => {
    await page.getByRole('button', { name: /Key questions/ }).click();
    await choose(page, 'Traffic pattern', 'Steady');
    await choose(
      page,
      'How the model is called',
      'From inside the application',
    );
    await expect(
      page.getByText(/^Modular monolith compared with/),
    ).toBeVisible();
    await expect(page).toHaveURL(/[?&]a=1\./);
    await expectAccessible(page, 'main');
  });

  await test.step('the link opens the same answer, and nothing is stored', async () => {
    await page.reload();
    await expect(
      page.getByText(/^Modular monolith compared with/),
    ).toBeVisible();
  });

  await test.step('it goes on in the template that fits', async () => {
    await page
      .getByRole('link', { name: /Continue in .*modular monolith/ })
      .click();
    await expect(page).toHaveURL(/\/create\/templates\/default\/ai-monolith/);
  });

  await test.step('a link that is cut off says so', async () => {
    await page.goto('/paved-road/advisor?a=1.abc');
    await expect(
      page.getByText('The answers in this link cannot be read'),
    ).toBeVisible();
  });
});
