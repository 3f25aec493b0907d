import { expect, test } from '@playwright/test';
import { expectAccessible, signInAs } from '../support/portal';

test('the platform team finds a service that is off the road and what to do', async ({
  page,
}) => {
  await test.step('the overview shows where the fleet stands', async () => {
    await signInAs(page, 'Guest', '/paved-road');
    await expect(
      page.getByText('On the road (Silver or better)'),
    ).toBeVisible();
  });

  await test.step('filters narrow the services on the server', async () => {
    await page.getByRole('tab', { name: 'Services' }).click();
    await expect(page.getByText(/^\d+ entities$/)).toBeVisible();
    await page.getByRole('button', { name: /Kind/ }).click();
    await page.getByRole('option', { name: 'Component' }).click();
    const total = page.getByText(/^\d+ services?$/);
    await expect(total).toBeVisible();
    const all = await total.textContent();
    await page.getByRole('button', { name: /Level/, expanded: false }).click();
    await page.getByRole('option', { name: 'No level' }).click();
    await expect(total).not.toHaveText(all ?? '');
    await expect(page).toHaveURL(/level=none/);

    await page.getByRole('searchbox', { name: 'Search' }).fill('escalation');
    await expect(total).toHaveText('1 service');
    await page.reload();
    await expect(total).toHaveText('1 service');
  });

  await test.step('a failing service says what to do', async () => {
    await page.getByRole('link', { name: 'Escalation Router' }).click();
    await page.goto(
      '/catalog/default/component/escalation-router/scorecard?check=decision-approved',
    );
    const check = page
      .getByRole('listitem')
      .filter({ hasText: 'Approved decision' });
    await expect(check.getByRole('img', { name: 'fail' })).toBeVisible();
    await expect(
      check.getByText(/Submit the assessment and ask the platform team/),
    ).toBeVisible();
    await expectAccessible(page, 'main');
  });

  await test.step('a check tells what it read in the repository', async () => {
    await page.goto(
      '/catalog/default/component/product-recommender/scorecard?check=has-pipeline',
    );
    await expect(
      page
        .getByText(/example\.com\/larkmoor\/product-recommender/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    await expectAccessible(page, 'main');
  });

  await test.step('the rules and the facts that they use can be read', async () => {
    await page.goto('/paved-road/rules');
    await expect(
      page.getByRole('heading', { name: 'Paved road for AI services' }),
    ).toBeVisible();
    await expect(
      page.getByRole('heading', { name: 'Facts that rules can use' }),
    ).toBeVisible();
  });

  await test.step('a run over the fleet ends, and says how far it came', async () => {
    await page.getByRole('button', { name: /^Evaluation runs/ }).click();
    await page.getByRole('button', { name: 'Evaluate the fleet' }).click();
    await expect(
      page.getByText('The fleet has been evaluated').first(),
    ).toBeVisible({ timeout: 60_000 });
  });
});
