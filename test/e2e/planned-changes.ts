/** What a plan does to a resource that it changes, moves or imports. */
export interface PlannedChange {
  /** `create`, `update`, `delete`, `no-op`, or two of them for a replacement. */
  readonly actions: readonly string[];
  /** Where the resource was before, when it is moved. */
  readonly movedFrom?: string;
  readonly isImported: boolean;
}

/** Reads the answer of `terraform show -json` for a plan. What the plan leaves alone is not there. */
export function plannedChanges(shown: string): Record<string, PlannedChange> {
  const { resource_changes = [] } = JSON.parse(shown) as ShownPlan;
  const changes = resource_changes
    .filter(({ mode }) => mode === "managed")
    .map(({ address, previous_address, change }): [address: string, change: PlannedChange] => {
      const moved = previous_address === undefined ? {} : { movedFrom: previous_address };
      return [address, { actions: change.actions, ...moved, isImported: change.importing !== undefined }];
    });
  return Object.fromEntries(changes.filter(([, change]) => !isLeftAlone(change)));
}

function isLeftAlone({ actions, movedFrom, isImported }: PlannedChange): boolean {
  return actions[0] === "no-op" && movedFrom === undefined && !isImported;
}

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly mode: string;
    readonly previous_address?: string;
    readonly change: { readonly actions: readonly string[]; readonly importing?: object };
  }[];
}
