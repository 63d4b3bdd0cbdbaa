// Consents: none by default, given by the client, seen by staff, withdrawn. On a demo of its own.
import { expect, settled, test } from '../support/test';

test('R129, R137: a client gives a consent, staff see it, and the client withdraws it', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const page = await open();
  await signIn(page, 'linde', 'client', own);
  await page.goto(`${own.url('linde')}/c/${own.client}/netwerk`);
  await page.getByRole('main').getByRole('link', { name: say('consents_link'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('consents_title'));
  const cards = page.locator('.card');
  await expect(cards).toHaveCount(3);
  await cards.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/toestemmingen\/huisarts$/);
  // Nothing chosen: that is said at the question.
  await page.getByRole('button', { name: say('consent_button') }).click();
  await expect(page.getByRole('alert').first()).toContainText(say('consent_no_choice'));
  await page.getByRole('radio', { name: say('consent_yes') }).check();
  await settled(page);
  await page.getByRole('button', { name: say('consent_button') }).click();
  await expect(page.getByRole('status')).toContainText(say('consent_kept_yes'));
  await settled(page);

  const nurse = await open();
  await signIn(nurse, 'linde', 'nurse', own);
  await nurse.goto(`${own.url('linde')}/team/c/${own.client}/toegang`);
  await nurse.getByRole('main').getByRole('link', { name: say('consents_link'), exact: true }).click();
  await expect(nurse.getByRole('table').first()).toContainText(say('consent_said_yes'));
  await expect(nurse.getByRole('link', { name: say('consents_change') })).toHaveCount(0);
  await settled(nurse);

  await page.locator('.card').first().getByRole('link').click();
  await page.getByRole('radio', { name: say('consent_no') }).check();
  await page.getByRole('button', { name: say('consent_button') }).click();
  await expect(page.getByRole('status')).toContainText(say('consent_kept_no'));
  await settled(page);
});
