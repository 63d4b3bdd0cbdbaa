// Who can look along: a network's manager gives and takes rights, a physician ends a second contact's access.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, settled, type Settings, test } from '../support/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Axe runs in the page: only where there is script. */
async function accessible(page: Page): Promise<void> {
  if (!(test.info().project.use as Settings).scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

test('R39, R41: a manager of the network chooses what a member sees; it holds at once, and withdrawing too', async ({ open, own, say, signIn, watch }) => {
  test.slow();
  const manager = await open();
  const family = await open();
  watch.allowStatus(403, 404);
  await signIn(manager, 'waterland', 'manager', own);
  await signIn(family, 'waterland', 'family', own);
  const client = own.account('waterland', 'manager').client ?? '';
  const record = `${own.url('waterland')}/c/${client}/dossier`;

  await test.step('the member sees measurements and no reports', async () => {
    await family.goto(`${record}/metingen`);
    await settled(family);
    await family.goto(`${record}/rapportages`);
    await expect(family.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
    // a member decides nothing about others
    await family.goto(`${own.url('waterland')}/c/${client}/netwerk`);
    await expect(family.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
  });

  await test.step('everybody is listed with the ground and what they see', async () => {
    await manager.goto(record);
    await manager.getByRole('banner').getByRole('link', { name: say('access_nav') }).click();
    await expect(manager).toHaveURL(new RegExp(`/c/${client}/netwerk$`));
    await expect(manager.getByRole('heading', { level: 1 })).toHaveText(say('access_title'));
    const main = manager.getByRole('main');
    for (const name of ['Joop van Hoekstra', 'Anneke van Hoekstra', 'Bram van Hoekstra']) await expect(main).toContainText(name);
    await accessible(manager);
  });

  await test.step('other rights hold at once', async () => {
    await manager.getByRole('link', { name: say('access_change', { name: 'Bram van Hoekstra' }) }).click();
    await settled(manager);
    await accessible(manager);
    const boxes = manager.getByRole('checkbox');
    await expect(boxes).toHaveCount(6);
    for (const box of await boxes.all()) await box.uncheck();
    await manager.locator('#rechten-reports').check();
    await manager.getByRole('button', { name: say('person_kinds_save') }).click();
    await expect(manager.getByRole('status').filter({ hasText: say('done_kinds') })).toBeVisible();
    await family.goto(`${record}/rapportages`);
    await expect(family.locator('.entry').first()).toBeVisible();
    await family.goto(`${record}/metingen`);
    await expect(family.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
  });

  await test.step('an end that is too late is refused, and what was typed stays', async () => {
    await manager.getByRole('link', { name: say('access_change', { name: 'Bram van Hoekstra' }) }).click();
    await manager.locator('#einde').fill('31');
    await manager.locator('#einde-month').fill('12');
    await manager.locator('#einde-year').fill('2099');
    await manager.getByRole('button', { name: say('person_renew') }).click();
    await expect(manager.getByRole('alert').first()).toBeVisible();
    await expect(manager.locator('#einde-year')).toHaveValue('2099');
    await accessible(manager);
  });

  await test.step('access that is stopped is closed in an open session', async () => {
    await manager.getByRole('button', { name: say('person_withdraw') }).click();
    await expect(manager.getByRole('status').filter({ hasText: say('done_withdrawn') })).toBeVisible();
    await expect(manager.getByRole('main')).toContainText(say('access_former'));
    await family.goto(`${record}/rapportages`);
    await expect(family.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
    await family.goto(`${own.url('waterland')}/`);
    await expect(family.getByRole('main')).toContainText(say('no_record_title'));
  });
});

test('R8: a physician ends a second contact’s access with a reason, and only that', async ({ open, own, say, signIn, watch }) => {
  test.slow();
  const physician = await open();
  const second = await open();
  watch.allowStatus(404);
  await signIn(physician, 'linde', 'physician', own);
  await signIn(second, 'linde', 'second-contact', own);
  const record = `${own.url('linde')}/c/${own.client}/dossier`;
  await second.goto(record);
  await settled(second);
  await physician.goto(`${own.url('linde')}/team/c/${own.client}/toegang`);
  // the first contact is not the physician's to change
  await expect(physician.getByRole('link', { name: say('access_change', { name: 'Karin van der Meulen' }) })).toHaveCount(0);
  await physician.getByRole('link', { name: say('access_change', { name: 'Peter van der Meulen' }) }).click();
  await expect(physician.getByRole('button', { name: say('person_kinds_save') })).toHaveCount(0);
  await physician.getByRole('button', { name: say('person_withdraw') }).click();
  await expect(physician.getByRole('alert').first()).toContainText(say('person_reason_missing'));
  await accessible(physician);
  await physician.getByLabel(say('person_reason'), { exact: true }).fill('Het contact is niet goed voor mevrouw.');
  await physician.getByRole('button', { name: say('person_withdraw') }).click();
  await expect(physician.getByRole('status').filter({ hasText: say('done_withdrawn') })).toBeVisible();
  await expect(physician.getByRole('table')).toContainText('Het contact is niet goed voor mevrouw.');
  await second.goto(record);
  await expect(second.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
});
