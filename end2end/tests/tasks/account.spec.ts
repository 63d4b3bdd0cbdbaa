// The own account and the help desk: devices, password, authenticator app, misuse, closing.
import type { Page } from '@playwright/test';
import type { Demo } from '../support/demo';
import { expect, giveCode, givePassword, settled, test, type Tools } from '../support/test';
import { totp } from '../support/totp';

/** Logs in with password and code and accepts the terms; the password can be another than the demo's. */
async function logIn(demo: Demo, page: Page, say: Tools['say'], user: string, password = demo.account('linde', user).password): Promise<void> {
  await demo.alone('linde', user, async () => {
    const before = demo.newestMessage();
    await page.goto(`${demo.url('linde')}/inloggen`);
    await givePassword(page, say, user, password);
    await expect(page).toHaveURL(/\/inloggen\/code$/);
    await giveCode(page, say, await demo.code('linde', user, before));
    await expect(page).not.toHaveURL(/\/inloggen/);
  });
  if (page.url().endsWith('/voorwaarden')) {
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
    await expect(page).not.toHaveURL(/\/voorwaarden/);
  }
  await settled(page);
}

test('R10: a device is logged out from another one, and then everywhere', async ({ open, own: demo, say }) => {
  const lost = await open();
  await logIn(demo, lost, say, 'nurse');
  const page = await open();
  await logIn(demo, page, say, 'nurse');
  await page.getByRole('banner').getByRole('link', { name: say('own_title') }).click();
  await expect(page).toHaveURL(/\/instellingen$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('own_title'));
  await page.getByRole('button', { name: say('own_device_end') }).first().click();
  await expect(page).toHaveURL(/\/instellingen\?klaar=apparaat$/);
  await expect(page.getByRole('status').filter({ hasText: say('own_device_ended') })).toBeVisible();
  await lost.goto(`${demo.url('linde')}/team`);
  await expect(lost).toHaveURL(/\/inloggen$/);

  await page.getByRole('link', { name: say('own_history_link') }).click();
  await expect(page.getByRole('table')).toContainText(say('history_logged_in', { how: say('method_password') }));
  await page.getByRole('navigation', { name: say('breadcrumb_label') }).getByRole('link', { name: say('own_title') }).click();
  await page.getByRole('main').getByRole('button', { name: say('own_everywhere') }).click();
  await expect(page).toHaveURL(/\/uitgelogd$/);
  await page.goto(`${demo.url('linde')}/instellingen`);
  await expect(page).toHaveURL(/\/inloggen$/);
});

test('R77: a weak password is refused with the reason, a good one ends the other devices', async ({ open, own: demo, say }) => {
  const user = 'first-contact';
  const other = await open();
  await logIn(demo, other, say, user);
  const page = await open();
  await logIn(demo, page, say, user);
  const old = demo.account('linde', user).password;
  const fresh = 'kaas op brood met melk';
  const change = async (before: string, after: string): Promise<void> => {
    await page.getByLabel(say('own_password_old'), { exact: true }).fill(before);
    await page.getByLabel(say('own_password_new'), { exact: true }).fill(after);
    await page.getByRole('button', { name: say('own_password_button') }).click();
  };
  await page.goto(`${demo.url('linde')}/instellingen/wachtwoord`);
  await change(old, 'te-kort');
  await expect(page.getByRole('alert').first()).toContainText(say('own_weak_short'));
  await expect(page.getByLabel(say('own_password_new'), { exact: true })).toHaveValue('');
  await expect(page.getByLabel(say('own_password_old'), { exact: true })).toHaveValue('');
  await change('niet-dit-wachtwoord', fresh);
  await expect(page.getByRole('alert').first()).toContainText(say('own_password_old_wrong'));
  await change(old, fresh);
  await expect(page).toHaveURL(/\/instellingen\?klaar=sterk$/);
  await expect(page.getByRole('status').filter({ hasText: say('own_password_changed') })).toBeVisible();
  await other.goto(`${demo.url('linde')}/instellingen`);
  await expect(other).toHaveURL(/\/inloggen$/);
  // back to what demo.json says, for the next project on this demo
  await page.goto(`${demo.url('linde')}/instellingen/wachtwoord`);
  await change(fresh, old);
  await expect(page).toHaveURL(/\/instellingen\?klaar=sterk$/);
});

