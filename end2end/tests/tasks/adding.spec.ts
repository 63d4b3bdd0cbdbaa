// What a client and those beside add to the record themselves: a note, a measurement, a diary (R24, R34, R35). On a demo of its own.
import { expect, settled, test } from '../support/test';

test('R24, R34: a note is typed once, staff read it at once, and its author takes it back', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const base = `/c/${own.client}/dossier`;
  const client = await open();
  await signIn(client, 'linde', 'client', own);
  await client.goto(own.url('linde') + base);
  await client.getByRole('main').getByRole('link', { name: say('add_link') }).click();
  await expect(client.getByRole('heading', { level: 1 })).toHaveText(say('add_title'));
  await settled(client);
  await client.getByRole('link', { name: say('add_note'), exact: true }).click();
  await expect(client.getByRole('heading', { level: 1 })).toHaveText(say('add_note'));

  // Without a text it comes back with what was typed; day and time are those of now.
  await expect(client.getByLabel(say('add_time'))).toHaveValue(/^\d\d:\d\d$/);
  await client.getByLabel(say('add_note_title')).fill('Nacht');
  await client.getByRole('button', { name: say('add_keep') }).click();
  await expect(client.getByRole('alert').first()).toContainText(say('add_no_text'));
  await expect(client.getByLabel(say('add_note_title'))).toHaveValue('Nacht');
  await settled(client);
  await client.getByLabel(say('add_note_text')).fill('Slecht geslapen, drie keer wakker.');
  await client.getByRole('button', { name: say('add_keep') }).click();
  await expect(client.getByRole('status')).toContainText(say('add_kept'));
  await expect(client.getByRole('main')).toContainText('Slecht geslapen, drie keer wakker.');
  await settled(client);

  const nurse = await open();
  await signIn(nurse, 'linde', 'nurse', own);
  await nurse.goto(`${own.url('linde')}/team${base}/rapportages`);
  const note = nurse.getByRole('listitem').filter({ hasText: 'Slecht geslapen' });
  await expect(note).toContainText(say('added_marked'));
  await nurse.goto(`${own.url('linde')}/team${base}/zelf-toegevoegd`);
  await expect(nurse.getByRole('main')).toContainText('Slecht geslapen');
  await settled(nurse);

  await client.getByText(say('added_withdraw'), { exact: true }).click();
  await client.getByRole('button', { name: say('added_withdraw_button', { title: 'Nacht' }) }).click();
  await expect(client.getByRole('status')).toContainText(say('added_withdrawn_done'));
  await expect(client.getByRole('main')).toContainText(say('added_withdrawn'));
  await nurse.reload();
  await expect(nurse.getByRole('main')).not.toContainText('Slecht geslapen');
  await settled(nurse);
});

test('R24: an uncommon blood pressure is asked about, an impossible one refused', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const base = `/c/${own.client}/dossier`;
  const contact = await open();
  await signIn(contact, 'linde', 'first-contact', own);
  await contact.goto(`${own.url('linde')}${base}/toevoegen/bloeddruk`);
  const [above, below] = [contact.getByLabel(/mmHg/).first(), contact.getByLabel(/mmHg/).last()];
  await above.fill('350');
  await below.fill('120');
  await contact.getByRole('button', { name: say('add_keep') }).click();
  await expect(contact.getByRole('alert').first()).toContainText(say('add_impossible', { low: '40', high: '300' }));
  await settled(contact);
  await above.fill('250');
  await contact.getByRole('button', { name: say('add_keep') }).click();
  await expect(contact.getByRole('main')).toContainText(say('add_over', { first: '250', second: '120' }));
  await expect(above).toHaveValue('250');
  await settled(contact);
  await contact.getByRole('button', { name: say('add_sure') }).click();
  await expect(contact.getByRole('status')).toContainText(say('add_kept'));
  await contact.goto(`${own.url('linde')}${base}/metingen`);
  await expect(contact.getByRole('listitem').filter({ hasText: '250/120 mmHg' })).toContainText(say('added_marked'));
  await settled(contact);
});

test('R24: a diary line counts in its month', async ({ open, fresh: own, say, signIn }) => {
  const base = `/c/${own.client}/dossier`;
  const client = await open();
  await signIn(client, 'linde', 'client', own);
  await client.goto(`${own.url('linde')}${base}/dagboek`);
  await expect(client.getByRole('main')).toContainText(say('diary_empty'));
  await settled(client);
  await client.goto(`${own.url('linde')}${base}/toevoegen/dagboek`);
  await client.getByRole('radio', { name: say('add_kind_seizure') }).check();
  await client.getByLabel(say('add_minutes')).fill('2');
  await client.getByLabel(say('add_happened')).fill('Trok met een arm.');
  await client.getByRole('button', { name: say('add_keep') }).click();
  await expect(client.getByRole('status')).toContainText(say('add_kept'));
  await client.getByRole('link', { name: say('add_see_diary') }).click();
  await expect(client.getByRole('heading', { level: 1 })).toHaveText(say('diary_title'));
  // Twelve months, drawn and in a table beside the drawing.
  await expect(client.getByRole('img')).toBeVisible();
  await expect(client.getByRole('table').getByRole('row')).toHaveCount(13);
  await expect(client.getByRole('main')).toContainText('Trok met een arm.');
  await settled(client);
});
