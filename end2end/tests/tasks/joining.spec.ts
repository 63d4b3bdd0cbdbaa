// Joining: staff invite a client on request, the client makes an account through the mails, logs in and reads the record.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { demo as shared, expect, giveCode, givePassword, settled, test, type Tools } from '../support/test';

const email = 'wim@example.nl';
const mobile = '+31687654321';
const password = 'vier gele kanaries zingen';
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds, where it can run. */
async function isAccessible(page: Page, scripted: boolean): Promise<void> {
  await settled(page);
  if (!scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${page.url()}: ${violation.id}`)).toEqual([]);
}

async function giveDate(page: Page, say: Tools['say'], legend: string, [day, month, year]: [string, string, string]): Promise<void> {
  const group = page.getByRole('group', { name: legend });
  await group.getByLabel(say('date_day')).fill(day);
  await group.getByLabel(say('date_month')).fill(month);
  await group.getByLabel(say('date_year')).fill(year);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

test('R43, R44, R77: the secretary invites a client, who joins in steps, logs in and reads the record', async ({ open, own: demo, say, scripted, signIn, language }) => {
  test.setTimeout(120_000);
  const staff = await open();
  let before = 0;

  await test.step('the secretary finds the client and sees that nobody is invited yet', async () => {
    await signIn(staff, 'linde', 'secretary', demo);
    await expect(staff).toHaveURL(/\/team$/);
    await staff.getByRole('searchbox', { name: say('search_client') }).fill('bakker');
    await staff.getByRole('search').getByRole('button', { name: say('search_client') }).click();
    await staff.getByRole('table').getByRole('link').first().click();
    await expect(staff).toHaveURL(/\/uitnodigingen$/);
    await expect(staff.getByRole('main')).toContainText(say('invitations_none'));
    await isAccessible(staff, scripted);
  });

  await test.step('a form that is not whole comes back filled in', async () => {
    await staff.getByRole('link', { name: say('invitations_new') }).click();
    await staff.getByLabel(say('invite_name')).fill('Wim Bakker');
    await press(staff, say('invite_button'));
    const summary = staff.getByRole('alert').filter({ hasText: say('problems_title') });
    await expect(summary).toBeFocused();
    await expect(summary).toContainText(say('invite_who_missing'));
    await expect(summary).toContainText(say('invite_asked_on_missing'));
    await expect(staff.getByLabel(say('invite_name'))).toHaveValue('Wim Bakker');
    await isAccessible(staff, scripted);
  });

  await test.step('the whole form sends the invitation', async () => {
    before = demo.newestMessage();
    await staff.getByRole('radio', { name: say('basis_own') }).first().check();
    await staff.getByLabel(say('invitation_email')).fill(email);
    await staff.getByLabel(say('invitation_mobile')).fill('06 87 65 43 21');
    await staff.getByRole('radio', { name: say('invite_by_mail') }).check();
    await staff.getByRole('radio', { name: say('asked_by_client'), exact: true }).last().check();
    await staff.getByRole('radio', { name: say('asked_by_phone') }).check();
    await giveDate(staff, say, say('invite_asked_on'), ['1', '1', '2026']);
    await press(staff, say('invite_button'));
    await expect(staff.getByRole('status').filter({ hasText: say('invitation_notice_sent') })).toBeVisible();
    await expect(staff.getByRole('main')).toContainText(say('invitation_open', { days: '42' }));
    await isAccessible(staff, scripted);
  });

  const mail = await demo.message(email, before);
  const code = /deze code in: (\S+)/.exec(mail)?.[1] ?? '';
  expect(mail).toContain(`${demo.url('linde')}/uitnodiging`);
  expect(mail).not.toContain('1938');

  await test.step('the letter has the same code', async () => {
    await staff.getByRole('link', { name: say('invitation_to_letter') }).click();
    await expect(staff.getByRole('main')).toContainText(code);
    await isAccessible(staff, scripted);
    await staff.emulateMedia({ media: 'print' });
    await expect(staff.getByText(say('letter_print_hint'))).toBeHidden();
    await expect(staff.getByText(code)).toBeVisible();
    await staff.emulateMedia({ media: null });
  });

  const guest = await open();
  await test.step('without the birth date the code does not work', async () => {
    await guest.goto(`${demo.url('linde')}/uitnodiging`);
    await guest.getByLabel(say('join_code')).fill(code);
    await press(guest, say('join_begin'));
    await expect(guest.getByRole('alert')).toContainText(say('join_refused_title'));
    expect(await guest.content()).not.toContain(code);
  });

  await test.step('a user name', async () => {
    await guest.getByLabel(say('join_code')).fill(code.toLowerCase());
    await giveDate(guest, say, say('join_born'), ['5', '11', '1938']);
    await press(guest, say('join_begin'));
    await expect(guest).toHaveURL(/\/uitnodiging\/naam$/);
    await isAccessible(guest, scripted);
    await guest.getByLabel(say('user_name')).fill('secretary');
    await press(guest, say('join_name_button'));
    await expect(guest.getByRole('alert').first()).toContainText(say('join_name_taken'));
    await guest.getByLabel(say('user_name')).fill('wim.bakker');
    await press(guest, say('join_name_button'));
  });

  await test.step('a password: a weak one is refused with the reason, pasting is allowed', async () => {
    await expect(guest).toHaveURL(/\/uitnodiging\/wachtwoord$/);
    const [first, again] = [guest.getByLabel(say('password'), { exact: true }), guest.getByLabel(say('join_password_again'))];
    await first.fill('welkom123456');
    await again.fill('welkom123456');
    await press(guest, say('join_password_button'));
    await expect(guest.getByRole('alert').first()).toContainText(say('join_password_common'));
    expect(await guest.content()).not.toContain('welkom123456');
    await isAccessible(guest, scripted);
    before = demo.newestMessage();
    await first.fill(password);
    await again.fill(password);
    await press(guest, say('join_password_button'));
    await expect(guest.getByRole('status').filter({ hasText: say('join_password_strong') })).toBeVisible();
  });

  await test.step('the e-mail address, after a reload and a look back', async () => {
    await expect(guest).toHaveURL(/\/uitnodiging\/e-mail/);
    await isAccessible(guest, scripted);
    await guest.reload();
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(say('join_email_title'));
    await guest.goto(`${demo.url('linde')}/uitnodiging/naam`);
    await expect(guest.getByLabel(say('user_name'))).toHaveValue('wim.bakker');
    await guest.goto(`${demo.url('linde')}/uitnodiging/mobiel`);
    await expect(guest).toHaveURL(/\/uitnodiging\/e-mail$/);
    const proof = (await demo.message(email, before)).slice(0, 6);
    await guest.getByLabel(say('join_email_label')).fill(proof === '111111' ? '222222' : '111111');
    await press(guest, say('code_button'));
    const words = language === 'nl' ? 'U kunt het nog 2 keer proberen.' : 'You can try 2 more times.';
    await expect(guest.getByRole('alert').first()).toContainText(words);
    before = demo.newestMessage();
    await guest.getByLabel(say('join_email_label')).fill(proof);
    await press(guest, say('code_button'));
    await expect(guest.getByRole('status').filter({ hasText: say('join_email_proved') })).toBeVisible();
  });

  await test.step('on another device it goes on with the mobile number', async () => {
    const other = await open();
    await other.goto(`${demo.url('linde')}/uitnodiging`);
    await other.getByLabel(say('join_code')).fill(code);
    await giveDate(other, say, say('join_born'), ['5', '11', '1938']);
    await press(other, say('join_begin'));
    await other.goto(`${demo.url('linde')}/uitnodiging/mobiel`);
    await expect(other.getByRole('main')).toContainText(say('code_sent_to', { ending: '21' }));
    await giveCode(other, say, (await demo.message(mobile, before)).slice(0, 6));
    await expect(other).toHaveURL(/\/uitnodiging\/klaar$/);
    await isAccessible(other, scripted);
    await guest.reload();
    await expect(guest).toHaveURL(/\/uitnodiging$/);
    await other.getByRole('link', { name: say('join_done_button'), exact: true }).click();
    before = demo.newestMessage();
    await givePassword(other, say, 'wim.bakker', password);
    await expect(other).toHaveURL(/\/inloggen\/code$/);
    await giveCode(other, say, (await demo.message(mobile, before)).slice(0, 6));
    await expect(other).toHaveURL(/\/voorwaarden$/);
    await other.getByRole('checkbox').check();
    await other.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
    await expect(other).toHaveURL(/\/c\/[^/]+\/dossier$/);
  });

  await test.step('the invitation is used, and there is no second own account', async () => {
    await staff.getByRole('link', { name: say('letter_back') }).click();
    await expect(staff.getByRole('main')).toContainText(say('invitation_used'));
    await expect(staff.getByRole('button', { name: say('invitation_withdraw') })).toHaveCount(0);
  });
});

test('R6, R41, R43: an invitation for somebody beside the client needs consent, and there is one second contact', async ({ open, say, scripted }) => {
  const page = await open({ as: 'linde-nurse' });
  await page.goto(`${shared.url('linde')}/team/c/${shared.client}/uitnodigingen/nieuw`);
  await page.getByRole('radio', { name: say('basis_second_contact') }).check();
  await page.getByLabel(say('invite_name')).fill('Peter van der Meulen');
  await page.getByLabel(say('invitation_email')).fill('peter@example.nl');
  await page.getByLabel(say('invitation_mobile')).fill('06 87 65 43 22');
  await page.getByRole('radio', { name: say('invite_by_letter') }).check();
  await page.getByRole('radio', { name: say('asked_by_representative') }).check();
  await page.getByRole('radio', { name: say('asked_in_person') }).check();
  await giveDate(page, say, say('invite_asked_on'), ['1', '1', '2026']);
  await press(page, say('invite_button'));
  await expect(page.getByRole('alert').first()).toContainText(say('invite_consent_missing'));
  // what was chosen is kept
  await expect(page.getByRole('radio', { name: say('invite_by_letter') })).toBeChecked();
  await page.getByRole('checkbox').check();
  await press(page, say('invite_button'));
  // this client has a second contact: there is no other (R6)
  await expect(page.getByRole('alert').first()).toContainText(say('invite_exists'));
  await isAccessible(page, scripted);
});
