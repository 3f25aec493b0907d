import { expect, Page, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { apiAs } from '../support/apiAs';
import {
  changeTo,
  expectAccessible,
  expectAccessibleInBothThemes,
  expectGoodPage,
  signInAs,
} from '../support/portal';
import { packWithLevel } from '../support/rulePack';

/** The label that says how many services, or entities of several kinds, are found. */
const found = (page: Page) =>
  page.getByText(/^\d+ (services?|entity|entities)$/);

const openTab = (page: Page, name: string) =>
  page.getByRole('tab', { name, exact: true }).click();

const openPavedRoad = (page: Page) =>
  page.getByRole('link', { name: 'Paved Road', exact: true }).first().click();

/** The services that the export has, by entity reference. */
async function exportServices(page: Page): Promise<string[]> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Export CSV' }).click();
  const [, ...rows] = readFileSync(await (await download).path(), 'utf8').split(
    '\r\n',
  );
  return rows.filter(Boolean).map(row => row.split(',')[0]);
}

const editor = (page: Page) =>
  page.getByRole('textbox', { name: 'Rule pack, as YAML' });

/** Replaces the text of the editor by pasting. */
async function replaceText(page: Page, text: string) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(pasted => navigator.clipboard.writeText(pasted), text);
  await editor(page).press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
}

test('a service owner asks for a waiver, and a platform engineer approves it and ends it', async ({
  page,
}) => {
  const service = 'SLA Breach Predictor';
  const check = 'Model card';
  const reason = 'It is written with the numbers of the next training run.';
  const path = '/catalog/default/component/sla-breach-predictor/scorecard';
  const dialog = page.getByRole('dialog');

  await test.step('the failing check offers it, also to the keyboard', async () => {
    await signInAs(page, 'Sam, service owner', `${path}?check=has-model-card`);
    const menu = page.getByRole('button', { name: `More about ${check}` });
    const request = async () =>
      await page
        .getByRole('button', { name: `Request waiver: ${check}` })
        .press('Enter');
    await request();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(menu).toBeFocused();
    await request();
    await expectAccessibleInBothThemes(page, '[role=dialog]', request);
  });

  await test.step('the form says what is wrong, and leads there', async () => {
    const text = dialog.getByRole('textbox', { name: 'Reason' });
    const send = dialog.getByRole('button', { name: 'Request the waiver' });
    await text.fill('Later');
    await send.press('Enter');
    await expect(dialog.getByText(/^Use at least/)).toBeVisible();
    await expect(text).toBeFocused();
    await text.fill(reason);

    await dialog.getByRole('spinbutton', { name: /^year/ }).focus();
    await page.keyboard.type('9999');
    await send.press('Enter');
    await expect(dialog.getByText(/^Choose a day from/)).toBeVisible();
    await expect(
      dialog.getByRole('spinbutton', { name: /^month/ }),
    ).toBeFocused();
    await dialog.getByRole('radio', { name: '60 days' }).press('Space');
    await send.press('Enter');
  });

  await test.step('it waits, and who asked cannot approve it', async () => {
    const menu = page.getByRole('button', { name: `More about ${check}` });
    await expect(menu).toBeFocused();
    await expect(
      page.getByRole('listitem').filter({ has: menu }),
    ).toContainText('Waiver requested');
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'Show the request' }).click();
    await expect(dialog.getByText(reason)).toBeVisible();
    await expect(dialog.getByRole('button', { name: /^Approve/ })).toBeHidden();
    await expectAccessibleInBothThemes(page, '[role=dialog]', () =>
      expect(dialog.getByText(reason)).toBeVisible(),
    );
    await page.keyboard.press('Escape');
    await page.getByRole('radio', { name: /^My requests/ }).click();
    await expect(
      page.getByRole('row').filter({ hasText: service }),
    ).toContainText(reason);
  });

  await test.step('the platform engineer finds it and approves it', async () => {
    await changeTo(page, 'Guest', '/paved-road/reviews');
    const review = page.getByRole('button', {
      name: `Review the waiver of “${check}” for ${service}`,
    });
    await expectGoodPage(page, review);
    await review.click();
    await expectAccessibleInBothThemes(page, '[role=dialog]', () =>
      expect(dialog.getByRole('radio', { name: /^Approve/ })).toBeVisible(),
    );
    await dialog.getByRole('textbox', { name: 'Comment' }).fill('Agreed.');
    await dialog.getByRole('radio', { name: /^Approve/ }).press('Space');
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await expect(page.locator(':focus')).toHaveText(
      `You approved the waiver of “${check}” for ${service}.`,
    );
  });

  await test.step('the service shows it with both names and until when', async () => {
    await page.getByRole('radio', { name: /^Waivers/ }).click();
    await page.getByRole('radio', { name: /^In force/ }).click();
    const row = page.getByRole('row').filter({ hasText: reason });
    await expect(row).toContainText('Paula Platform');
    await row.getByRole('link', { name: service }).click();
    await page.goto(`${path}?check=has-model-card`);
    const waived = page.getByText(/^Waived until .*\d{4} \(in .*\): /);
    await expect(waived.filter({ hasText: reason })).toBeVisible();
    await expect(
      page.getByText('Requested by Sam Owner, approved by Paula Platform'),
    ).toBeVisible();
    await page.getByRole('button', { name: /^History/ }).click();
    const change = page
      .getByRole('list', { name: 'What changed' })
      .getByRole('listitem')
      .filter({ hasText: 'because of a waiver that began or ended' })
      .getByText(`${check}: fail → waived`);
    await expect(change).toBeVisible();
    await expectAccessible(page, 'main');
  });

  await test.step('it is revoked with a reason, which who asked for it reads', async () => {
    const why = 'The training run is over, and the card is not there.';
    await page.goto('/paved-road/waivers?status=approved');
    await page
      .getByRole('button', {
        name: `Details of the waiver of “${check}” for ${service}`,
      })
      .click();
    const revoke = dialog.getByRole('button', { name: 'Revoke' });
    const confirm = revoke;
    await revoke.click();
    await confirm.click();
    await expect(dialog.getByText(/^Enter a reason/)).toBeVisible();
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await expectAccessibleInBothThemes(page, '[role=dialog]', async () => {
      await revoke.click();
      await confirm.click();
    });
    await dialog.getByRole('textbox').fill(why);
    await confirm.click();
    await expect(page.locator(':focus')).toHaveText(
      `You revoked the waiver of “${check}” for ${service}.`,
    );
    await changeTo(page, 'Sam, service owner', `${path}?check=has-model-card`);
    await expect(
      page
        .getByText(/^Paula Platform revoked a waiver/)
        .filter({ hasText: why }),
    ).toBeVisible();
  });
});

