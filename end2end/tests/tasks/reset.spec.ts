// An employee's first password, a forgotten one, and a lost telephone with the help desk's code.
import type { Page } from '@playwright/test';
import type { Demo } from '../support/demo';
import { expect, giveCode, givePassword, settled, test, type Tools } from '../support/test';

const SECRET = 'kaas op brood met melk';

/** Somebody new for each run: user name, address and number are used nowhere else. */
function somebody(): { user: string; email: string; mobile: string; international: string } {
  const number = String(Date.now()).slice(-7);
  return { user: `fatima.${number}`, email: `fatima.${number}@voorbeeld.nl`, mobile: `06 8${number}`, international: `+3168${number}` };
}

const code = (body: string): string => /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(body)?.[0] ?? '';
const sms = (body: string): string => /^\d{6}/.exec(body)?.[0] ?? '';

/** From the code that came to the page that says that the password is kept. */
async function choose(page: Page, say: Tools['say'], at: Demo, typed: string, to: string, password: string): Promise<void> {
  const before = at.newestMessage();
  await page.goto(`${at.url('linde')}/inloggen/vergeten/code`);
  await page.getByLabel(say('reset_code_label')).fill(typed);
  await page.getByRole('button', { name: say('reset_go_on') }).click();
  await expect(page).toHaveURL(/\/inloggen\/vergeten\/bewijs$/);
  await page.getByLabel(say('code_label')).fill(sms(await at.message(to, before)));
  await page.getByRole('button', { name: say('reset_go_on') }).click();
  await expect(page).toHaveURL(/\/inloggen\/vergeten\/wachtwoord$/);
  await page.getByLabel(say('own_password_new'), { exact: true }).fill('kort');
  await page.getByRole('button', { name: say('reset_choose_button') }).click();
  await expect(page.getByRole('alert').first()).toContainText(say('own_weak_short'));
  await page.getByLabel(say('own_password_new'), { exact: true }).fill(password);
  await page.getByRole('button', { name: say('reset_choose_button') }).click();
  await expect(page).toHaveURL(/\/inloggen\?klaar=wachtwoord$/);
  await expect(page.getByRole('status').filter({ hasText: say('reset_done') })).toBeVisible();
}

