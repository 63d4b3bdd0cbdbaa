// At 400 % of 1280 x 1024 a page is 320 x 256: nothing may need scrolling in two directions, nothing may be cut off.
import { demo, expect, settled, test } from '../support/test';
import { places } from '../support/places';

for (const [as, paths] of Object.entries(places())) {
  test(`WCAG 1.4.10: at 400 % nothing runs off the side, as ${as}`, async ({ open }) => {
    const page = await open({ as: as === 'nobody' ? undefined : as, viewport: { width: 320, height: 256 } });
    for (const path of paths) {
      await page.goto(`${demo.url('linde')}${path}`);
      await settled(page);
      const { wide, culprits } = await page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const scrolls = (element: Element | null): boolean =>
          element !== null && element !== document.body && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
        return {
          wide: document.documentElement.scrollWidth - width,
          culprits: [...document.body.querySelectorAll('*')]
            .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement) && !element.closest('.visually-hidden, .skip'))
            .map((element) => `${element.tagName}.${element.className}`)
            .slice(0, 5),
        };
      });
      expect(wide, `${path}: ${culprits.join(', ')}`).toBeLessThanOrEqual(0);
    }
  });
}

test('WCAG 1.4.4: text of double size stays on the page', async ({ open }) => {
  const page = await open({ as: 'linde-client', viewport: { width: 640, height: 800 } });
  for (const path of [`/c/${demo.client}/dossier`, `/c/${demo.client}/dossier/rapportages`]) {
    await page.goto(`${demo.url('linde')}${path}`);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1 });
    await session.send('Emulation.setDeviceMetricsOverride', { width: 320, height: 400, deviceScaleFactor: 2, mobile: false });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  }
});

test('WCAG 2.5.8: what one taps is at least 44 pixels high or stands in a sentence', async ({ open }) => {
  const page = await open({ as: 'linde-nurse', viewport: { width: 320, height: 640 } });
  for (const path of ['/team', `/team/c/${demo.client}/dossier`, `/team/c/${demo.client}/dossier/rapportages`, '/inloggen']) {
    await page.goto(`${demo.url('linde')}${path}`);
    await settled(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), summary')]
        .filter((element) => !element.closest('.visually-hidden, .skip, dialog:not([open])') && element.getClientRects().length > 0)
        .filter((element) => !element.closest('p') && element.getBoundingClientRect().height < 43.5)
        // a link that covers its whole card by ::after
        .filter((element) => getComputedStyle(element, '::after').position !== 'absolute')
        .map((element) => `${element.tagName} ${(element.textContent ?? '').trim().slice(0, 30)} ${Math.round(element.getBoundingClientRect().height)}`),
    );
    expect(small, path).toEqual([]);
  }
});
