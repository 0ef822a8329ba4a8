import type { GuestScriptParameters } from "../../../guest/render";
import type { CommandResult } from "../../../testing/run-command";
import { Cloud, metadataOf, SECOND_ENI, SHARED_ENI } from "./cloud";
import { Instance, type ScriptRun } from "./instance";
import { Lab } from "./namespaces";

/** What the tests of a describe block share: a cloud with an instance, new for each test. */
export interface Fixture {
  readonly cloud: Cloud;
  readonly instance: Instance;
  /** Runs the guest script; it must succeed without a word on standard error. */
  runs(parameters: GuestScriptParameters, how?: ScriptRun): Promise<CommandResult>;
}

/**
 * Declares the hooks that make the fixture before each test and end it afterwards, whatever the test did. A metadata
 * service in token mode knows both ENIs, and none is attached.
 */
export function useFixture(): Fixture {
  let lab: Lab;
  let cloud: Cloud;
  let instance: Instance;

  beforeEach(async () => {
    lab = await Lab.open();
    cloud = await Cloud.build(lab);
    await cloud.startMetadataService(metadataOf("token", [SHARED_ENI, SECOND_ENI]));
    instance = await Instance.launch(cloud, "web");
  });
  afterEach(async () => {
    await lab.close();
  });

  return {
    get cloud() {
      return cloud;
    },
    get instance() {
      return instance;
    },
    async runs(parameters, how) {
      const result = await instance.runScript(parameters, how);
      expect({ exitCode: result.exitCode, stderr: result.stderr }).toEqual({ exitCode: 0, stderr: "" });
      return result;
    },
  };
}
