import { until } from './until';
import type { Workbench } from './workbench';

/** Drags the edge of the side bar to a width in pixels. VS Code's minimum is 170. */
export async function setSideBarWidth({ page }: Workbench, width: number): Promise<void> {
  const sideBar = page.locator('.part.sidebar');
  await until(async () => {
    const box = await sideBar.boundingBox();
    if (!box) return false;
    if (Math.abs(box.width - width) <= 1) return true;
    const edge = box.x + box.width;
    await page.mouse.move(edge, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(edge + width - box.width, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    return false;
  }, `a side bar of ${width} px`);
  await page.mouse.move(900, 400);
}

/** Returns the labels in the side bar that are cut off at their end. */
export async function truncatedLabels({ page }: Workbench): Promise<string[]> {
  return page
    .locator('.part.sidebar .monaco-list-row .label-name')
    .evaluateAll((all) =>
      all
        .filter(
          (one) =>
            one.getBoundingClientRect().right >
            (one.closest('.monaco-icon-label')?.getBoundingClientRect().right ?? 0) + 1,
        )
        .map((one) => one.textContent ?? ''),
    );
}

/** Returns the visible part of a row's description. */
export async function visibleDescription({ page }: Workbench, tree: string, label: string): Promise<string> {
  const row = page.getByRole('tree', { name: tree, exact: true }).locator('.monaco-list-row', {
    has: page.locator('.label-name').getByText(label, { exact: true }),
  });
  return row.locator('.label-description').evaluate((description) => {
    const edge = description.closest('.monaco-icon-label')?.getBoundingClientRect().right ?? 0;
    const text = description.firstChild;
    const all = description.textContent ?? '';
    if (!text) return all;
    const range = description.ownerDocument.createRange();
    let shown = 0;
    for (let end = 1; end <= all.length; end += 1) {
      range.setStart(text, end - 1);
      range.setEnd(text, end);
      if (range.getBoundingClientRect().right <= edge) shown = end;
    }
    return all.slice(0, shown);
  });
}
