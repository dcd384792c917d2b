/** A row of the saves view, as passed to commands. The data of the save is looked up by id. */
export interface SaveNode {
  readonly kind: 'save';
  readonly id: string;
}