test('a platform engineer follows the figures to services, creates a campaign and previews rules', async ({
  page,
}) => {
  const campaign = 'The whole fleet at silver';

  await test.step('figures lead to the services behind them', async () => {
    await signInAs(page, 'Guest', '/paved-road');
    const all = page.getByRole('link', { name: /^All \d+ off the road$/ });
    await expectGoodPage(
      page,
      page.getByRole('table', { name: 'Biggest wins' }),
    );
    const [, offTheRoad] = (await all.textContent())!.split(' ');
    await all.click();
    await expect(found(page)).toHaveText(`${offTheRoad} services`);
    await expectGoodPage(page, page.getByRole('table', { name: 'Services' }));
  });

  await test.step('the overview shows only APIs on demand', async () => {
    await page.goBack();
    const onTheRoad = page.getByText(/^\d+ of \d+$/).first();
    const services = await onTheRoad.textContent();
    await page.getByRole('radio', { name: 'API', exact: true }).click();
    await expect(onTheRoad).not.toHaveText(services!);
    const biggestWins = page.getByRole('table', { name: 'Biggest wins' });
    await expectGoodPage(page, biggestWins);
    await page.getByRole('radio', { name: 'Component' }).click();
    await expect(onTheRoad).toHaveText(services!);
  });

  await test.step('teams lead down to those below them', async () => {
    await openTab(page, 'Teams');
    const teams = page.getByRole('table', { name: 'Teams' });
    await expectGoodPage(page, teams);
    await teams
      .getByRole('link', { name: 'Finance and Risk', exact: true })
      .click();
    await teams
      .getByRole('link', { name: /^Fraud and Risk, Security: .* fail$/ })
      .click();
    await expect(page).toHaveURL(/track=security/);
    await expect(
      page.getByRole('link', { name: 'Fraud Scoring' }),
    ).toBeVisible();
  });

  await test.step('the export has what the filters leave', async () => {
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('risk scoring');
    await expect(found(page)).toHaveText('1 entity');
    expect(await exportServices(page)).toEqual([
      'component:default/insider-risk-scoring',
    ]);
  });

  await test.step('a check leads to a service that fails it', async () => {
    await openTab(page, 'Rules');
    await expectGoodPage(page, page.getByRole('table', { name: 'Checks' }));
    await page
      .getByRole('link', { name: 'Automated tests', exact: true })
      .click();
    const failing = page.getByRole('link', { name: 'Reply Suggester' });
    await expect(failing).toBeVisible();
    await expectAccessible(page, 'main');
    await failing.click();
    await expect(
      page
        .getByRole('region', { name: /^To reach Silver/ })
        .getByText('Automated tests', { exact: true }),
    ).toBeVisible();
  });

  await test.step('a campaign is created, and says how far it is', async () => {
    await openPavedRoad(page);
    await openTab(page, 'Campaigns');
    const create = page.getByRole('button', { name: 'New campaign' });
    await expectGoodPage(
      page,
      page.getByRole('link', { name: 'Production at silver' }),
    );
    await create.click();
    const dialog = page.getByRole('dialog');
    const counted = dialog.getByText(/^\d+ are in scope, \d+ of them/);
    await expect(counted).toBeVisible();
    await expectAccessibleInBothThemes(page, '[role=dialog]', async () => {
      await create.click();
      await expect(counted).toBeVisible();
    });
    const save = dialog.getByRole('button', { name: 'Create campaign' });
    const fillIn = async (title: string, year: number) => {
      await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
      await dialog.getByRole('spinbutton', { name: /^month/ }).focus();
      await page.keyboard.type(`1231${year}`);
      await save.click();
    };
    const thisYear = new Date().getFullYear();
    await fillIn('Go', thisYear - 1);
    await expect(dialog.getByText(/^Use at least/)).toBeVisible();
    await expect(
      dialog.getByText('Choose today or a later day.'),
    ).toBeVisible();
    await fillIn(campaign, thisYear + 1);
    await expect(page.locator(':focus')).toHaveText(
      `Campaign “${campaign}” created.`,
    );
    await expect(
      page.getByRole('progressbar', { name: `Progress of ${campaign}` }),
    ).toBeVisible();
    await expect(page.getByText(/^\d+ to go$/)).toBeVisible();
    await expectAccessible(page, 'main');
  });

  await test.step('a broken pack is reported with its line', async () => {
    await openTab(page, 'Rules');
    await page.getByRole('button', { name: 'Preview a change' }).click();
    await page
      .getByRole('button', { name: 'Edit “Paved road for AI services”' })
      .click();
    await page.getByRole('button', { name: 'Edit YAML' }).click();
    const { text, line } = packWithLevel('has-model-card', 'platinum');
    await replaceText(page, text);
    await page.getByRole('button', { name: `Line ${line}, column` }).click();
    await expect(editor(page)).toBeFocused();
  });

  await test.step('a preview says which services another pack would change, and why', async () => {
    await replaceText(page, packWithLevel('has-model-card', 'silver').text);
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const falls = page.getByRole('button', {
      name: /^\d+ would fall/,
    });
    await falls.click();
    const changed = page
      .getByRole('table', { name: 'Entities that would change' })
      .getByRole('row')
      .nth(1);
    await expect(changed).toContainText('Model card');
    await expectAccessibleInBothThemes(page, '[role=dialog]', async () => {
      await page.getByRole('button', { name: 'Preview a change' }).click();
      await falls.click();
      await expect(changed).toBeVisible();
    });
  });
});

