/** A row of the saves view. Commands are handed these; what there is to know of the save is asked of the saves by its id. */
export interface SaveNode {
  readonly kind: 'save';
  readonly id: string;
}
