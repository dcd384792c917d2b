import type { Locator, Page } from 'playwright-core';
import { until } from './until';

/**
 * Opens a context menu and selects an entry. VS Code closes a menu when something else takes the focus, e.g. a view
 * that is just being shown; then the menu is opened again.
 */
export async function chooseFromMenuOf(target: Locator, entry: string): Promise<void> {
  const page = target.page();
  const menu = page.locator('.monaco-menu');
  // An entry may show a keyboard shortcut beside its label.
  const label = page.locator('.action-label').getByText(entry, { exact: true });
  const item = menu.getByRole('menuitem').filter({ has: label });
  let met: string[] = [];
  const chosen = async (): Promise<boolean> => {
    if (!(await reaches(item, 'visible', 2000))) {
      met = await texts(menu);
      await page.keyboard.press('Escape');
      await target.click({ button: 'right' });
      return false;
    }
    // Fails when the menu closes meanwhile. A menu that stays open has ignored the click, as it does in its first 100
    // ms.
    const clicked = await item.click({ timeout: 1000 }).then(
      () => true,
      () => false,
    );
    return clicked && (await reaches(menu, 'detached', 300));
  };
  await target.click({ button: 'right' });
  await until(chosen, `the menu to take ${entry}`).catch((error: unknown) => {
    throw new Error(`${String(error)}; it had ${met.join(', ') || 'no entries'}`, { cause: error });
  });
}

/** Returns the entries of the open menu and closes it. */
export async function menuEntries(page: Page): Promise<string[]> {
  const menu = page.locator('.monaco-menu');
  await menu.getByRole('menuitem').first().waitFor();
  const names = await texts(menu);
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  return names;
}

const texts = (menu: Locator): Promise<string[]> =>
  menu
    .getByRole('menuitem')
    .evaluateAll((all) => all.map((one) => one.querySelector('.action-label')?.textContent ?? ''));

/** Returns whether an element reaches a state within the timeout in milliseconds. */
export function reaches(target: Locator, state: 'visible' | 'detached', timeout: number): Promise<boolean> {
  return target.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  );
}
