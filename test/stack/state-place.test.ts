import { App } from "cdktf";

import { ExposureStack } from "../../lib";
import { parseConfiguration } from "../../lib/public/configuration";
import { withBackend } from "../../testing/configurations";

/** What is said about a state with this path. */
function warningsFor(path: string): string[] {
  const text = withBackend(`{local: {path: ${JSON.stringify(path)}}}`);
  const stack = new ExposureStack(new App(), parseConfiguration(text, "exposure.yaml"));
  return stack.node.metadata.map(({ data }) => String(data)).filter((data) => data.includes("the state"));
}

describe("the state of a stack", () => {
  it.each(["state.tfstate", "./a/../state.tfstate", "../other/x.tfstate", "../../x.tfstate", ".."])(
    "is warned of where it is lost with cdktf.out: %s",
    (path) => {
      expect(warningsFor(path)).toEqual([
        `the state ${path} is inside the folder of the stack in cdktf.out and is lost with it; ` +
          "start the path with ../../../, the folder of cdktf.json, or use an absolute path",
      ]);
    },
  );

  it.each(["../../../state.tfstate", "/var/state.tfstate", "../../../../x/y.tfstate"])(
    "is not warned of where it outlives cdktf.out: %s",
    (path) => {
      expect(warningsFor(path)).toEqual([]);
    },
  );
});
