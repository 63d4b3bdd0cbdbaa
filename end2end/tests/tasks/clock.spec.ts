// What time does: sessions and codes end. On a demo of the worker's own, because its clock is everybody's.
import { demo as shared, expect, giveCode, givePassword, settled, test } from '../support/test';
import { Visitor } from '../support/visitor';

test.describe.configure({ mode: 'serial' });

test.afterEach(({ own }) => own.setClock(null));

test('R126: after half an hour without activity the next click leads out, and nothing of the record stays', async ({ open, own, say, signIn, watch }) => {
  const page = await open();
  // how the browser notes that a call of the script was refused
  watch.allowStatus(401);
  await signIn(page, 'linde', 'client', own);
  await page.goto(`${own.url('linde')}/c/${own.client}/dossier`);
  const card = page.locator('.section-card a').first();
  await expect(card).toBeVisible();
  own.setClock('+29m');
  await card.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('timeline_title'));
  // that click was activity: half an hour from then
  own.setClock('+58m');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('timeline_title'));
  own.setClock('+89m');
  await page.locator('.entry a').first().click();
  await expect(page).toHaveURL(/\/(uitgelogd\?reden=tijd|inloggen)$/);
  await settled(page);
  expect(await page.content()).not.toContain('Meulen');
  // and stays out, also when the clock is set back
  own.setClock(null);
  await page.goto(`${own.url('linde')}/c/${own.client}/dossier`);
  await expect(page).toHaveURL(/\/(uitgelogd\?reden=tijd|inloggen)$/);
});

test('R126: after twelve hours a session ends, however active', async ({ own }) => {
  const visitor = await (await new Visitor('linde', '127.0.0.1', own).logIn('admin')).acceptTerms();
  for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
    own.setClock(`+${minutes}m`);
    expect((await visitor.get('/beheer')).status, `after ${minutes} minutes`).toBe(200);
  }
  own.setClock('+719m');
  expect((await visitor.get('/beheer')).status).toBe(200);
  own.setClock('+721m');
  expect((await visitor.get('/beheer')).headers.location).toMatch(/^\/(inloggen|uitgelogd\?reden=.*)$/);
  visitor.close();
});

test('R101: a code ends after ten minutes; a new one can be asked for after a minute and ends the old', async ({ open, own, say }) => {
  const page = await open();
  let before = own.newestMessage();
  await page.goto(`${own.url('linde')}/inloggen`);
  await givePassword(page, say, 'nurse', own.account('linde', 'nurse').password);
  await expect(page).toHaveURL(/\/inloggen\/code$/);
  const first = await own.code('linde', 'nurse', before);

  own.setClock('+11m');
  await giveCode(page, say, first);
  await expect(page.getByRole('alert').first()).toContainText(say('code_expired'));

  before = own.newestMessage();
  await page.getByText(say('code_none_received'), { exact: true }).click();
  await page.getByRole('button', { name: say('code_resend_button') }).click();
  await expect(page.getByRole('status').filter({ hasText: say('code_resent', { ending: own.ending('linde', 'nurse') }) })).toBeVisible();
  const second = await own.code('linde', 'nurse', before);
  if (first !== second) {
    await giveCode(page, say, first);
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expect(page).toHaveURL(/\/inloggen\/code/);
  }
  await giveCode(page, say, second);
  await expect(page).toHaveURL(/\/(team|voorwaarden)$/);
});

test('The demo of one worker is not that of another', ({ own }) => {
  expect(own.port).not.toBe(shared.port);
});