test('R91: the account with an app logs in by its code, once', async ({ open, own: demo, say }) => {
  test.slow();
  const { password, totp_secret } = demo.account('kompas', 'client');
  const secret = totp_secret ?? '';
  const step = Math.floor(Date.now() / 30_000);
  const give = async (page: Page, code: string): Promise<void> => {
    await page.goto(`${demo.url('kompas')}/inloggen`);
    await givePassword(page, say, 'client', password);
    await expect(page).toHaveURL(/\/inloggen\/code$/);
    await page.getByLabel(say('app_code_label')).fill(code);
    await page.getByRole('button', { name: say('code_button') }).click();
  };
  await demo.alone('kompas', 'client', async () => {
    const page = await open();
    // another project on this demo may have used this step: then a later one
    let code = '';
    for (let later = 0; later < 4; later += 1) {
      await expect.poll(() => Math.floor(Date.now() / 30_000), { timeout: 100_000 }).toBeGreaterThanOrEqual(step + later);
      code = totp(secret);
      await give(page, code);
      if (!page.url().includes('/inloggen/code')) break;
      await expect(page.getByRole('alert').first()).toBeVisible();
    }
    await expect(page).not.toHaveURL(/\/inloggen/);
    const thief = await open();
    await give(thief, code);
    await expect(thief.getByRole('alert').first()).toBeVisible();
    await expect(thief.getByLabel(say('app_code_label'))).toHaveAttribute('aria-invalid', 'true');
    await thief.goto(`${demo.url('kompas')}/instellingen`);
    await expect(thief).toHaveURL(/\/inloggen$/);
  });
});

test('R91: an app is set up with the key as text, and removed', async ({ open, own: demo, say }) => {
  const page = await open();
  await logIn(demo, page, say, 'admin');
  await page.goto(`${demo.url('linde')}/instellingen/app`);
  await page.getByRole('button', { name: say('app_begin_button') }).click();
  await expect(page.getByRole('img', { name: say('app_qr_label') })).toBeVisible();
  const secret = await page.locator('code.secret').innerText();
  await page.getByLabel(say('app_confirm_label'), { exact: true }).fill('12');
  await page.getByRole('button', { name: say('app_confirm_button') }).click();
  await expect(page.getByRole('alert').first()).toContainText(say('code_missing'));
  await page.getByLabel(say('app_confirm_label'), { exact: true }).fill(totp(secret));
  await page.getByRole('button', { name: say('app_confirm_button') }).click();
  await expect(page.getByRole('status').filter({ hasText: say('app_on') })).toBeVisible();
  await expect(page.locator('ul.codes li')).toHaveCount(10);
  const recovery = await page.locator('ul.codes li').first().innerText();
  await page.reload();
  await expect(page.locator('ul.codes li')).toHaveCount(0);
  await page.getByLabel(say('app_code_label')).fill(recovery);
  await page.getByRole('button', { name: say('app_remove_button') }).click();
  await expect(page.getByRole('status').filter({ hasText: say('app_removed') })).toBeVisible();
  await expect(page.getByRole('button', { name: say('app_begin_button') })).toBeVisible();
});

