import type { Locator, Page } from 'playwright-core';
import { until } from './until';

/**
 * Opens the menu of something and chooses an entry. VS Code closes a menu when anything else takes the focus, as a view may that
 * is just being shown: then it is opened again, as a person does.
 */
export async function chooseFromMenuOf(target: Locator, entry: string): Promise<void> {
  const page = target.page();
  const menu = page.locator('.monaco-menu');
  // Beside its label, an entry may have a key.
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
    // Fails where the menu is closed meanwhile; one that stays has ignored the mouse, as it does in its first 100 ms.
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

/** The entries of the menu that is open, which is closed then. */
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

/** Whether something gets into this state within so many milliseconds. */
export function reaches(what: Locator, state: 'visible' | 'detached', timeout: number): Promise<boolean> {
  return what.waitFor({ state, timeout }).then(
    () => true,
    () => false,
  );
}
