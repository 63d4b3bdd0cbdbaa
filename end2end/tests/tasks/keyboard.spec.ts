// Without a mouse: skip link, order, a visible focus, and a whole log-in.
import type { Page } from '@playwright/test';
import { demo, expect, settled, test } from '../support/test';

/** What has the focus, and whether one can see that. */
async function focus(page: Page): Promise<{ name: string; visible: boolean; covered: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const box = element.getBoundingClientRect();
    // drawn on the element, on the area that its link covers, or on the card around it
    const seen = (style: CSSStyleDeclaration) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
    const outlined = seen(getComputedStyle(element)) || seen(getComputedStyle(element, '::after')) || (element.closest(':has(:focus-visible).section-card, li:focus-within') !== null && seen(getComputedStyle(element.closest('li') as Element)));
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    return {
      name: (element.textContent || element.getAttribute('name') || element.tagName).trim(),
      visible: outlined,
      covered: at !== null && at !== element && !element.contains(at) && !at.contains(element),
    };
  });
}

test('WCAG 2.1.1: somebody logs in and reads a report with the keyboard alone', async ({ open, say }) => {
  const page = await open();
  await demo.alone('linde', 'client', async () => {
    const before = demo.newestMessage();
    await page.goto(`${demo.url('linde')}/inloggen`);
    await settled(page);
    await page.keyboard.press('Tab');
    expect((await focus(page)).name).toBe(say('skip_to_content'));
    await page.keyboard.press('Enter');
    await expect(page.locator('#inhoud')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByLabel(say('user_name'), { exact: true })).toBeFocused();
    await page.keyboard.type('client');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel(say('password'), { exact: true })).toBeFocused();
    await page.keyboard.type(demo.account('linde', 'client').password);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/inloggen\/code$/);
    await settled(page);
    const code = await demo.code('linde', 'client', before);
    await tabTo(page, say('code_label'), 'field');
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/dossier$/);
  });
  await settled(page);
  await tabTo(page, say('timeline_nav'), 'link');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/rapportages$/);
  await tabTo(page, await page.locator('.entry a').first().innerText(), 'link');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: say('item_details') })).toBeVisible();
});

/** Tabs until something has the focus. */
async function tabTo(page: Page, name: string, kind: 'field' | 'link'): Promise<void> {
  const wanted = kind === 'field' ? page.getByLabel(name) : page.getByRole('link', { name, exact: true }).first();
  for (let turn = 0; turn < 60; turn += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`60 times Tab did not reach ${name}`);
}

test('WCAG 2.4.3, 2.4.7, 2.4.11: the focus goes in reading order, is always seen and never hidden', async ({ open, scripted }) => {
  const page = await open({ as: 'linde-client' });
  for (const path of ['/inloggen', `/c/${demo.client}/dossier`, `/c/${demo.client}/dossier/rapportages`]) {
    await page.goto(`${demo.url('linde')}${path}`);
    await settled(page);
    // the browser tells the order only where scripts can ask; without script the same page is checked by its markup
    const count = await page.locator('a[href], button, input:not([type=hidden]), summary').count();
    expect(await page.locator('[tabindex]:not([tabindex="-1"]):not([tabindex="0"])').count(), 'nobody jumps the queue').toBe(0);
    let last = -1;
    // the last one is followed by the browser's own bar
    for (let turn = 0; turn < Math.min(count, 40); turn += 1) {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(() => [...document.querySelectorAll('*')].indexOf(document.activeElement as Element));
      const where = await focus(page);
      if (where.name.length > 500) break;
      expect(place, `${where.name} comes after what was before it`).toBeGreaterThan(last);
      expect(where.visible, `the focus on ${where.name} is seen`).toBe(true);
      expect(where.covered, `nothing covers ${where.name}`).toBe(false);
      last = place;
    }
  }
  expect(typeof scripted).toBe('boolean');
});