test('R11, R18: a report without logging in, and the help desk blocks an open session', async ({ open, own: demo, say }) => {
  const client = await open();
  await logIn(demo, client, say, 'client');
  await expect(client).toHaveURL(/\/dossier$/);
  const stranger = await open();
  await stranger.goto(`${demo.url('linde')}/inloggen`);
  await stranger.getByRole('main').getByRole('link', { name: say('misuse_title') }).click();
  await expect(stranger).toHaveURL(/\/hulp\/misbruik$/);
  await stranger.getByRole('button', { name: say('misuse_button') }).click();
  await expect(stranger.getByRole('alert').first()).toContainText(say('ask_name_missing'));
  await stranger.getByLabel(say('ask_name'), { exact: true }).fill('client');
  await stranger.getByLabel(say('ask_reach'), { exact: true }).fill('06 12345678');
  await stranger.getByRole('button', { name: say('misuse_button') }).click();
  // what was typed is kept
  await expect(stranger.getByLabel(say('ask_name'), { exact: true })).toHaveValue('client');
  await stranger.getByLabel(say('misuse_text'), { exact: true }).fill('Iemand anders leest mee.');
  await stranger.getByRole('button', { name: say('misuse_button') }).click();
  await expect(stranger.getByRole('status').filter({ hasText: say('misuse_done') })).toBeVisible();

  const admin = await open();
  await logIn(demo, admin, say, 'admin');
  await admin.goto(`${demo.url('linde')}/beheer/meldingen`);
  await expect(admin.getByRole('main')).toContainText('Iemand anders leest mee.');
  await admin.getByRole('button', { name: say('desk_block'), exact: true }).first().click();
  await expect(admin.getByRole('status').filter({ hasText: say('desk_done') })).toBeVisible();
  await client.reload();
  await expect(client).toHaveURL(/\/inloggen$/);

  await admin.getByRole('button', { name: say('desk_unblock'), exact: true }).first().click();
  await expect(admin.getByRole('main')).toContainText(`client (${say('desk_state_active')})`);
  const reports = admin.getByRole('button', { name: say('desk_close_request'), exact: true });
  const before = await reports.count();
  await reports.first().click();
  await expect(admin.getByRole('status').filter({ hasText: say('desk_request_closed') })).toBeVisible();
  await expect(reports).toHaveCount(before - 1);
});

test('R47, R118: the client ends the access and asks for it again', async ({ open, own: demo, say }) => {
  const page = await open();
  await logIn(demo, page, say, 'client');
  await page.goto(`${demo.url('linde')}/instellingen`);
  await page.getByRole('link', { name: say('own_close_link') }).click();
  await page.getByRole('button', { name: say('closing_button') }).click();
  await expect(page.getByRole('alert').first()).toContainText(say('closing_sure_missing'));
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: say('closing_button') }).click();
  await expect(page).toHaveURL(/\/hulp\/gesloten$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('closed_title'));
  await page.getByRole('link', { name: say('closed_reopen') }).click();
  await page.getByLabel(say('ask_name'), { exact: true }).fill('client');
  await page.getByLabel(say('ask_reach'), { exact: true }).fill('06 12345678');
  await page.getByRole('button', { name: say('reopen_button') }).click();
  await expect(page.getByRole('status').filter({ hasText: say('reopen_done') })).toBeVisible();

  const admin = await open();
  await logIn(demo, admin, say, 'admin');
  await admin.goto(`${demo.url('linde')}/beheer/accounts`);
  await admin.getByRole('searchbox').fill('client');
  await admin.getByRole('button', { name: say('accounts_find') }).click();
  await expect(admin.getByRole('main')).toContainText(say('desk_state_closed'));
  await admin.getByRole('button', { name: say('accounts_do') }).click();
  await expect(admin.getByRole('alert').first()).toContainText(say('accounts_what_missing'));
  await admin.getByRole('radio', { name: say('desk_reopen_button') }).check();
  await admin.getByRole('button', { name: say('accounts_do') }).click();
  await expect(admin.getByRole('status').filter({ hasText: say('desk_done') })).toBeVisible();
  expect(admin.url()).not.toContain('client');
  await logIn(demo, page, say, 'client');
  await expect(page).toHaveURL(/\/dossier$/);
});

test('R139: a question about privacy gets the day of its answer', async ({ open, own: demo, say }) => {
  const page = await open();
  await page.goto(`${demo.url('linde')}/privacy`);
  await page.getByRole('link', { name: say('pquestion_link') }).click();
  await page.getByLabel(say('ask_name'), { exact: true }).fill('Anna');
  await page.getByLabel(say('pquestion_reach'), { exact: true }).fill('anna@example.org');
  await page.getByLabel(say('pquestion_text'), { exact: true }).fill('Wat bewaart u van mij?');
  await page.getByRole('button', { name: say('pquestion_button') }).click();
  await expect(page.getByRole('status')).toContainText(/\d{4}/);
  expect(page.url()).not.toContain('anna');
});
