import { Construct } from "constructs";

/** A child that only groups others, made when it is first asked for. */
export function folderOf(scope: Construct, id: string): Construct {
  const child = scope.node.tryFindChild(id);
  return child instanceof Construct ? child : new Construct(scope, id);
}
