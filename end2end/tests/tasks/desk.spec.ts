// The help desk and a lost device, the number of a mentor who logs in with the own DigiD, and what DigiD leaves out.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { demo as shared, expect, giveCode, givePassword, settled, test, type Tools } from '../support/test';

const client = '999900006';
const mentor = '999900067';
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds, where it can run. */
async function isAccessible(page: Page, scripted: boolean): Promise<void> {
  await settled(page);
  if (!scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${page.url()}: ${violation.id}`)).toEqual([]);
}

/** Logs in at the demo's DigiD, for oneself or for somebody. */
async function withDigid(page: Page, say: Tools['say'], url: string, who: string, forWhom?: string): Promise<void> {
  await page.goto(`${url}/inloggen`);
  await page.getByRole('link', { name: say(forWhom ? 'digid_other_button' : 'digid_button'), exact: true }).click();
  await page.getByRole('group', { name: 'Wie bent u?' }).getByRole('radio', { name: `(${who})` }).check();
  if (forWhom) await page.getByRole('group', { name: 'Voor wie logt u in?' }).getByRole('radio', { name: `(${forWhom})` }).check();
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
}

test('R114, R120: staff register the number of a mentor, who then logs in with the own DigiD and sees the client', async ({ open, fresh: demo, say, signIn, scripted }) => {
  test.setTimeout(120_000);
  const url = demo.url('berk');
  const id = demo.account('berk', client).client ?? '';
  const early = await open();
  await withDigid(early, say, url, mentor, client);
  await expect(early.getByRole('heading', { level: 1 })).toHaveText(say('digid_failed_title'));

  const nurse = await open();
  await signIn(nurse, 'berk', 'nurse', demo);
  await nurse.goto(`${url}/team/c/${id}/toegang`);
  await nurse.getByRole('link', { name: say('access_change', { name: 'Tineke Dekker' }) }).click();
  await nurse.getByRole('link', { name: say('number_link') }).click();
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(say('number_title'));
  await expect(nurse.getByRole('main')).toContainText(say('number_none'));
  await isAccessible(nurse, scripted);

  await test.step('a number that is none comes back as nothing, the rest as it was', async () => {
    await nurse.getByLabel(say('number_bsn')).fill('123456789');
    await nurse.getByRole('radio', { name: say('document_identity_card'), exact: true }).check();
    await nurse.getByLabel(say('identity_ending')).fill('A1B2');
    const seen = nurse.getByRole('group', { name: say('identity_seen_on') });
    await seen.getByLabel(say('date_day')).fill('1');
    await seen.getByLabel(say('date_month')).fill('1');
    await seen.getByLabel(say('date_year')).fill('2026');
    await nurse.getByRole('button', { name: say('number_button'), exact: true }).click();
    await expect(nurse.getByRole('alert').first()).toContainText(say('identity_bsn_no_bsn'));
    await expect(nurse.getByLabel(say('number_bsn'))).toHaveValue('');
    await expect(nurse.getByLabel(say('identity_ending'))).toHaveValue('A1B2');
    await isAccessible(nurse, scripted);
  });
  await nurse.getByLabel(say('number_bsn')).fill(mentor);
  await nurse.getByRole('button', { name: say('number_button'), exact: true }).click();
  await expect(nurse).toHaveURL(/\/toegang\?gedaan=digid$/);
  await expect(nurse.getByRole('status').filter({ hasText: say('done_numbered') })).toBeVisible();
  expect(await nurse.content()).not.toContain(mentor);

  const page = await open();
  await withDigid(page, say, url, mentor, client);
  await expect(page).toHaveURL(new RegExp(`/c/${id}/dossier$`));
  await settled(page);
  expect(await page.content()).not.toContain(mentor);
});

test('R91: the help desk takes a lost app away, and the next log-in asks for a code by SMS', async ({ open, fresh: demo, say, signIn, scripted }) => {
  test.setTimeout(120_000);
  const url = demo.url('kompas');
  const admin = await open();
  await signIn(admin, 'kompas', 'admin', demo);
  await admin.goto(`${url}/beheer/accounts`);
  await admin.getByRole('searchbox', { name: say('user_name') }).fill('client');
  await admin.getByRole('button', { name: say('accounts_find') }).click();
  await admin.getByRole('button', { name: say('lost_open') }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(say('lost_title'));
  await isAccessible(admin, scripted);
  await admin.getByRole('radio', { name: say('lost_app') }).check();
  await admin.getByRole('radio', { name: say('desk_reset_desk') }).check();
  await admin.getByRole('button', { name: say('lost_button'), exact: true }).click();
  await expect(admin.getByRole('alert').first()).toContainText(say('lost_note_missing'));
  await expect(admin.getByRole('radio', { name: say('lost_app') })).toBeChecked();
  await admin.getByLabel(say('lost_note')).fill('telefoon in de sloot');
  await admin.getByRole('button', { name: say('lost_button'), exact: true }).click();
  await expect(admin.getByRole('status').filter({ hasText: say('lost_removed') })).toBeVisible();

  const page = await open();
  const before = demo.newestMessage();
  await page.goto(`${url}/inloggen`);
  await givePassword(page, say, 'client', demo.account('kompas', 'client').password);
  await expect(page).toHaveURL(/\/inloggen\/code$/);
  await giveCode(page, say, await demo.code('kompas', 'client', before));
  await expect(page).not.toHaveURL(/\/inloggen/);
  if (page.url().endsWith('/voorwaarden')) {
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
    await expect(page).not.toHaveURL(/\/voorwaarden/);
  }
  await page.goto(`${url}/instellingen`);
  await expect(page.getByRole('main')).toContainText(say('lost_notice_title'));
  await isAccessible(page, scripted);
  await page.goto(`${url}/instellingen/geschiedenis`);
  await expect(page.getByRole('table')).toContainText(say('history_app_by_desk'));
  await expect(page.getByRole('table')).toContainText(say('history_logged_in', { how: say('method_password') }));
});

test('R117: who logs in with DigiD has no page for a password, and hears why', async ({ open, say, watch }) => {
  const page = await open();
  watch.allowStatus(403);
  const url = shared.url('berk');
  await withDigid(page, say, url, client);
  await expect(page).toHaveURL(/\/dossier$/);
  await page.goto(`${url}/instellingen`);
  await expect(page.getByRole('main')).not.toContainText(say('own_password_link'));
  for (const path of ['/instellingen/wachtwoord', '/instellingen/app', '/instellingen/passkeys', '/instellingen/passkeys/nieuw']) {
    const answer = await page.goto(`${url}${path}`);
    expect(answer?.status(), path).toBe(403);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
    await expect(page.getByRole('main')).toContainText('DigiD');
  }
});
