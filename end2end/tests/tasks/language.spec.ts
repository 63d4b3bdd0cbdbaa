// Dutch and English: the switch keeps the page, works both ways, and the page says in which language it is.
import { demo, expect, settled, test } from '../support/test';
import { words } from '../support/words';

test('The language switch keeps the page and works both ways', async ({ open, language }) => {
  const page = await open({ as: 'linde-client' });
  const other = language === 'nl' ? 'en' : 'nl';
  const names = { nl: 'Nederlands', en: 'English' };
  for (const path of [`/c/${demo.client}/dossier`, `/c/${demo.client}/dossier/rapportages`, '/hulp', '/inloggen']) {
    await page.goto(`${demo.url('linde')}${path}`);
    for (const next of [other, language] as const) {
      await page.getByRole('banner').getByRole('button', { name: names[next] }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', next);
      await settled(page);
      expect(new URL(page.url()).pathname).toBe(path);
      await expect(page.getByRole('banner').getByRole('button', { name: words(next, 'sign_out') })).toBeVisible();
      await expect(page.getByRole('contentinfo')).toContainText(words(next, 'urgent'));
    }
  }
});
