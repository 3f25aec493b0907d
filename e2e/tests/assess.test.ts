import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import {
  changeTo,
  choose,
  expectAccessible,
  signInAs,
} from '../support/portal';

const service = '/catalog/default/component/ticket-deduplicator/architecture';

test('a service owner assesses a service, and another person approves it', async ({
  page,
}) => {
  await test.step('the tab of a service without an assessment invites', async () => {
    await signInAs(page, 'Sam, service owner', service);
    await expect(
      page.getByRole('heading', { name: 'No architecture assessment yet' }),
    ).toBeVisible();
    await expectAccessible(page, 'main');
    await page.getByRole('button', { name: 'Assess', exact: true }).click();
  });

  await test.step('the result follows the answers', async () => {
    const result = page.getByRole('region', { name: 'Result so far' });
    await choose(page, 'Primary business driver', 'Time to market');
    await choose(page, 'Traffic pattern', 'Steady');
    await page.getByRole('button', { name: 'Next' }).click();
    await choose(page, 'DevOps and MLOps maturity', '2: Some pipelines');
    await choose(page, 'Experience with distributed systems', 'None');
    await page
      .getByRole('textbox', { name: 'People on the application' })
      .fill('0');
    await page.keyboard.press('Tab');
    await expect(
      page.getByText('Use a whole number from 1 to 1,000,000 (people).'),
    ).toBeVisible();
    await page
      .getByRole('textbox', { name: 'People on the application' })
      .fill('4');
    await page
      .getByRole('textbox', { name: 'Teams that work in parallel' })
      .fill('1');
    await page.getByRole('button', { name: 'Next' }).click();

    await choose(page, 'Roadmap', 'A pivot is likely');
    await choose(page, 'Budget', 'Operations: keep the work low');
    await expect(result).toContainText('Not enough answers');
    await page.getByRole('button', { name: /Key questions/ }).click();
    await choose(
      page,
      'How the model is called',
      'From inside the application',
    );
    await expect(result).toContainText('Modular monolith');
    await expectAccessible(page, 'main');
  });

  await test.step('answers survive a closed tab', async () => {
    await page.reload();
    await expect(
      page.getByText(/^Your unsaved answers of .* are restored/),
    ).toBeVisible();
  });

  await test.step('it is saved and submitted at once', async () => {
    await page.getByRole('button', { name: 'Decision' }).click();
    await expect(page.getByLabel(/^Modular monolith · /)).toBeChecked();
    await page.getByRole('button', { name: 'Save and submit' }).click();
    // The message disappears after some seconds, so it comes first.
    await expect(page.getByText('Submitted for review')).toBeVisible();
    await expect(
      page.getByText(/^Modular monolith compared with/),
    ).toBeVisible();
    await expect(page.getByText(/submitted by/)).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Review', exact: true }),
    ).toBeHidden();
  });

  await test.step('the platform team finds and approves it', async () => {
    await changeTo(page, 'Guest', '/paved-road/reviews');
    await page
      .getByRole('button', {
        name: 'Review the assessment of Ticket Deduplicator',
      })
      .click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText('Modular monolith for Ticket Deduplicator'),
    ).toBeVisible();
    await expectAccessible(page, '[role=dialog]');
    await dialog
      .getByRole('textbox', { name: 'Comment' })
      .fill('A good first step.');
    await dialog.getByRole('radio', { name: /^Approve/ }).press('Space');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect(page.locator(':focus')).toHaveText(
      'You approved the assessment.',
    );
    await page.goto(service);
    await expect(page.getByText(/approved by/)).toContainText('Paula Platform');
    await expectAccessible(page, 'main');
  });

  await test.step('the decision record names the decision and its people', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Decision record' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByRole('heading', { name: 'Decision Outcome' }),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Download' }).click();
    const record = readFileSync(await (await download).path(), 'utf8');
    expect(record).toMatch(/^---\nstatus: "?accepted"?\n/);
    expect(record).toContain('Modular monolith');
    expect(record).toContain('Paula Platform');
    expect(record).toContain('## Decision Outcome');
    await page.keyboard.press('Escape');
  });

  await test.step('a decision that no longer holds is reassessed with measured values', async () => {
    await page.goto(
      '/catalog/default/component/contract-clause-extractor/architecture',
    );
    const measured = page.getByRole('region', {
      name: 'Measured',
      exact: true,
    });
    await expect(measured).toContainText('No longer holds');
    await expect(measured).toContainText(/ measured, 1 assumed\./);
    await expect(
      page.getByText(/^Microservices .*% with measured values since /),
    ).toBeVisible();
    await measured.getByRole('button', { name: 'Numbers' }).click();
    await expect(
      page
        .getByRole('table', { name: 'Assumed and measured' })
        .getByRole('row', { name: /^Teams/ }),
    ).toContainText('× assumed');
    await expectAccessible(page, 'main');
    await page
      .getByRole('button', { name: 'Reassess with measured values' })
      .click();
    await expect(
      page.getByText('2 answers updated from measurements'),
    ).toBeVisible();
    const teams = page.getByRole('textbox', {
      name: /^Teams that work in parallel/,
    });
    await expect(teams).toBeFocused();
    await expect(teams).toHaveAccessibleDescription(/Measured: 3.*, was 1/);
    await expectAccessible(page, 'main');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(
      page
        .getByText('Close: Microservices or')
        .or(page.getByRole('heading', { name: /Microservices/ }))
        .first(),
    ).toBeVisible();
  });

  await test.step('a viewer sees it and can change nothing', async () => {
    await changeTo(page, 'Vera, viewer', service);
    await expect(page.getByText(/approved by/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Reassess' })).toBeHidden();
  });
});
