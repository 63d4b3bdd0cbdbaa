// Passkeys with Chromium's virtual authenticator, and the proof before a sensitive act. On a demo of the worker's
// own: passkeys change how an account logs in, and the clock is everybody's.
import type { CDPSession, Page } from '@playwright/test';
import { expect, givePassword, settled, test, type Tools } from '../support/test';
import type { Demo } from '../support/demo';

test.describe.configure({ mode: 'serial' });

test.afterEach(({ own }) => own.setClock(null));

/** A device with a finger reader that says yes, in this window. */
async function device(page: Page): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

/** From the own account to a passkey with a name. */
async function add(page: Page, say: Tools['say'], url: string, name: string): Promise<void> {
  await page.goto(`${url}/instellingen`);
  await page.getByRole('link', { name: say('passkeys_link') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('passkeys_title'));
  await page.getByLabel(say('passkey_name'), { exact: true }).fill(name);
  await page.getByRole('button', { name: say('passkey_add_button') }).click();
  await expect(page).toHaveURL(/\/instellingen\/passkeys\/nieuw$/);
  await page.getByRole('button', { name: say('passkey_new_button') }).click();
  await expect(page.getByRole('status').filter({ hasText: say('passkey_added') })).toBeVisible();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

/** Takes every passkey of the account away again, for the next project on this demo. */
async function removeAll(page: Page, say: Tools['say'], url: string): Promise<void> {
  await page.goto(`${url}/instellingen/passkeys`);
  const remove = page.getByRole('button', { name: say('passkey_remove_button') });
  while ((await remove.count()) > 0) {
    await remove.first().click();
    await expect(page.getByRole('status').filter({ hasText: say('passkey_removed') })).toBeVisible();
  }
}

async function signOut(page: Page, own: Demo): Promise<void> {
  await page.context().clearCookies({ name: '__Host-inzage' });
  await page.goto(`${own.url('linde')}/inloggen`);
}

test('R91: a passkey is made, logs in without a password, is the second step, and is removed', async ({ open, own, say, signIn, scripted }) => {
  test.skip(!scripted, 'a passkey needs script; without it the page says so (below)');
  const page = await open();
  const url = own.url('linde');
  await signIn(page, 'linde', 'second-contact', own);
  const { cdp, id } = await device(page);
  await add(page, say, url, 'Mijn telefoon');

  await signOut(page, own);
  await page.getByRole('button', { name: say('passkey_sign_in_button') }).click();
  await expect(page).toHaveURL(/\/inloggen\/passkey$/);
  await page.getByRole('button', { name: say('passkey_use_button') }).click();
  await expect(page).not.toHaveURL(/\/inloggen/);
  await settled(page);

  await signOut(page, own);
  await givePassword(page, say, 'second-contact', own.account('linde', 'second-contact').password);
  await expect(page).toHaveURL(/\/inloggen\/passkey$/);
  // a device that does not know its holder does not count
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
  await page.getByRole('button', { name: say('passkey_use_button') }).click();
  await expect(page.getByText(say('passkey_failed'))).toBeVisible();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true });
  await page.getByRole('button', { name: say('passkey_use_button') }).click();
  await expect(page).not.toHaveURL(/\/inloggen/);
  await settled(page);

  await removeAll(page, say, url);
  await expect(page.getByText(say('passkeys_none'), { exact: true })).toBeVisible();
  await signOut(page, own);
  await page.getByRole('button', { name: say('passkey_sign_in_button') }).click();
  await page.getByRole('button', { name: say('passkey_use_button') }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await page.goto(`${url}/instellingen`);
  await expect(page).toHaveURL(/\/inloggen$/);
});

test('R91: without script the page of a passkey says so and shows the other way', async ({ open, own, say }) => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(`${own.url('linde')}/inloggen`);
  await page.getByRole('button', { name: say('passkey_sign_in_button') }).click();
  await expect(page).toHaveURL(/\/inloggen\/passkey$/);
  await expect(page.getByText(say('passkey_no_script'))).toBeVisible();
  await expect(page.getByRole('button', { name: say('passkey_use_button') })).toBeHidden();
  await page.getByRole('link', { name: say('passkey_other_way') }).click();
  await expect(page).toHaveURL(/\/inloggen$/);
});

test('R91: after ten minutes a sensitive act asks for a proof, and then goes on with what was typed', async ({ open, own, say, signIn }) => {
  const page = await open();
  const url = own.url('linde');
  await signIn(page, 'linde', 'second-contact', own);
  await page.goto(`${url}/instellingen/passkeys`);
  own.setClock('+11m');
  await page.getByLabel(say('passkey_name'), { exact: true }).fill('Mijn tablet');
  await page.getByRole('button', { name: say('passkey_add_button') }).click();
  await expect(page).toHaveURL(/\/bevestigen\?daad=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('proof_title'));
  const before = own.newestMessage();
  await page.getByRole('button', { name: say('proof_sms_button'), exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: say('proof_sms_sent') })).toBeVisible();
  const code = await own.code('linde', 'second-contact', before);
  await page.getByLabel(say('code_label')).fill(code === '123456' ? '654321' : '123456');
  await page.getByRole('button', { name: say('proof_button'), exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: say('proof_wrong') })).toBeVisible();
  await page.getByLabel(say('code_label')).fill(code);
  await page.getByRole('button', { name: say('proof_button'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('proof_done_title'));
  await page.getByRole('button', { name: say('proof_go_on'), exact: true }).click();
  await expect(page).toHaveURL(/\/instellingen\/passkeys\/nieuw$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('passkey_new_title'));
});

test('R91: a passkey is a proof too', async ({ open, own, say, signIn, scripted }) => {
  test.skip(!scripted, 'a passkey needs script');
  const page = await open();
  const url = own.url('linde');
  await signIn(page, 'linde', 'physician', own);
  await device(page);
  await add(page, say, url, 'Mijn sleutel');
  own.setClock('+11m');
  await page.getByRole('button', { name: say('passkey_remove_button') }).click();
  await expect(page).toHaveURL(/\/bevestigen\?daad=/);
  await page.getByRole('button', { name: say('passkey_use_button') }).click();
  await expect(page).toHaveURL(/\/bevestigen\?formulier=/);
  await page.getByRole('button', { name: say('passkey_use_button') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('proof_done_title'));
  await page.getByRole('button', { name: say('proof_go_on'), exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: say('passkey_removed') })).toBeVisible();
});
