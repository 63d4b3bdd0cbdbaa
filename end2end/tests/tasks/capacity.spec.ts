// A client who cannot decide (any more): staff record it, the client asks, the first contact decides. On a demo of its own.
import { expect, settled, test } from '../support/test';

test('R17: the client’s button asks the first contact, who closes the account', async ({ open, fresh: own, say, signIn, watch }) => {
  test.slow();
  const id = own.client;
  const nurse = await open();
  await signIn(nurse, 'linde', 'nurse', own);
  await nurse.goto(`${own.url('linde')}/team/c/${id}/toegang`);
  await nurse.getByRole('link', { name: say('capacity_link') }).click();
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(say('capacity_title'));
  // Nothing filled in: what is missing is said at its field.
  await nurse.getByRole('button', { name: say('capacity_button') }).click();
  await expect(nurse.getByRole('alert').first()).toContainText(say('capacity_no_choice'));
  await nurse.getByRole('radio', { name: say('capacity_cannot') }).check();
  const day = nurse.getByRole('group', { name: say('capacity_day') });
  const fields = day.getByRole('textbox');
  for (const [place, value] of ['1', '5', '2026'].entries()) await fields.nth(place).fill(value);
  await nurse.getByLabel(say('capacity_reason')).fill('Beoordeeld met de arts');
  await settled(nurse);
  await nurse.getByRole('button', { name: say('capacity_button') }).click();
  await expect(nurse.getByRole('status')).toContainText(say('capacity_kept'));
  await expect(nurse.getByRole('table')).toContainText('Beoordeeld met de arts');
  await settled(nurse);

  const client = await open();
  await signIn(client, 'linde', 'client', own);
  await client.goto(`${own.url('linde')}/instellingen/sluiten`);
  await expect(client.getByRole('main')).toContainText(say('closing_represented'));
  await client.getByRole('checkbox').check();
  await client.getByRole('button', { name: say('closing_ask_button') }).click();
  await expect(client.getByRole('status')).toContainText(say('closing_asked'));
  await settled(client);

  const contact = await open();
  await signIn(contact, 'linde', 'first-contact', own);
  await contact.goto(`${own.url('linde')}/c/${id}/netwerk`);
  await contact.getByRole('main').getByRole('link', { name: say('client_closing_link') }).click();
  await expect(contact.getByRole('heading', { level: 1 })).toHaveText(say('client_closing_title'));
  await settled(contact);
  await contact.getByRole('radio', { name: say('client_closing_close') }).check();
  await contact.getByRole('button', { name: say('client_closing_button') }).click();
  await expect(contact.getByRole('status')).toContainText(say('client_closing_closed'));

  // The open session of the client has ended, and the record stays with who decides.
  watch.allowStatus(401);
  await client.goto(`${own.url('linde')}/c/${id}/dossier`);
  await expect(client).toHaveURL(/\/(inloggen|uitgelogd)/);
  await contact.goto(`${own.url('linde')}/c/${id}/dossier`);
  await settled(contact);
});
