// Relations: the first contact of the care plan, a manager who invites, one account for two records, all access ending at once.
import { codeIn, fillInvitation, isAccessible, press } from '../support/inviting';
import { expect, giveCode, givePassword, settled, test } from '../support/test';

const email = 'saskia@example.nl';
const mobile = '+31687651234';
const password = 'vier gele kanaries zingen';

test('R39, R41, R44: a manager invites a member, who joins and sees exactly the chosen kinds', async ({ open, fresh: demo, say, scripted, signIn, watch }) => {
  test.setTimeout(120_000);
  const manager = await open();
  const guest = await open();
  watch.allowStatus(403, 404);
  await signIn(manager, 'waterland', 'manager', demo);
  const client = demo.account('waterland', 'manager').client ?? '';
  const base = `${demo.url('waterland')}/c/${client}`;
  let before = 0;

  await test.step('the manager begins at who can look along', async () => {
    await manager.goto(`${base}/netwerk`);
    await manager.getByRole('link', { name: say('network_title') }).click();
    await expect(manager.getByRole('main')).toContainText(say('network_invitations_none'));
    await isAccessible(manager, scripted);
    await manager.getByRole('link', { name: say('network_invite'), exact: true }).click();
    await expect(manager.getByRole('heading', { level: 1 })).toHaveText(say('network_title'));
    await isAccessible(manager, scripted);
  });

  await test.step('without consent the form comes back filled in', async () => {
    await manager.getByLabel(say('invite_name')).fill('Saskia van Hoekstra');
    await manager.getByLabel(say('invitation_email')).fill(email);
    await manager.getByLabel(say('invitation_mobile')).fill('06 87 65 12 34');
    await manager.locator('#kinds-measurements').check();
    await press(manager, say('network_send'));
    const summary = manager.getByRole('alert').filter({ hasText: say('problems_title') });
    await expect(summary).toContainText(say('network_consent_missing'));
    await expect(manager.getByLabel(say('invite_name'))).toHaveValue('Saskia van Hoekstra');
    await expect(manager.locator('#kinds-measurements')).toBeChecked();
    await isAccessible(manager, scripted);
    before = demo.newestMessage();
    await manager.locator('#consent').check();
    await press(manager, say('network_send'));
    await expect(manager.getByRole('status').filter({ hasText: say('invitation_notice_sent') })).toBeVisible();
    await expect(manager.getByRole('main')).toContainText(say('invitation_open', { days: '42' }));
    await isAccessible(manager, scripted);
  });

  const mail = await demo.message(email, before);
  expect(mail).not.toContain('Hoekstra is');
  await test.step('the member makes an account', async () => {
    await guest.goto(`${demo.url('waterland')}/uitnodiging`);
    await guest.getByLabel(say('join_code')).fill(codeIn(mail));
    await press(guest, say('join_begin'));
    await guest.getByLabel(say('user_name')).fill('saskia');
    await press(guest, say('join_name_button'));
    before = demo.newestMessage();
    await guest.getByLabel(say('password'), { exact: true }).fill(password);
    await guest.getByLabel(say('join_password_again')).fill(password);
    await press(guest, say('join_password_button'));
    const proof = (await demo.message(email, before)).slice(0, 6);
    before = demo.newestMessage();
    await guest.getByLabel(say('join_email_label')).fill(proof);
    await press(guest, say('code_button'));
    await giveCode(guest, say, (await demo.message(mobile, before)).slice(0, 6));
    await expect(guest).toHaveURL(/\/uitnodiging\/klaar$/);
    await guest.getByRole('link', { name: say('join_done_button'), exact: true }).click();
    before = demo.newestMessage();
    await givePassword(guest, say, 'saskia', password);
    await giveCode(guest, say, (await demo.message(mobile, before)).slice(0, 6));
    await expect(guest).toHaveURL(/\/c\/[^/]+\/dossier$/);
  });

  await test.step('and sees measurements, and nothing else', async () => {
    await guest.goto(`${base}/dossier/metingen`);
    await expect(guest.getByRole('heading', { level: 1 })).not.toHaveText(say('error_404_title'));
    await guest.goto(`${base}/dossier/rapportages`);
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
    await guest.goto(`${base}/netwerk/uitnodigen`);
    await expect(guest.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
    await manager.goto(`${base}/netwerk`);
    await expect(manager.getByRole('main')).toContainText('Saskia van Hoekstra');
  });
});

test('R7: only the first contact of the care plan is invited, and another one is looked at again', async ({ open, fresh: demo, say, scripted, signIn }) => {
  test.setTimeout(90_000);
  const staff = await open();
  await signIn(staff, 'linde', 'secretary', demo);
  const base = `${demo.url('linde')}/team/c/${demo.client}`;

  await test.step('the care plan was read in with its first contact: nobody else is invited', async () => {
    await staff.goto(`${base}/uitnodigingen/nieuw`);
    await fillInvitation(staff, say, say('basis_first_contact'), ['Peter van der Meulen', 'peter@example.nl', '06 87 65 12 34']);
    await press(staff, say('invite_button'));
    await expect(staff.getByRole('main')).toContainText(say('invite_somebody_else'));
    await isAccessible(staff, scripted);
  });

  await test.step('another first contact: the account waits to be looked at again', async () => {
    await staff.goto(`${base}/contactpersoon`);
    await expect(staff.getByRole('main')).toContainText('Karin van der Meulen');
    await expect(staff.getByRole('main')).toContainText(say('first_contact_read_in', { day: '' }).trim());
    await isAccessible(staff, scripted);
    await staff.getByLabel(say('first_contact_name'), { exact: true }).fill('Peter van der Meulen');
    await staff.getByLabel(say('first_contact_relation')).fill('zoon');
    await staff.getByLabel(say('invitation_email')).fill('peter@example.nl');
    await staff.getByLabel(say('invitation_mobile')).fill('06 87 65 12 34');
    await press(staff, say('first_contact_save'));
    await expect(staff.getByRole('main')).toContainText(say('first_contact_kept_flagged'));
    await expect(staff.getByRole('main')).toContainText(say('first_contact_flagged', { name: 'Karin van der Meulen' }));
    await isAccessible(staff, scripted);
  });

  await test.step('an invitation for somebody else is refused with what differs', async () => {
    await staff.goto(`${base}/uitnodigingen/nieuw`);
    await fillInvitation(staff, say, say('basis_first_contact'), ['Karin van der Meulen', 'peter@example.nl', '06 87 65 12 34']);
    await press(staff, say('invite_button'));
    await expect(staff.getByRole('main')).toContainText(say('invite_somebody_else'));
    await expect(staff.getByRole('alert').first()).toContainText(say('invite_differs'));
    await expect(staff.getByLabel(say('invite_name'))).toHaveValue('Karin van der Meulen');
    await isAccessible(staff, scripted);
  });

  await test.step('it stands in the list of what waits, until staff say why it stays', async () => {
    await staff.goto(`${demo.url('linde')}/team/contactpersonen`);
    await expect(staff.getByRole('table')).toContainText('Karin van der Meulen');
    await expect(staff.getByRole('table')).toContainText(say('contacts_waiting_typed'));
    await isAccessible(staff, scripted);
    await staff.goto(`${base}/contactpersoon`);
    await press(staff, say('first_contact_confirm'));
    await expect(staff.getByRole('alert').first()).toContainText(say('first_contact_reason_missing'));
    await staff.getByLabel(say('first_contact_reason')).fill('Blijft tot het overleg van mei.');
    await press(staff, say('first_contact_confirm'));
    await expect(staff.getByRole('status').filter({ hasText: say('first_contact_confirmed') })).toBeVisible();
    await staff.goto(`${demo.url('linde')}/team/contactpersonen`);
    await expect(staff.getByRole('main')).toContainText(say('contacts_waiting_none'));
    await staff.goto(`${base}/toegang`);
    await expect(staff.getByRole('main')).toContainText('Blijft tot het overleg van mei.');
  });
});

test('R44: somebody who has an account adds the invitation to it, and keeps one account', async ({ open, fresh: demo, say, scripted, signIn }) => {
  test.setTimeout(90_000);
  const staff = await open();
  await signIn(staff, 'linde', 'secretary', demo);
  await staff.getByRole('searchbox', { name: say('search_client') }).fill('bakker');
  await staff.getByRole('search').getByRole('button', { name: say('search_client') }).click();
  await staff.getByRole('table').getByRole('link').first().click();
  await staff.getByRole('link', { name: say('invitations_new') }).click();
  const before = demo.newestMessage();
  await fillInvitation(staff, say, say('basis_second_contact'), ['Karin van der Meulen', 'first-contact@linde.example', '06 87 65 12 34']);
  await press(staff, say('invite_button'));
  await expect(staff.getByRole('status').filter({ hasText: say('invitation_notice_sent') })).toBeVisible();
  const code = codeIn(await demo.message('first-contact@linde.example', before));

  const karin = await open();
  await signIn(karin, 'linde', 'first-contact', demo);
  await karin.goto(`${demo.url('linde')}/uitnodiging`);
  await expect(karin.getByRole('main')).toContainText(say('own_join_after_code'));
  await karin.getByLabel(say('join_code')).fill(code);
  await press(karin, say('join_begin'));
  await expect(karin.getByRole('heading', { level: 1 })).toHaveText(say('own_join_title'));
  await isAccessible(karin, scripted);
  await press(karin, say('own_join_button'));
  await expect(karin.getByRole('status').filter({ hasText: say('own_join_done') })).toBeVisible();
  await isAccessible(karin, scripted);
  await karin.getByRole('link', { name: say('own_join_done_button') }).click();
  for (const name of ['Wim Bakker', 'Riek van der Meulen-Verhulst']) await expect(karin.getByRole('main')).toContainText(name);
});

test('R16: the client ends all access at once, in open sessions too', async ({ open, fresh: demo, say, scripted, signIn, watch }) => {
  test.setTimeout(90_000);
  const [client, contact] = [await open(), await open()];
  watch.allowStatus(404);
  await signIn(client, 'linde', 'client', demo);
  await signIn(contact, 'linde', 'first-contact', demo);
  const base = `${demo.url('linde')}/c/${demo.client}`;
  await contact.goto(`${base}/dossier`);
  await settled(contact);
  await client.goto(`${base}/netwerk`);
  await client.getByRole('link', { name: say('end_all_title') }).click();
  const main = client.getByRole('main');
  for (const name of ['Karin van der Meulen', 'Peter van der Meulen']) await expect(main).toContainText(name);
  await isAccessible(client, scripted);
  const before = demo.newestMessage();
  await press(client, say('end_all_button'));
  await expect(client.getByRole('status').filter({ hasText: say('done_end_all') })).toBeVisible();
  await isAccessible(client, scripted);
  expect(await demo.message('first-contact@linde.example', before)).not.toContain('Verhulst');
  await contact.goto(`${base}/dossier`);
  await expect(contact.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
  await client.goto(`${base}/dossier`);
  await settled(client);
});