test('R92: an administrator adds somebody of age, who chooses a password, forgets it, and loses the telephone', async ({ open, own: demo, say, signIn }) => {
  test.slow();
  const who = somebody();
  const admin = await open();
  await signIn(admin, 'linde', 'admin', demo);
  await admin.goto(`${demo.url('linde')}/beheer/medewerkers`);
  await admin.getByRole('link', { name: say('staff_new') }).click();
  const fill = async (label: string, text: string): Promise<void> => admin.getByLabel(label, { exact: true }).fill(text);
  await fill(say('staff_name'), 'Fatima el Amrani');
  await fill(say('staff_user_name'), who.user);
  await fill(say('invitation_email'), who.email);
  await fill(say('invitation_mobile'), who.mobile);
  const born = admin.getByRole('group', { name: say('staff_born_on') }).getByRole('textbox');
  for (const [place, text] of ['1', '5', '2020'].entries()) await born.nth(place).fill(text);
  await admin.getByRole('group', { name: say('staff_role') }).getByRole('radio', { name: say('staff_role_nurse') }).check();
  await admin.getByRole('group', { name: say('staff_place'), exact: true }).getByRole('radio').first().check();
  await admin.getByRole('button', { name: say('staff_new') }).click();
  // Too young, and not ticked: nothing is lost of what was typed.
  await expect(admin.getByRole('alert').first()).toContainText(say('staff_too_young'));
  await expect(admin.getByRole('alert').first()).toContainText(say('staff_works_here_wrong'));
  await expect(admin.getByLabel(say('staff_user_name'), { exact: true })).toHaveValue(who.user);
  await born.nth(2).fill('1990');
  await admin.getByRole('checkbox', { name: say('staff_works_here') }).check();
  const before = demo.newestMessage();
  await admin.getByRole('button', { name: say('staff_new') }).click();
  await expect(admin).toHaveURL(/\/beheer\/medewerkers\?klaar=toegevoegd$/);
  await expect(admin.getByRole('status').filter({ hasText: say('staff_done_added') })).toBeVisible();
  await settled(admin);

  const first = code(await demo.message(who.email, before));
  const page = await open();
  await choose(page, say, demo, first, who.international, SECRET);
  const logIn = async (password: string, to: string): Promise<void> => {
    const sent = demo.newestMessage();
    await page.goto(`${demo.url('linde')}/inloggen`);
    await givePassword(page, say, who.user, password);
    await expect(page).toHaveURL(/\/inloggen\/code$/);
    await giveCode(page, say, sms(await demo.message(to, sent)));
    await expect(page).not.toHaveURL(/\/inloggen/);
    if (page.url().endsWith('/voorwaarden')) {
      await page.getByRole('checkbox').check();
      await page.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
      await expect(page).toHaveURL(/\/team$/);
    }
  };
  await logIn(SECRET, who.international);

  // Forgotten: by mail, from another device; this one is logged out by it.
  const other = await open();
  await other.goto(`${demo.url('linde')}/inloggen`);
  await other.getByRole('link', { name: say('reset_link') }).click();
  await other.getByRole('button', { name: say('reset_button') }).click();
  await expect(other.getByRole('alert').first()).toContainText(say('user_name_missing'));
  const asked = demo.newestMessage();
  await other.getByLabel(say('user_name'), { exact: true }).fill(who.user);
  await other.getByRole('button', { name: say('reset_button') }).click();
  await expect(other.getByRole('status').filter({ hasText: say('reset_asked') })).toBeVisible();
  await settled(other);
  await other.getByLabel(say('reset_code_label')).fill('ACDE-FGHJ-KMNP');
  await other.getByRole('button', { name: say('reset_go_on') }).click();
  await expect(other.getByRole('alert').first()).toBeVisible();
  await choose(other, say, demo, code(await demo.message(who.email, asked)), who.international, `${SECRET} en thee`);
  await page.goto(`${demo.url('linde')}/team`);
  await expect(page).toHaveURL(/\/inloggen$/);

  // The telephone is lost: the help desk has seen her and registers a new number.
  const lost = `+3166${who.international.slice(5)}`;
  await admin.goto(`${demo.url('linde')}/beheer/accounts`);
  await admin.getByRole('searchbox').fill(who.user);
  await admin.getByRole('button', { name: say('accounts_find') }).click();
  await admin.getByRole('button', { name: say('desk_reset_title') }).click();
  await admin.getByRole('radio', { name: say('desk_reset_called') }).check();
  await admin.getByRole('radio', { name: say('desk_reset_hand') }).check();
  await admin.getByLabel(say('desk_reset_mobile')).fill(lost);
  await admin.getByRole('button', { name: say('desk_reset_button') }).click();
  await expect(admin.getByRole('alert').first()).toContainText(say('desk_reset_mobile_seen'));
  await admin.getByRole('radio', { name: say('desk_reset_desk') }).check();
  await admin.getByRole('button', { name: say('desk_reset_button') }).click();
  await expect(admin).toHaveURL(/\/beheer\/accounts\/code\//);
  const handed = code(await admin.getByRole('main').innerText());
  await settled(admin);
  await choose(other, say, demo, handed, lost, `${SECRET} en koffie`);
  await logIn(`${SECRET} en koffie`, lost);

  // Her work ends: at once, in the open session.
  await admin.goto(`${demo.url('linde')}/beheer/medewerkers`);
  await admin.getByRole('link', { name: say('staff_change_of', { name: 'Fatima el Amrani' }) }).last().click();
  await admin.getByRole('button', { name: say('staff_end_role', { role: say('staff_role_nurse').toLowerCase(), place: say('staff_everywhere') }) }).click();
  await expect(admin.getByRole('status').filter({ hasText: say('staff_done_changed') })).toBeVisible();
  await page.goto(`${demo.url('linde')}/team`);
  await expect(page).toHaveURL(/\/inloggen$/);
});

test('A page on the way to a new password says what comes first', async ({ open, own: demo, say }) => {
  const page = await open();
  for (const step of ['bewijs', 'wachtwoord']) {
    await page.goto(`${demo.url('linde')}/inloggen/vergeten/${step}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('reset_not_here'));
  }
  await page.getByRole('main').getByRole('link', { name: say('reset_have_code') }).click();
  await expect(page).toHaveURL(/\/inloggen\/vergeten\/code$/);
  await page.getByRole('button', { name: say('reset_go_on') }).click();
  await expect(page.getByRole('alert').first()).toContainText(say('reset_code_missing'));
  await settled(page);
});