test('a viewer sees all of it but what is restricted, and can change nothing', async ({
  page,
}) => {
  /** What changes something for others. */
  const changes = page.getByRole('button', {
    name: /^(approve|reject|revoke|take back|request|renew|new|edit|end|evaluate|preview)\b/i,
  });

  await test.step('services are counted, listed and exported without it', async () => {
    const platform = await apiAs('user:default/paula.platform');
    const { totalItems } = await platform('/api/paved-road/scorecards?limit=1');
    const services = await platform(
      '/api/paved-road/scorecards?limit=1&kind=Component',
    );
    await signInAs(page, 'Vera, viewer', '/paved-road');
    await expect(
      page.getByText(new RegExp(` of ${services.totalItems - 1}$`)).first(),
    ).toBeVisible();
    await openTab(page, 'Services');
    await expect(found(page)).toHaveText(`${totalItems - 1} entities`);
    const exported = await exportServices(page);
    expect(exported).toHaveLength(totalItems - 1);
    expect(exported).not.toContain('component:default/insider-risk-scoring');
    await page.getByRole('searchbox', { name: 'Search' }).fill('insider');
    await expect(found(page)).toHaveText('0 entities');
  });

  await test.step('the search finds what is beside it only', async () => {
    await page.goto('/search?query=risk%20scoring');
    await expect(page.getByText('Fraud Scoring').first()).toBeVisible();
    await expect(page.getByText('Insider Risk Scoring')).toHaveCount(0);
  });

  await test.step('waivers and rules can be read', async () => {
    await openPavedRoad(page);
    await openTab(page, 'Reviews');
    await page.getByRole('radio', { name: /^Waivers/ }).click();
    await expect(
      page.getByRole('row').filter({ hasText: 'Runbook' }),
    ).toBeVisible();
    await expect(changes).toHaveCount(0);
    await page.getByRole('radio', { name: /^In force/ }).click();
    await expect(
      page.getByRole('row').filter({ hasText: 'Health checks' }),
    ).toContainText('Paula Platform');
    await expect(changes).toHaveCount(0);
    await openTab(page, 'Rules');
    for (const name of ['Rule packs', 'Evaluation runs']) {
      await expect(page.getByRole('heading', { name })).toBeVisible();
    }
    await expect(changes).toHaveCount(0);
  });

  await test.step('a campaign leads to what is to be done, and not to a waiver', async () => {
    await openTab(page, 'Campaigns');
    await page.getByRole('link', { name: 'Production at silver' }).click();
    await expect(page.getByText(/^\d+ to go$/)).toBeVisible();
    await expect(changes).toHaveCount(0);
    await page.getByRole('link', { name: 'Reply Suggester' }).click();
    await expect(
      page
        .getByRole('region', { name: /^To reach Silver/ })
        .getByText('Automated tests', { exact: true }),
    ).toBeVisible();
    await expect(changes).toHaveCount(0);
  });
});
