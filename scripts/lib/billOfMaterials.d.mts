/** The part of a CycloneDX document that tests read. */
export interface BillOfMaterials {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: { readonly name: string; readonly hashes: readonly { content: string }[] } };
  readonly components: readonly {
    readonly name: string;
    readonly purl: string;
    readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
    readonly licenses: readonly { readonly license: { readonly id: string } }[];
  }[];
}

/** Returns the content of the last build as a CycloneDX 1.6 bill of materials. `packed` is the content of the .vsix file. */
export function billOfMaterials(packed: Uint8Array): BillOfMaterials;
