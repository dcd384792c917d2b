import type { Page } from 'playwright-core';
import { until } from './until';

/** Chooses an entry of the menu that is open. */
export async function chooseFromMenu(page: Page, entry: string): Promise<void> {
  const menu = page.locator('.monaco-menu');
  const item = menu.getByRole('menuitem', { name: entry, exact: true });
  await item.waitFor();
  // A menu ignores the mouse in its first 100 ms, so one fast click may do nothing.
  await until(async () => {
    await item.click({ timeout: 500 }).catch(() => undefined);
    return menu.waitFor({ state: 'detached', timeout: 300 }).then(
      () => true,
      () => false,
    );
  }, `the menu to take ${entry}`);
}

/** The entries of the menu that is open, which is closed then. */
export async function menuEntries(page: Page): Promise<string[]> {
  const items = page.locator('.monaco-menu').getByRole('menuitem');
  await items.first().waitFor();
  const names = await items.evaluateAll((all) =>
    all.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? ''),
  );
  await page.keyboard.press('Escape');
  await page.locator('.monaco-menu').waitFor({ state: 'detached' });
  return names;
}
