// The order of the law among representatives: an administrator names who of the family may represent, staff invite only those, and whoever goes before by now stops the last step.
import type { Page } from '@playwright/test';
import { codeIn, fillInvitation, isAccessible, press } from '../support/inviting';
import { expect, giveCode, test } from '../support/test';

const password = 'vier gele kanaries zingen';

interface Guest { name: string; email: string; typed: string; mobile: string }
const saskia: Guest = { name: 'Saskia Bakker', email: 'saskia@example.nl', typed: '06 87 65 12 34', mobile: '+31687651234' };
const joris: Guest = { name: 'Joris Visser', email: 'joris@example.nl', typed: '06 87 65 43 21', mobile: '+31687654321' };

const person = (guest: Guest): [string, string, string] => [guest.name, guest.email, guest.typed];

test('WGBO 7:465 lid 3: family whom the policy names, and a mentor who came later goes before', async ({ open, fresh: demo, say, scripted, signIn }) => {
  test.setTimeout(150_000);
  const admin = await open();
  const staff = await open();
  const daughter = await open();
  const mentor = await open();
  const portal = demo.url('linde');
  let client = '';

  await test.step('an administrator chooses, and reads what it means', async () => {
    await signIn(admin, 'linde', 'admin', demo);
    await admin.goto(`${portal}/beheer/afspraken`);
    await admin.getByRole('radio', { name: 'Een netwerk met een beheerder' }).or(admin.getByRole('radio', { name: 'A network with a manager' })).check();
    for (const kinship of ['parent', 'child', 'sibling']) {
      await admin.getByRole('checkbox', { name: say(`kinship_${kinship}`), exact: true }).uncheck();
    }
    await press(admin, say('policy_see_button'));
    await expect(admin.getByRole('main')).toContainText(say('policy_family_none'));
    await isAccessible(admin, scripted);
    await admin.getByRole('checkbox', { name: say('kinship_child'), exact: true }).check();
    await admin.getByRole('checkbox', { name: say('kinship_grandparent'), exact: true }).check();
    await press(admin, say('policy_see_button'));
    await expect(admin.getByRole('main')).toContainText(`${say('kinship_child')}, ${say('kinship_grandparent')}`);
    await isAccessible(admin, scripted);
    await press(admin, say('policy_save_button'));
    await expect(admin.getByRole('status').filter({ hasText: say('policy_saved') })).toBeVisible();
    await expect(admin.getByRole('checkbox', { name: say('kinship_child'), exact: true })).toBeChecked();
    await expect(admin.getByRole('checkbox', { name: say('kinship_sibling'), exact: true })).not.toBeChecked();
  });

  await test.step('staff say which relative it is, of those only', async () => {
    await signIn(staff, 'linde', 'secretary', demo);
    await staff.getByRole('searchbox', { name: say('search_client') }).fill('bakker');
    await staff.getByRole('search').getByRole('button', { name: say('search_client') }).click();
    await staff.getByRole('table').getByRole('link').first().click();
    client = /\/team\/c\/([^/]+)/.exec(staff.url())?.[1] ?? '';
    await staff.getByRole('link', { name: say('invitations_new') }).click();
    await expect(staff.getByRole('radio', { name: say('kinship_sibling'), exact: true })).toHaveCount(0);
    await fillInvitation(staff, say, say('basis_family'), person(saskia));
    await press(staff, say('invite_button'));
    const summary = staff.getByRole('alert').filter({ hasText: say('problems_title') });
    await expect(summary).toContainText(say('invite_kinship_missing'));
    await expect(staff.getByLabel(say('invite_name'))).toHaveValue(saskia.name);
    await isAccessible(staff, scripted);
    await staff.getByRole('radio', { name: say('kinship_child'), exact: true }).check();
    await press(staff, say('invite_button'));
    await expect(staff.getByRole('status').filter({ hasText: say('invitation_notice_sent') })).toBeVisible();
    await expect(staff.getByRole('main')).toContainText(say('kinship_child'));
  });

  /** Goes through the steps until the code by SMS is given. */
  const join = async (page: Page, guest: Guest, user: string): Promise<string> => {
    const code = codeIn(await demo.message(guest.email, 0));
    await page.goto(`${portal}/uitnodiging`);
    await page.getByLabel(say('join_code')).fill(code);
    await press(page, say('join_begin'));
    await page.getByLabel(say('user_name')).fill(user);
    await press(page, say('join_name_button'));
    let before = demo.newestMessage();
    await page.getByLabel(say('password'), { exact: true }).fill(password);
    await page.getByLabel(say('join_password_again')).fill(password);
    await press(page, say('join_password_button'));
    const proof = (await demo.message(guest.email, before)).slice(0, 6);
    before = demo.newestMessage();
    await page.getByLabel(say('join_email_label')).fill(proof);
    await press(page, say('code_button'));
    return (await demo.message(guest.mobile, before)).slice(0, 6);
  };

  const last = await join(daughter, saskia, 'saskia');

  await test.step('a mentor is invited meanwhile, and joins', async () => {
    await staff.goto(`${portal}/team/c/${client}/uitnodigingen/nieuw`);
    await fillInvitation(staff, say, say('basis_mentor'), person(joris));
    await press(staff, say('invite_button'));
    await expect(staff.getByRole('status').filter({ hasText: say('invitation_notice_sent') })).toBeVisible();
    await giveCode(mentor, say, await join(mentor, joris, 'joris'));
    await expect(mentor).toHaveURL(/\/uitnodiging\/klaar$/);
  });

  await test.step('the daughter is asked to call, and staff see why', async () => {
    await giveCode(daughter, say, last);
    await expect(daughter.getByRole('alert').filter({ hasText: say('join_before_title') })).toBeVisible();
    await expect(daughter.getByRole('main')).not.toContainText(joris.name);
    await isAccessible(daughter, scripted);
    await staff.goto(`${portal}/team/c/${client}/uitnodigingen`);
    await expect(staff.getByRole('main')).toContainText(`${joris.name} (mentor)`);
    await isAccessible(staff, scripted);
  });
});
