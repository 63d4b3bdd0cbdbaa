// The terms gate: first use, declining, not ticking, accepting, and never again.
import type { Page } from '@playwright/test';
import type { Demo } from '../support/demo';
import { expect, giveCode, givePassword, test, type Tools } from '../support/test';

async function logIn(demo: Demo, page: Page, say: Tools['say'], organisation: string, user: string): Promise<void> {
  await demo.alone(organisation, user, async () => {
    const before = demo.newestMessage();
    await page.goto(`${demo.url(organisation)}/inloggen`);
    await givePassword(page, say, user, demo.account(organisation, user).password);
    await expect(page).toHaveURL(/\/inloggen\/code$/);
    await giveCode(page, say, await demo.code(organisation, user, before));
    await expect(page).not.toHaveURL(/\/inloggen/);
  });
}

test('R4, R96: at first use the terms stand before everything, until they are accepted; then never again', async ({ open, own: demo, say, watch }) => {
  // nobody else's first use: this account is used by no other test
  const [organisation, user] = ['ooievaar', 'nurse'];
  const home = '/team';
  const arrived = /\/team$/;
  const page = await open();
  const accept = page.getByRole('button', { name: say('terms_accept_button'), exact: true });
  const decline = page.getByRole('button', { name: say('terms_decline_button'), exact: true });
  await logIn(demo, page, say, organisation, user);

  await test.step('every address leads to the gate', async () => {
    await expect(page).toHaveURL(/\/voorwaarden$/);
    for (const path of [home, '/', '/inloggen', `/c/${demo.client}/dossier`, `/team/c/${demo.client}/dossier`, '/hulp']) {
      await page.goto(`${demo.url(organisation)}${path}`);
      await expect(page).toHaveURL(/\/voorwaarden$/);
    }
    await expect(page.getByRole('main')).toContainText(demo.organisation(organisation).name);
  });

  await test.step('without the tick nothing is accepted, and the page says so', async () => {
    await accept.click();
    await expect(page.getByRole('alert').first()).toContainText(say('terms_agree_missing'));
    await page.goto(`${demo.url(organisation)}${home}`);
    await expect(page).toHaveURL(/\/voorwaarden$/);
  });

  await test.step('declining logs out with an explanation', async () => {
    await decline.click();
    await expect(page).toHaveURL(/\/uitgelogd\?reden=voorwaarden$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('signed_out_declined_title'));
    await expect(page.getByRole('main')).toContainText(say('signed_out_declined'));
    await page.goto(`${demo.url(organisation)}${home}`);
    await expect(page).toHaveURL(/\/inloggen$/);
  });

  await test.step('accepting leads on', async () => {
    await logIn(demo, page, say, organisation, user);
    await expect(page).toHaveURL(/\/voorwaarden$/);
    await page.getByRole('checkbox').check();
    await accept.click();
    await expect(page).toHaveURL(arrived);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('today_title'));
  });

  await test.step('it is not asked again', async () => {
    await page.getByRole('banner').getByRole('button', { name: say('sign_out') }).click();
    await expect(page).toHaveURL(/\/uitgelogd$/);
    await logIn(demo, page, say, organisation, user);
    await expect(page).toHaveURL(arrived);
  });
  expect(watch.takeFaults()).toEqual([]);
});
