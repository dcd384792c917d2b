import { describe } from 'vitest';
import { test } from '../../support/vscode/e2eTest';

describe('without a connection', () => {
  test.override('fresh', true);
  test.override('connected', false);

  test('the view shows the next steps, and the demo shows its notebooks', async ({ workbench }) => {
    await workbench.showViews('ModelArts');
    await workbench.welcome().getByText('Save a running ModelArts notebook').waitFor();
    await workbench.screenshot('not-connected');
    await workbench.welcome().getByText('try the demo').click();
    await workbench.tree('Notebooks').row('pytorch-experiments').root.waitFor();
    await workbench.screenshot('demo');
  });
});
