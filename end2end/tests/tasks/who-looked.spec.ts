// Who looked: the client sees the nurse's look, and says that it is not recognised.
import { demo, expect, settled, test } from '../support/test';

test('L6: a client sees who looked, by day and period, and has something looked into', async ({ open, say, scripted }) => {
  const nurse = await open({ as: 'linde-nurse' });
  await nurse.goto(`${demo.url('linde')}/team/c/${demo.client}/dossier`);
  await settled(nurse);
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}/c/${demo.client}/netwerk`);
  await page.getByRole('main').getByRole('link', { name: say('looked_link') }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${demo.client}/logboek$`));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('looked_title'));
  await page.getByRole('navigation', { name: say('looked_periods') }).getByRole('link', { name: say('looked_week') }).click();
  await expect(page).toHaveURL(/\?dagen=7$/);
  const line = page.locator('.card').filter({ hasText: say('looked_role_professional') }).first();
  await expect(line).toContainText(/\d\d:\d\d/);
  await settled(page);
  if (!scripted) return;
  await line.getByText(say('looked_unknown'), { exact: true }).click();
  await line.getByRole('button', { name: say('looked_unknown_button') }).click();
  await expect(page.getByRole('status').filter({ hasText: /\d{4}/ })).toBeVisible();
});

test('L6: staff and who only looks along do not see who looked', async ({ open, watch }) => {
  for (const who of ['linde-nurse', 'linde-admin']) {
    const page = await open({ as: who });
    watch.allowStatus(403);
    const answer = await page.goto(`${demo.url('linde')}/c/${demo.client}/logboek`);
    expect(answer?.status()).toBe(403);
  }
});
