// Emergency access: a nurse of another location opens a record with a reason, each page says so, the privacy
// officer judges it, and the nurse ends it. On a demo of its own.
import { expect, settled, test } from '../support/test';

test('R19: a record elsewhere is opened in an emergency, and judged afterwards', async ({ open, fresh: own, say, signIn, watch }) => {
  test.slow();
  const nurse = await open();
  await signIn(nurse, 'linde', 'nurse-elsewhere', own);
  await nurse.goto(`${own.url('linde')}/team`);
  await nurse.getByRole('main').getByRole('link', { name: say('elsewhere_link') }).click();
  await nurse.getByLabel(say('elsewhere_name'), { exact: true }).fill('Postma');
  const born = nurse.getByRole('group', { name: say('elsewhere_born') }).getByRole('textbox');
  for (const [place, value] of ['17', '2', '1941'].entries()) await born.nth(place).fill(value);
  await settled(nurse);
  await nurse.getByRole('button', { name: say('elsewhere_button') }).click();
  await expect(nurse).toHaveURL(/\/noodtoegang$/);
  const path = new URL(nurse.url()).pathname;
  const record = path.replace('noodtoegang', 'dossier');

  // Without it the record is refused, with the way to ask.
  watch.allowStatus(403);
  await nurse.goto(`${own.url('linde')}${record}`);
  await nurse.getByRole('link', { name: say('emergency_ask') }).click();
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(say('emergency_title'));
  await nurse.getByRole('button', { name: say('emergency_open_button') }).click();
  await expect(nurse.getByRole('alert').first()).toContainText(say('emergency_no_reason'));
  await nurse.getByRole('radio').first().check();
  await nurse.getByLabel(say('emergency_words')).fill('Gevallen, de ambulance is gebeld');
  await settled(nurse);
  await nurse.getByRole('button', { name: say('emergency_open_button') }).click();
  await expect(nurse).toHaveURL(new RegExp(`${record}$`));
  const banner = nurse.locator('.whose');
  await expect(banner).toContainText(/\d\d:\d\d/);
  await expect(banner.getByRole('link')).toHaveAttribute('href', path);
  await settled(nurse);

  const officer = await open();
  await signIn(officer, 'linde', 'privacy-officer', own);
  await officer.goto(`${own.url('linde')}/team/noodtoegang`);
  await expect(officer.locator('.card')).toContainText('Gevallen, de ambulance is gebeld');
  await settled(officer);
  await officer.locator('.card').getByRole('link').click();
  await officer.getByRole('radio', { name: say('review_not_justified'), exact: true }).check();
  await officer.getByRole('button', { name: say('review_button') }).click();
  await expect(officer.getByRole('alert').first()).toContainText(say('review_no_note'));
  await officer.getByRole('radio', { name: say('review_justified'), exact: true }).check();
  await settled(officer);
  await officer.getByRole('button', { name: say('review_button') }).click();
  await expect(officer.getByRole('status')).toContainText(say('review_kept'));
  await expect(officer.getByRole('heading', { level: 2, name: say('reviews_done') })).toBeVisible();
  await settled(officer);

  await banner.getByRole('link').click();
  await nurse.getByRole('button', { name: say('emergency_end_button') }).click();
  await expect(nurse.getByRole('status').first()).toContainText(say('emergency_ended'));
  await settled(nurse);
  const shut = await nurse.goto(`${own.url('linde')}${record}`);
  expect(shut?.status()).toBe(403);
});
