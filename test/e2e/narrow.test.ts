import { describe, expect } from 'vitest';
import { test } from '../support/vscode/e2eTest';
import { setSideBarWidth, truncatedLabels, visibleDescription } from '../support/vscode/sideBar';

const THEMES = ['Default Light Modern', 'Default Dark Modern', 'Default High Contrast'];
const HOUR = 3_600_000;

describe('a narrow side bar', () => {
  test.override('emulatorOptions', { speed: 20 });

  test.for([
    [200, /^7 h left/, /^/],
    [250, /^7 h left · bm\.npu/, /^1 of 2/],
    [300, /^7 h left · bm\.npu\.arm\.8snt9b\.d$/, /^1 of 2 failed$/],
  ] as const)(
    'of %i px shows the full name of each notebook and the most important details first',
    async ([width, running, failed], { code, emulator, workbench }) => {
      const leaseHours = (name: string, hours: number): string => {
        const { id, lease } = emulator.edit.notebooks.find((each) => each.name === name)!;
        const createdAt = emulator.now() - HOUR;
        emulator.edit.alterNotebook(id, { lease: { ...lease!, createdAt, durationMs: (1 + hours) * HOUR } });
        return id;
      };
      const id = leaseHours('llm-finetune', 7.9);
      leaseHours('speech-demo', 0.45);
      await workbench.showViews('ModelArts');
      const notebooks = workbench.tree('Notebooks');
      await notebooks.row('llm-finetune').waitFor();
      await workbench.tree('Images').row('ai-team').waitFor();
      const facts = { notebookId: id, name: 'base', namespace: 'ai-team', tag: 'v1', confirm: false };
      await code.host.executeCommand('modelartsImages.saveImage', facts);
      await workbench.toast(/Saved \S+ as /).text(60_000);
      await expect.poll(() => notebooks.row('llm-finetune').icon()).toBe('vm-running');
      await setSideBarWidth(workbench, width);
      if (width > 200) expect(await truncatedLabels(workbench)).toEqual([]);
      expect(await visibleDescription(workbench, 'Notebooks', 'llm-finetune')).toMatch(running);
      expect(await visibleDescription(workbench, 'Images', 'pytorch-experiments')).toMatch(failed);
      await expect.poll(() => notebooks.row('speech-demo').icon()).toBe('warning');
      await expect.poll(() => workbench.tree('Images').row('pytorch-experiments').icon()).toBe('warning');
      for (const theme of THEMES) {
        await code.host.run(
          (vscode, name) => vscode.workspace.getConfiguration('workbench').update('colorTheme', name, true),
          theme,
        );
        await workbench.page.waitForTimeout(400);
        await workbench.screenshot(`narrow-${width}-${theme.split(' ')[1]?.toLowerCase()}`);
      }
    },
  );
});
