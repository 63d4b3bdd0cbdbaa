// Inviting, as staff and networks do it: the form of an invitation, the code in its mail, and whether a page can be used by everybody.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, settled, type Tools } from './test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe finds, where it can run. */
export async function isAccessible(page: Page, scripted: boolean): Promise<void> {
  await settled(page);
  if (!scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${page.url()}: ${violation.id}`)).toEqual([]);
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

export function codeIn(mail: string): string {
  return /deze code in: (\S+)/.exec(mail)?.[1] ?? '';
}

/** The request of an invitation by staff, and by mail. */
export async function fillInvitation(page: Page, say: Tools['say'], basis: string, [name, address, number]: [string, string, string]): Promise<void> {
  await page.getByRole('radio', { name: basis, exact: true }).check();
  await page.getByLabel(say('invite_name')).fill(name);
  await page.getByLabel(say('invitation_email')).fill(address);
  await page.getByLabel(say('invitation_mobile')).fill(number);
  await page.getByRole('radio', { name: say('invite_by_mail') }).check();
  await page.getByRole('radio', { name: say('asked_by_client'), exact: true }).last().check();
  await page.getByRole('radio', { name: say('asked_by_phone') }).check();
  const group = page.getByRole('group', { name: say('invite_asked_on') });
  await group.getByLabel(say('date_day')).fill('1');
  await group.getByLabel(say('date_month')).fill('1');
  await group.getByLabel(say('date_year')).fill('2026');
  const consent = page.locator('#consent');
  await consent.check();
}
