import { BACKENDS } from "../../lib/configuration/schema/backend-schema";
import type { ArgumentBlock } from "../../lib/configuration/schema/terraform-arguments";
import type { TerraformType } from "../../lib/configuration/schema/value-types";
import { describeWithTerraform, TerraformWorkspace } from "../../testing/terraform";

/** An argument that no backend has. */
const UNKNOWN = "zq_unknown";

/** A value for each argument and block of the backend, secrets included. */
function everyArgument({ types, blocks }: ArgumentBlock): Record<string, unknown> {
  return {
    ...Object.fromEntries(Object.entries(types).map(([name, [type]]) => [name, sample(type)])),
    ...Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, everyArgument(block)])),
  };
}

function sample(type: TerraformType | undefined): unknown {
  if (type === "number") return 1;
  if (type === "bool") return true;
  return type === "string" || type === undefined ? "x" : [sample(type[1])];
}

// Terraform looks at all the names before it uses a backend, so that one wrong name keeps it from calling anybody.
describeWithTerraform("Terraform has every argument of", () => {
  const backends = Object.entries(BACKENDS).filter(([name]) => name !== "none");

  test.each(backends)(
    "the backend %s that a configuration may have or that is refused as a secret",
    async (name, { block, secrets }) => {
      const given = {
        ...everyArgument(block),
        ...Object.fromEntries(Object.keys(secrets).map((secret) => [secret, "x"])),
        [UNKNOWN]: "x",
      };
      const terraform = name === "cloud" ? { cloud: given } : { backend: { [name]: given } };
      const workspace = await TerraformWorkspace.create({ "main.tf.json": { terraform } });
      try {
        const { stderr } = await workspace.run(["init", "-no-color"], { exitCodes: [1] });
        expect(stderr.match(/No argument or block type is named "\w+"/g)).toEqual([
          `No argument or block type is named "${UNKNOWN}"`,
        ]);
      } finally {
        await workspace.remove();
      }
    },
  );
});
